#include "host/stress/trials.hpp"

#include <algorithm>
#include <cmath>

#include "host/errors.hpp"
#include "host/results/portfolio.hpp"
#include "host/results/questions.hpp"
#include "host/results/target.hpp"
#include "host/running/run_plan.hpp"
#include "host/scenario/catalogue.hpp"
#include "host/scenario/read_scenario.hpp"
#include "host/scenario/simulation_checks.hpp"
#include "host/words/printable.hpp"

namespace liq::stress {
namespace {

/// Trials with few paths use a share of 1/`share_of_few` of all paths, and at least `fewest`, so
/// that their error does not hide the slope.
constexpr std::uint64_t share_of_few = 16;
constexpr std::uint64_t fewest = 4096;
/// The same for numbers of the portfolio: 1 % of them are enough for the interval of a shortfall
/// (results/replicates.hpp).
constexpr std::uint64_t fewest_of_own = 16384;

/// Set in every trial, because its curves over time are not used.
constexpr char const* no_curves = "report.times=1";

/// The number of few paths: whole sets of paths with all replicates.
std::uint64_t few_of(scenario::SimulationSection const& simulation, std::uint64_t at_least) {
    std::uint64_t const together = scenario::paths_together(simulation.sampling_parameters());
    std::uint64_t const few = std::max(at_least, simulation.paths / share_of_few);
    return std::min(simulation.paths, (few + together - 1) / together * together);
}

/// The positions of the scenario, for a message.
std::string names_of(scenario::Scenario const& scenario) {
    std::vector<std::string> names;
    for (auto const& position : scenario.positions) names.push_back(position.name);
    return " with " + scenario::some_of(names);
}

int index_of_outcome(planning::PlannedRun const& run, std::string const& wanted) {
    std::vector<std::string> names;
    for (planning::PlannedOutcome const& outcome : run.outcomes) names.push_back(outcome.name);
    auto const found = std::ranges::find(names, wanted);
    if (found != names.end()) return static_cast<int>(found - names.begin());
    auto const near = scenario::nearest(wanted, names);
    refuse("stress --outcome " + words::printable(wanted) +
           ": is not an outcome of this scenario; " +
           (near ? "did you mean " + *near + "?" : "accepted: " + scenario::some_of(names)) +
           (run.portfolio.legs.empty() ? "" : "; or a number of the positions, portfolio.es99"));
}

/// The estimate that a report shows first: with control variate where there is one.
findings::Estimate best_estimate(planning::PlannedRun const& run, Totals const& totals,
                                 int outcome) {
    findings::Estimate estimate = results::estimate_of(run, totals, outcome, 0);
    if (!std::isfinite(run.outcomes[static_cast<std::size_t>(outcome)].exact_without_cascade))
        return estimate;
    findings::ControlledEstimate const controlled =
        results::controlled_estimate(run, totals, outcome);
    if (!std::isfinite(controlled.probability)) return estimate;
    estimate.probability = controlled.probability;
    estimate.standard_error = controlled.standard_error;
    estimate.low = controlled.low;
    estimate.high = controlled.high;
    return estimate;
}

}  // namespace

StressTrials::StressTrials(StressQuestion const& question, market::Market const& market,
                           Backend& backend, std::function<bool()> stop,
                           std::function<void(StressProgress const&)> report)
    : question_(question),
      market_(market),
      backend_(backend),
      stop_(std::move(stop)),
      report_(std::move(report)),
      base_(scenario::read_scenario(question.scenario, question.set)) {
    for (std::string const& name : question.vary) keys_.push_back(stress_key(base_, name));
    own_ = findings::portfolio_metric(question.outcome);
    keep_alone(base_);
    planning::PlannedRun const run = planning::plan_run(base_, market_);
    ask(run);
    warnings_ = base_.warnings;
    warnings_.insert(warnings_.end(), run.warnings.begin(), run.warnings.end());
    if (base_.simulation.target_standard_error)
        warnings_.emplace_back(
            "simulation.target_standard_error is not used by stress, which simulates every value "
            "with all paths; the command below sets one that is not reached, so that run does so "
            "too");
    few_paths_ = few_of(base_.simulation, own_ ? fewest_of_own : fewest);
}

void StressTrials::ask(planning::PlannedRun const& run) {
    if (!own_) {
        outcome_ = index_of_outcome(run, question_.outcome);
        planning::PlannedOutcome const& outcome = run.outcomes[static_cast<std::size_t>(outcome_)];
        words_ = results::asked_outcome(base_, outcome).question;
        return;
    }
    Totals const nothing(run.plan.layout);
    auto const portfolio = results::portfolio_finding(base_, run, nothing);
    require(portfolio.has_value(), "stress --outcome " + question_.outcome +
                                       ": the scenario has no positions of the desk; accepted with "
                                       "[[position]] or portfolio.file");
    require(findings::has_subject(*own_, *portfolio),
            "stress --outcome " + words::printable(question_.outcome) +
                ": the scenario has no such position, or it has no what_if; accepted: portfolio, "
                "or position.NAME" +
                names_of(base_));
    words_ = own_->in_words();
}

void StressTrials::keep_alone(scenario::Scenario& scenario) const {
    if (!own_ || own_->position.empty()) return;
    scenario::Limit& kept = scenario.limits.emplace_back();
    kept.metric = question_.outcome;
    kept.warn = 0.0;
}

findings::Estimate StressTrials::estimate(scenario::Scenario const& scenario,
                                          planning::PlannedRun const& run,
                                          Totals const& totals) const {
    if (!own_) return best_estimate(run, totals, outcome_);
    auto const portfolio = results::portfolio_finding(scenario, run, totals);
    findings::PortfolioNumber const number = findings::number_of(*own_, *portfolio);
    return {0, 0, number.value, number.standard_error, number.low, number.high};
}

scenario::Scenario StressTrials::scenario(std::vector<double> const& change) const {
    std::vector<std::string> set = question_.set;
    set.emplace_back(no_curves);
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        // A key without a change keeps the value as it is written.
        if (change[i] != 0) set.push_back(keys_[i].name + "=" + keys_[i].toml(change[i]));
    }
    scenario::Scenario changed = scenario::read_scenario(question_.scenario, set);
    keep_alone(changed);
    changed.simulation.step_check = false;  // only probabilities are compared
    return changed;
}

