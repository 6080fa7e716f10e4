#include "host/results/conditional.hpp"

#include <array>
#include <cmath>

#include "host/results/controlled.hpp"
#include "host/results/ratios.hpp"
#include "host/results/replicates.hpp"

namespace liq::results {
namespace {

using Per = TotalsLayout;

double ratio(ConditionalShare const& share) {
    return share.trials == 0 ? findings::not_known
                             : static_cast<double>(share.hits) / static_cast<double>(share.trials);
}

/// How much these paths move the ratio R of all n trials: (hits - R trials)/n.
double influence(ConditionalShare const& part, ConditionalShare const& all) {
    return (static_cast<double>(part.hits) - ratio(all) * static_cast<double>(part.trials)) /
           static_cast<double>(all.trials);
}

/// The standard error from a sum of squares over m replicates: the root of m/(m - 1) times it.
double root_of_spread(double squares, std::size_t m) {
    if (m < 2) return findings::not_known;
    return std::sqrt(static_cast<double>(m) / static_cast<double>(m - 1) * squares);
}

}  // namespace

ConditionalShare ConditionalCounts::share(int row) const {
    ConditionalShare all;
    for (int with = 0; with < Per::n_conditional; ++with) {
        for (int without = 0; without < Per::n_conditional; ++without) {
            int const category = row == 0 ? with : without;
            std::uint64_t const n =
                paths[static_cast<std::size_t>(with)][static_cast<std::size_t>(without)];
            all.trials += category == Per::no_condition ? 0 : n;
            all.hits += category == Per::both ? n : 0;
        }
    }
    return all;
}

ConditionalCounts conditional_counts_of(Totals const& totals, int outcome, int given) {
    TotalsLayout const& layout = totals.layout();
    ConditionalCounts counts;
    for (int with = 0; with < Per::n_conditional; ++with) {
        for (int without = 0; without < Per::n_conditional; ++without)
            counts.paths[static_cast<std::size_t>(with)][static_cast<std::size_t>(without)] =
                totals.cold(layout.given(given, with, without));
    }
    for (int r = 0; r < layout.n_replicates; ++r) {
        if (totals.cold(layout.replicate_paths(r)) == 0) continue;
        auto const share = [&](int row) {
            return ConditionalShare{totals.cold(layout.replicate_trials(given, row, r)),
                                    totals.cold(layout.replicate_hits(outcome, row, r))};
        };
        counts.replicates.push_back({share(0), share(1)});
    }
    return counts;
}

findings::Estimate conditional_estimate(ConditionalCounts const& counts, int row) {
    ConditionalShare const all = counts.share(row);
    findings::Estimate estimate = estimate_of(all.hits, all.trials);
    if (counts.replicates.empty() || all.trials == 0) return estimate;
    double squares = 0;
    for (auto const& r : counts.replicates) {
        double const off = influence(r[static_cast<std::size_t>(row)], all);
        squares += off * off;
    }
    std::size_t const m = counts.replicates.size();
    estimate.standard_error = root_of_spread(squares, m);
    Interval const interval =
        replicate_interval(static_cast<double>(all.hits), static_cast<double>(all.trials),
                           estimate.standard_error, static_cast<int>(m) - 1);
    estimate.low = interval.low;
    estimate.high = interval.high;
    return estimate;
}

PairedEffect conditional_effect(ConditionalCounts const& counts) {
    RatioCounts ratios(2);
    for (int i = 0; i < Per::n_conditional; ++i)
        for (int j = 0; j < Per::n_conditional; ++j)
            ratios.add({i, j},
                       counts.paths[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)]);
    for (auto const& r : counts.replicates) ratios.add_replicate({r[0], r[1]});
    return combined(ratios, std::array{1.0, -1.0});
}

double cautious_error(ConditionalCounts const& counts) {
    ConditionalShare const all = counts.share(0);
    // Without any trial: the error of two hits and two misses.
    if (all.trials == 0) return 0.25;
    if (counts.replicates.empty())
        return cautious_error(OutcomeCounts{all.trials, all.hits, 0, 0, 0, {}}, findings::not_known,
                              false);
    return cautious_spread(conditional_estimate(counts, 0).standard_error,
                           static_cast<int>(counts.replicates.size()) - 1,
                           static_cast<double>(all.trials));
}

}  // namespace liq::results
