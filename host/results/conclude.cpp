#include "host/results/conclude.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string>

#include "host/events/waterfall.hpp"
#include "host/results/benchmark.hpp"
#include "host/results/curves.hpp"
#include "host/results/distributions.hpp"
#include "host/results/error_method.hpp"
#include "host/results/estimates.hpp"
#include "host/results/extremes.hpp"
#include "host/results/limits.hpp"
#include "host/results/living_book.hpp"
#include "host/results/portfolio.hpp"
#include "host/results/questions.hpp"
#include "host/results/result_warnings.hpp"
#include "host/results/step_error.hpp"
#include "host/results/target.hpp"
#include "host/scenario/resolved_text.hpp"
#include "host/scenario/simulation_checks.hpp"
#include "host/storage/sha256.hpp"

namespace liq::results {
namespace {

double mean_days(Totals const& totals, int outcome, TotalsLayout::PerOutcome steps,
                 std::uint64_t hits, Duration step) {
    if (hits == 0) return findings::not_known;
    return static_cast<double>(totals.outcome(outcome, steps)) / static_cast<double>(hits) *
           step.days();
}

/// The probability of what cannot happen: exact, not an estimate.
findings::Estimate never_of(std::uint64_t paths) {
    return {0, paths, 0, 0, 0, 0};
}

findings::OutcomeFinding outcome_finding(scenario::Scenario const& scenario,
                                         planning::PlannedRun const& run, Totals const& totals,
                                         int index) {
    planning::PlannedOutcome const& planned = run.outcomes[static_cast<std::size_t>(index)];
    AskedOutcome const asked = asked_outcome(scenario, planned);
    std::uint64_t const hits = totals.outcome(index, TotalsLayout::hits);
    std::uint64_t const hits_without = totals.outcome(index, TotalsLayout::hits_without);

    findings::OutcomeFinding finding;
    finding.event = asked.event;
    finding.outcome = planned.outcome;
    finding.kind = asked.kind;
    finding.given = asked.given;
    finding.question = asked.question;
    finding.with_cascade = estimate_of(run, totals, index, 0);
    finding.without_cascade = estimate_of(run, totals, index, 1);
    if (asked.kind == events::Waterfall::kind && !run.plan.waterfall.fund && totals.paths() > 0)
        finding.with_cascade = finding.without_cascade = never_of(totals.paths());
    finding.controlled = controlled_estimate(run, totals, index);
    finding.exact_without_cascade = planned.exact_without_cascade;
    PairedEffect const effect = effect_of(run, totals, index);
    finding.cascade_effect = effect.difference;
    finding.cascade_effect_standard_error = effect.standard_error;
    StepError const step_error = step_error_of(totals, index);
    finding.step_error = step_error.probability.difference;
    finding.step_error_standard_error = step_error.probability.standard_error;
    finding.cascade_effect_step_error = step_error.cascade_effect.difference;
    finding.cascade_effect_step_error_standard_error = step_error.cascade_effect.standard_error;
    if (planned.has_moment) {
        Duration const step = scenario.simulation.step;
        finding.mean_days = mean_days(totals, index, TotalsLayout::steps, hits, step);
        finding.mean_days_without_cascade =
            mean_days(totals, index, TotalsLayout::steps_without, hits_without, step);
    }
    finding.by_time = first_time_curve(totals, 0, index, planned.has_moment);
    finding.by_time_without_cascade = first_time_curve(totals, 1, index, planned.has_moment);
    return finding;
}

findings::LadderFinding ladder_finding(scenario::Scenario const& scenario,
                                       planning::PlannedRun const& run) {
    findings::LadderFinding finding;
    auto const append = [&](LadderSide const& side, std::vector<double> const& ratio, int level,
                            int sign) {
        auto const k = static_cast<std::size_t>(level);
        finding.price.push_back(run.spot * std::exp(sign * level * grid::spacing));
        finding.fuel.push_back(static_cast<double>(side.fuel[k]) /
                               static_cast<double>(ticks_per_usd));
        finding.bankruptcy_gap.push_back(side.bankruptcy_gap[k]);
        finding.branching_ratio.push_back(ratio[k]);
    };
    Ladder const& ladder = run.plan.ladder;
    auto const below = planning::branching_ratio(ladder.longs, run.depth.bid, scenario.cascade);
    auto const above = planning::branching_ratio(ladder.shorts, run.depth.ask, scenario.cascade);
    for (int k = grid::levels; k >= 1; --k) append(ladder.longs, below, k, -1);
    for (int k = 1; k <= grid::levels; ++k) append(ladder.shorts, above, k, 1);
    if (run.plan.withdrawal.sensitivity > 0) {
        auto& both = finding.branching_ratio_withdrawn;
        auto const longs =
            planning::branching_ratio(ladder.longs, run.depth.bid, scenario.cascade,
                                      planning::withdrawal_of(run.plan, Side::long_side));
        auto const shorts =
            planning::branching_ratio(ladder.shorts, run.depth.ask, scenario.cascade,
                                      planning::withdrawal_of(run.plan, Side::short_side));
        both.assign(longs.rbegin(), longs.rend() - 1);
        both.insert(both.end(), shorts.begin() + 1, shorts.end());
    }
    return finding;
}

/// Fills in what the run was asked for, from the scenario and the market.
void describe_run(scenario::Scenario const& scenario, market::Market const& market,
                  planning::PlannedRun const& run, findings::RunFindings& findings) {
    findings.name = scenario.name;
    findings.description = scenario.description;
    findings.set = scenario.set;
    findings.scenario_text = scenario::resolved_text(scenario);
    findings.scenario_sha256 = storage::sha256_of_text(findings.scenario_text);
    findings.market_sha256 = market.sha256;
    findings.market_file = scenario.market.file;
    findings.as_of = market.as_of;
    if (market.known) findings.coverage = market.known->coverage;
    findings.assumptions = market.assumptions;
    findings.asset = market.asset;
    findings.quote = market.quote;
    findings.spot = run.spot;
    findings.seed = scenario.simulation.seed;
    findings.paths_asked = scenario.simulation.paths;
    findings.steps = run.plan.steps;
    findings.step = scenario.simulation.step;
    findings.horizon = scenario.simulation.horizon;
    for (auto const* warnings : {&market.warnings, &scenario.warnings, &run.warnings}) {
        findings.warnings.insert(findings.warnings.end(), warnings->begin(), warnings->end());
    }
}

/// The warning for a run that simulated all its paths and did not reach its target error.
std::string not_reached(findings::TargetFinding const& target, RunningEstimate const& estimate,
                        std::uint64_t paths) {
    double const ratio = estimate.cautious_error / target.standard_error;
    std::array<char, 256> text{};
    std::snprintf(text.data(), text.size(),
                  "simulation.target_standard_error = %g of %s was not reached within "
                  "simulation.paths = %llu: the error is %.2g. About %.1e paths would be needed",
                  target.standard_error, target.outcome.c_str(),
                  static_cast<unsigned long long>(paths), estimate.cautious_error,
                  static_cast<double>(paths) * ratio * ratio);
    return text.data();
}

/// Fills in how the paths were sampled, how errors were computed, and whether the target error was
/// reached.
void describe_errors(scenario::Scenario const& scenario, planning::PlannedRun const& run,
                     Totals const& totals, findings::RunFindings& findings) {
    findings.sampling = scenario::sampling_word(scenario);
    findings.replicates = totals.layout().n_replicates;
    findings.error_method = error_method(totals, scenario.simulation.control_variate);
    findings.control_variate = scenario.simulation.control_variate;
    if (!run.target) return;
    std::uint64_t const paths = totals.paths();
    bool const at_a_look = run.target->looks.looks_at(paths) || findings.complete;
    findings.target =
        findings::TargetFinding{scenario::target_outcome(scenario), run.target->standard_error,
                                at_a_look && target_is_met(run, totals)};
    if (findings.target->reached) findings.complete = true;
    if (findings.complete && !findings.target->reached)
        findings.warnings.push_back(not_reached(
            *findings.target, running_estimate(run, totals, run.target->outcome), paths));
}

/// The upper bound of the quantity: no path can have a larger value.
double upper_bound_of(findings::QuantityDescription const& quantity,
                      planning::PlannedRun const& run) {
    using enum findings::QuantityDescription::Most;
    double const no_limit = std::numeric_limits<double>::infinity();
    // The imbalance moves the price by a log distance of at most 64 (models/law.md 5); permanent
    // impact adds up.
    if (quantity.counted == Quantity::displacement && run.plan.impact.permanent_share == 0)
        return 64.0;
    if (quantity.most == nothing) return no_limit;
    if (quantity.most == one) return 1.0;
    if (run.plan.cascade.book == BookKind::living) return no_limit;  // its fuel is renewed
    double const longs = run.book.accounts[0].fuel, shorts = run.book.accounts[1].fuel;
    return quantity.most == fuel ? longs + shorts : quantity.most == fuel_of_longs ? longs : shorts;
}

void add_distributions(planning::PlannedRun const& run, Totals const& totals,
                       findings::RunFindings& findings) {
    bool const has_waterfall = run.plan.waterfall.enabled && run.plan.cascade.enabled;
    for (std::size_t i = 0; i < findings::quantities.size(); ++i) {
        findings::QuantityDescription const& quantity = findings::quantities[i];
        using Condition = findings::QuantityDescription::Condition;
        if (quantity.condition == Condition::waterfall && !has_waterfall) continue;
        if (!quantity.fits(findings.step)) continue;
        findings.distributions.all[i] =
            distribution_of(totals, quantity, run.spot, upper_bound_of(quantity, run));
    }
}

}  // namespace

findings::RunFindings conclude(scenario::Scenario const& scenario, market::Market const& market,
                               planning::PlannedRun const& run, Totals const& totals) {
    findings::RunFindings findings;
    describe_run(scenario, market, run, findings);
    findings.paths = totals.paths();
    findings.complete = findings.paths == findings.paths_asked;
    describe_errors(scenario, run, totals, findings);
    if (run.step_check) findings.step_check_paths = std::min(findings.paths, run.step_check->paths);
    for (int i = 0; i < static_cast<int>(run.outcomes.size()); ++i) {
        findings.outcomes.push_back(outcome_finding(scenario, run, totals, i));
    }

    add_benchmark(scenario, run, findings);
    warn_of_step_errors(scenario.simulation.step, findings);
    findings.quantile = scenario.report.quantiles;
    for (int step : run.plan.report_steps) {
        findings.time.push_back(static_cast<double>(step * scenario.simulation.step.seconds));
    }
    findings.price_quantile = price_quantiles(totals, 0, findings.quantile, run.spot);
    findings.price_quantile_without_cascade =
        price_quantiles(totals, 1, findings.quantile, run.spot);
    findings.extremes = extremes_over_time(totals, findings.quantile, run.spot);
    for (int t = 0; t < static_cast<int>(findings.time.size()); ++t) {
        if (TotalsLayout::stride_at(totals.layout().n_times, t) >= 0)
            findings.extremes->time.push_back(findings.time[static_cast<std::size_t>(t)]);
    }
    findings.samples = sampled_courses(totals, run.spot);
    findings.price_edge = map_edges(scenario.report.price_bins, run.spot);
    findings.expected_liquidated =
        expected_liquidated(totals, run.plan.ladder, scenario.report.price_bins);

    add_distributions(run, totals, findings);
    add_living_book(market, run, totals, findings);
    findings.portfolio = portfolio_finding(scenario, run, totals);
    findings.limits = judged_limits(scenario.limits, findings);

    findings.book = run.book.accounts;
    findings.ladder = ladder_finding(scenario, run);
    findings.rounds_exhausted = totals.hot(totals.layout().rounds_exhausted());
    warn_of_results(findings);
    return findings;
}

}  // namespace liq::results