std::string StressTrials::why_refused(std::vector<double> const& change) const {
    try {
        planning::plan_run(scenario(change), market_);
    } catch (Error const& error) {
        if (error.exit() != Exit::bad_input) throw;
        return error.what();
    }
    return {};
}

findings::Estimate StressTrials::simulate(scenario::Scenario const& scenario,
                                          planning::PlannedRun const& run, StressTrial& trial,
                                          std::uint64_t paths) {
    running::RunResult const result =
        running::run_plan(run.plan, paths, backend_, stop_, [&](running::Progress const& p) {
            trial.paths = p.paths;
            trial.estimate = estimate(scenario, run, *p.totals);
            report_({&trial, p.paths_asked, made_.size(), &keys_});
        });
    if (!result.failure.empty())
        throw Error(Exit::failed, "stress: a simulation failed: " + result.failure);
    if (!result.done) throw StressStopped{};
    findings::Estimate const found = estimate(scenario, run, result.totals);
    require(
        std::isfinite(found.probability) && std::isfinite(found.high) && std::isfinite(found.low),
        "stress --outcome " + question_.outcome +
            (own_ ? ": has no known value and 95 % interval after "
                  : ": has no known probability after ") +
            std::to_string(paths) + " paths" +
            (own_ ? "" : ": its condition happens on none of them") + ". Ask for more --paths");
    return found;
}

findings::Estimate StressTrials::at(std::vector<double> const& change, Effort effort) {
    std::uint64_t const paths = effort == Effort::few ? few_paths_ : base_.simulation.paths;
    auto const known = known_.find({paths, change});
    if (known != known_.end()) return known->second;
    scenario::Scenario const changed = scenario(change);
    planning::PlannedRun const run = planning::plan_run(changed, market_);
    StressTrial trial{change, 0, {}};
    trial.estimate = simulate(changed, run, trial, paths);
    made_.push_back(trial);
    known_.emplace(std::pair{paths, change}, trial.estimate);
    return trial.estimate;
}

}  // namespace liq::stress
