#include "host/results/portfolio.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "host/planning/portfolio_warnings.hpp"
#include "host/results/estimates.hpp"
#include "host/results/profits.hpp"
#include "host/results/replicates.hpp"
#include "host/results/statistic_intervals.hpp"
#include "host/scenario/toml_text.hpp"

namespace liq::results {
namespace {

/// A position, or a total of positions: one "subject" of the counters.
struct Subject {
    Totals const& totals;
    int index;
    double scale;   ///< profits are counted relative to it [USD]
    MostLoss most;  ///< the largest loss that is possible

    [[nodiscard]] double unit() const { return scale / profit_bins::ticks_per_unit; }
    [[nodiscard]] std::uint64_t count(int what) const {
        return totals.cold(totals.layout().subject(index, what));
    }
    [[nodiscard]] double share(int what) const {
        return totals.paths() == 0
                   ? findings::not_known
                   : static_cast<double>(count(what)) / static_cast<double>(totals.paths());
    }
};

/// How many independent paths the paths are worth. Replicates of profits are not kept; pairs and
/// points of replicates are worth half of them at least (statistic_intervals.hpp).
double independent_paths(Totals const& totals) {
    auto const paths = static_cast<double>(totals.paths());
    return totals.layout().n_replicates > 0 ? paths / 2 : paths;
}

/// A mean with the standard error that the independent paths allow.
Mean mean_of(Subject const& subject, std::int64_t sums) {
    Mean mean = mean_profit(subject.totals, sums, subject.unit());
    mean.standard_error *=
        std::sqrt(static_cast<double>(subject.totals.paths()) / independent_paths(subject.totals));
    return mean;
}

void add_profit(Subject const& subject, std::size_t view, std::size_t moment, int kept,
                ProfitBins& bins, findings::SubjectFinding& finding) {
    Totals const& totals = subject.totals;
    int const m = static_cast<int>(moment);
    Histogram histogram = profit_histogram(totals, subject.index, kept, m, subject.scale);
    bound_losses(histogram, totals, kept, subject.scale, subject.most);
    bins.add(histogram, view, moment);
    std::int64_t const sums = totals.layout().profit_sums(subject.index, kept, m);
    Mean const exact = mean_profit(totals, sums, subject.unit());
    finding.profit[view][moment] = statistics_of<findings::profit_statistics>(
        histogram, mean_of(subject, sums), findings::Tail::low);
    for (std::size_t i = 0; i < findings::profit_statistics.size(); ++i) {
        Interval const interval = profit_interval(histogram, exact, findings::profit_statistics[i],
                                                  independent_paths(totals));
        finding.profit_low[view][moment].all[i] = interval.low;
        finding.profit_high[view][moment].all[i] = interval.high;
    }
}

void add_profits(Subject const& subject, findings::SubjectFinding& finding) {
    Totals const& totals = subject.totals;
    ProfitBins bins;
    int const n_views = totals.layout().n_views;
    for (std::size_t view = 0; view < findings::n_portfolio_views; ++view) {
        // A view that was not simulated separately equals view 0: there is no waterfall, or no
        // cascade.
        int const kept = static_cast<int>(view) < n_views ? static_cast<int>(view) : 0;
        for (std::size_t moment = 0; moment < findings::n_profit_moments; ++moment) {
            int const m = static_cast<int>(moment);
            add_profit(subject, view, moment, kept, bins, finding);
            if (kept == 0) continue;
            std::int64_t const at =
                totals.layout().profit_sums(subject.index, n_views + kept - 1, m);
            Mean const effect = mean_of(subject, at);
            finding.mean_effect[view][moment] = effect.value;
            finding.mean_effect_standard_error[view][moment] = effect.standard_error;
        }
    }
    finding.counts = bins.counts();
}

/// A probability with the error that the independent paths allow.
findings::Estimate probability_of(std::uint64_t hits, Totals const& totals) {
    findings::Estimate estimate = estimate_of(hits, totals.paths());
    if (totals.layout().n_replicates == 0 || totals.paths() == 0) return estimate;
    auto const paths = static_cast<double>(totals.paths());
    estimate.standard_error *= std::sqrt(paths / independent_paths(totals));
    Interval const interval =
        replicate_interval(static_cast<double>(hits), paths, findings::not_known, 0);
    estimate.low = interval.low;
    estimate.high = interval.high;
    return estimate;
}

findings::FateFinding fate_of(Subject const& subject, int priced, Duration step) {
    int const at = priced * TotalsLayout::fates_of_one_price;
    std::uint64_t const n = subject.totals.paths();
    std::uint64_t const liquidated = subject.count(at + TotalsLayout::liquidations);
    std::uint64_t const stopped = subject.count(at + TotalsLayout::stops);
    auto const days = [&](int steps, std::uint64_t hits) {
        return hits == 0 ? findings::not_known
                         : static_cast<double>(subject.count(at + steps)) /
                               static_cast<double>(hits) * step.days();
    };
    findings::FateFinding fate;
    fate.liquidated = probability_of(liquidated, subject.totals);
    fate.mean_days = days(TotalsLayout::liquidation_steps, liquidated);
    fate.stopped = subject.share(at + TotalsLayout::stops);
    fate.stopped_mean_days = days(TotalsLayout::stop_steps, stopped);
    TotalsLayout const& layout = subject.totals.layout();
    std::uint64_t hits = 0;
    for (int t = 0; t < layout.n_times; ++t) {
        hits += subject.totals.cold(layout.liquidation_times(subject.index, priced) + t);
        fate.by_time.push_back(n == 0 ? findings::not_known
                                      : static_cast<double>(hits) / static_cast<double>(n));
    }
    return fate;
}

findings::SubjectFinding counted(Subject const& subject, Duration step) {
    findings::SubjectFinding finding;
    for (int priced = 0; priced < 2; ++priced)
        finding.fate[static_cast<std::size_t>(priced)] = fate_of(subject, priced, step);
    PairedEffect const effect =
        paired_effect(subject.count(TotalsLayout::liquidated_only_with),
                      subject.count(TotalsLayout::liquidated_only_without), subject.totals.paths());
    finding.liquidation_effect = effect.difference;
    finding.liquidation_effect_standard_error =
        effect.standard_error *
        std::sqrt(static_cast<double>(subject.totals.paths()) / independent_paths(subject.totals));
    finding.deleveraged = subject.share(TotalsLayout::deleveraged_paths);
    finding.deleveraged_share =
        subject.share(TotalsLayout::deleveraged_share) / profit_bins::ticks_per_unit;
    add_profits(subject, finding);
    return finding;
}

/// Corrects the finding of a position that its stop closes at t = 0 on every path: the
/// probabilities are exact values, not estimates.
void stop_at_start(std::uint64_t paths, findings::SubjectFinding& finding) {
    for (findings::FateFinding& fate : finding.fate) {
        fate.liquidated = {0, paths, 0, 0, 0, 0};
        fate.stopped = 1;
        fate.stopped_mean_days = 0;
    }
    finding.liquidation_effect = finding.liquidation_effect_standard_error = 0;
}

/// Corrects the finding of a position that is liquidated at t = 0 on every path, or of a total with
/// such a position: the probabilities are exact values, not estimates.
void liquidate_at_start(std::uint64_t paths, findings::SubjectFinding& finding) {
    for (findings::FateFinding& fate : finding.fate) {
        fate.liquidated = {paths, paths, 1, 0, 1, 1};
        fate.mean_days = 0;
        std::ranges::fill(fate.by_time, 1.0);
    }
    finding.liquidation_effect = finding.liquidation_effect_standard_error = 0;
}

std::string change_in_words(scenario::WhatIf const& change) {
    std::string words;
    auto const add = [&](char const* key, std::optional<double> const& value) {
        if (value)
            words += (words.empty() ? "" : ", ") + std::string(key) + " = " +
                     scenario::plain_number(*value);
    };
    add("add_margin", change.add_margin);
    add("reduce", change.reduce);
    add("stop", change.stop);
    return words;
}

findings::SubjectFinding position_finding(scenario::Scenario const& scenario,
                                          planning::PlannedLeg const& leg, Subject const& subject) {
    scenario::PositionParameters const& position = scenario.positions[leg.position];
    findings::SubjectFinding finding = counted(subject, scenario.simulation.step);
    if (leg.at_start == planning::AtStart::liquidated)
        liquidate_at_start(subject.totals.paths(), finding);
    if (leg.at_start == planning::AtStart::stopped) stop_at_start(subject.totals.paths(), finding);
    finding.name = leg.name;
    finding.members = leg.members;
    finding.liquidation_spread = leg.liquidation_spread;
    if (leg.what_if) finding.what_if = change_in_words(*position.what_if);
    bool const is_long = position.side == Side::long_side;
    finding.side = is_long ? "long" : "short";
    finding.venue = position.venue;
    finding.notional = leg.notional;
    finding.net = is_long ? leg.notional : -leg.notional;
    finding.entry = leg.entry;
    finding.margin = leg.margin;
    finding.profit_now = leg.profit_now;
    finding.liquidation_price = leg.liquidation_price.value_or(findings::not_known);
    finding.stop = leg.stop.value_or(findings::not_known);
    return finding;
}

/// \param sum  bit of PortfolioLeg::sums
findings::SubjectFinding total_finding(scenario::Scenario const& scenario,
                                       planning::PlannedRun const& run,
                                       std::vector<findings::SubjectFinding> const& positions,
                                       int sum, Subject const& subject) {
    findings::SubjectFinding finding = counted(subject, scenario.simulation.step);
    finding.name = "total";
    if (sum == 1) finding.what_if = "all what-ifs";
    finding.notional = finding.net = finding.margin = finding.profit_now = 0;
    finding.members = 0;
    double closed = 0;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        if (((run.plan.legs[i].sums >> sum) & 1) == 0) continue;
        if (run.portfolio.legs[i].at_start == planning::AtStart::liquidated)
            liquidate_at_start(subject.totals.paths(), finding);
        finding.members += positions[i].members;
        finding.notional += positions[i].notional;
        finding.net += positions[i].net;
        finding.margin += positions[i].margin;
        finding.profit_now += positions[i].profit_now;
        closed += positions[i].notional * positions[i].deleveraged_share;
    }
    finding.deleveraged = findings::not_known;  // known only for single positions
    finding.deleveraged_share = closed / finding.notional;
    return finding;
}

}  // namespace

std::optional<findings::PortfolioFinding> portfolio_finding(scenario::Scenario const& scenario,
                                                            planning::PlannedRun const& run,
                                                            Totals const& totals) {
    planning::PlannedPortfolio const& planned = run.portfolio;
    if (planned.legs.empty()) return std::nullopt;
    findings::PortfolioFinding finding;
    int index = 0;
    double scale_of_all = 0;
    for (planning::PlannedLeg const& leg : planned.legs) {
        if (!leg.what_if) scale_of_all += leg.scale;
        MostLoss const most = most_loss(run.plan, index, scenario.cascade.mark_pass_through);
        finding.positions.push_back(
            position_finding(scenario, leg, {totals, index, leg.scale, most}));
        ++index;
    }
    for (int sum = 0; sum < (planned.any_what_if ? n_portfolio_sums : 1); ++sum)
        finding.totals.push_back(
            total_finding(scenario, run, finding.positions, sum,
                          {totals, index + sum, scale_of_all,
                           most_loss_of_total(run.plan, sum, scenario.cascade.mark_pass_through)}));
    return finding;
}

}  // namespace liq::results
