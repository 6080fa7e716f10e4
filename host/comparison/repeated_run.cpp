#include "host/comparison/repeated_run.hpp"

#include <cstddef>

#include "host/findings/portfolio_metrics.hpp"
#include "host/planning/make_plan.hpp"
#include "host/results/portfolio.hpp"
#include "host/results/questions.hpp"
#include "host/scenario/read_scenario.hpp"
#include "host/scenario/resolved_text.hpp"
#include "kernels/totals.hpp"

namespace liq::comparison {
namespace {

OutcomeBits bit_of(int index) {
    return OutcomeBits{1} << index;
}

}  // namespace

RepeatedRun::RepeatedRun(Inputs const& inputs, Backend& backend) {
    // The scenario is read again, because exchanged inputs may contradict each other.
    scenario::Scenario scenario = scenario::parse_scenario(
        scenario::resolved_text(inputs.scenario), "the scenario with exchanged inputs", {});
    scenario.simulation.step_check = false;  // the comparison has no use for it
    planning::PlannedRun const run = planning::plan_run(scenario, inputs.market);
    for (std::size_t i = 0; i < run.outcomes.size(); ++i) {
        planning::PlannedOutcome const& planned = run.outcomes[i];
        OutcomeBits condition = 0;
        if (planned.given >= 0)
            condition = bit_of(run.plan.givens[static_cast<std::size_t>(planned.given)].condition);
        outcomes_.push_back({results::asked_outcome(scenario, planned).event, planned.outcome,
                             bit_of(static_cast<int>(i)), condition});
    }
    happened_.resize(static_cast<std::size_t>(scenario.simulation.paths));
    if (!scenario.positions.empty()) {
        simulate_blocks(scenario, run, backend);
        return;
    }
    Totals totals(run.plan.layout);
    backend.simulate(run.plan, {0, scenario.simulation.paths}, totals, happened_.data());
}

void RepeatedRun::simulate_blocks(scenario::Scenario const& scenario,
                                  planning::PlannedRun const& run, Backend& backend) {
    std::uint64_t const paths = scenario.simulation.paths;
    Totals all(run.plan.layout);
    std::vector<findings::PortfolioFinding> blocks;
    for (std::uint64_t block = 0; block < n_path_blocks; ++block) {
        std::uint64_t const begin = paths * block / n_path_blocks;
        std::uint64_t const end = paths * (block + 1) / n_path_blocks;
        if (begin == end) continue;
        Totals totals(run.plan.layout);
        backend.simulate(run.plan, {begin, end - begin}, totals, happened_.data() + begin);
        all.add(totals);
        blocks.push_back(*results::portfolio_finding(scenario, run, totals));
    }
    findings::PortfolioFinding const whole = *results::portfolio_finding(scenario, run, all);
    number_names_ = findings::headline_metrics(whole);
    for (std::string const& name : number_names_) {
        findings::PortfolioMetric const metric = *findings::portfolio_metric(name);
        Number& number = numbers_[name];
        number.value = findings::number_of(metric, whole).value;
        for (auto const& block : blocks)
            number.blocks.push_back(findings::number_of(metric, block).value);
    }
}

int RepeatedRun::find(std::string const& event, std::string const& outcome) const {
    for (std::size_t i = 0; i < outcomes_.size(); ++i)
        if (outcomes_[i].event == event && outcomes_[i].outcome == outcome)
            return static_cast<int>(i);
    return -1;
}

double RepeatedRun::trials(int outcome) const {
    OutcomeBits const condition = outcomes_[static_cast<std::size_t>(outcome)].condition;
    std::size_t count = 0;
    for (OutcomeBits const path : happened_) count += (path & condition) == condition ? 1 : 0;
    return static_cast<double>(count);
}

double RepeatedRun::probability(int outcome) const {
    Outcome const& asked = outcomes_[static_cast<std::size_t>(outcome)];
    OutcomeBits const both = asked.bit | asked.condition;
    std::size_t hits = 0;
    for (OutcomeBits const path : happened_) hits += (path & both) == both ? 1 : 0;
    double const tried = trials(outcome);
    return tried > 0 ? static_cast<double>(hits) / tried : findings::not_known;
}

void RepeatedRun::add_influence(int outcome, double weight, std::vector<double>& into) const {
    Outcome const& asked = outcomes_[static_cast<std::size_t>(outcome)];
    double const p = probability(outcome);
    double const scale = weight * static_cast<double>(paths()) / trials(outcome);
    for (std::size_t i = 0; i < into.size(); ++i) {
        if ((happened_[i] & asked.condition) != asked.condition) continue;
        double const hit = (happened_[i] & asked.bit) != 0 ? 1 : 0;
        into[i] += scale * (hit - p);
    }
}

}  // namespace liq::comparison
