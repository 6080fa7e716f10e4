/// \file
/// Conditional probabilities of outcomes: each is the ratio of two counts from the same paths.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "host/results/estimates.hpp"
#include "kernels/totals.hpp"

namespace liq::results {

/// How many paths had the condition, and how many of these had the outcome as well.
struct ConditionalShare {
    std::uint64_t trials = 0;  ///< paths with the condition
    std::uint64_t hits = 0;    ///< paths with the condition and the outcome
};

/// The counts of a conditional outcome over the paths of a run.
struct ConditionalCounts {
    /// Numbers of paths, [category with the cascade][category without it], the categories as in
    /// TotalsLayout::Conditional.
    std::array<std::array<std::uint64_t, TotalsLayout::n_conditional>, TotalsLayout::n_conditional>
        paths{};
    /// For each replicate that has paths, [with, without] the cascade; empty where paths are
    /// independent.
    std::vector<std::array<ConditionalShare, 2>> replicates;

    /// \param row  0 with the cascade, 1 without
    [[nodiscard]] ConditionalShare share(int row) const;
};

/// \param given  index of the condition among those of the plan
ConditionalCounts conditional_counts_of(Totals const& totals, int outcome, int given);

/// The estimate hits/trials. Where paths are independent, so are the trials, given their number,
/// and the interval of Clopper & Pearson is exact. With replicates, hits and trials are sums over
/// the replicates. The squared error of their ratio R is then m/(m - 1) sum_r ((h_r - R n_r)/n)^2
/// for m replicates, of which replicate r has h_r hits in n_r of the n trials (Cochran 1977,
/// section 6.4), and the interval is `replicate_interval`.
findings::Estimate conditional_estimate(ConditionalCounts const& counts, int row);

/// The difference of the two ratios, with the cascade less without it, both from the same paths
/// (`combined` in ratios.hpp).
PairedEffect conditional_effect(ConditionalCounts const& counts);

/// The standard error that is compared with a target: as for other outcomes (controlled.hpp), with
/// trials in place of paths.
double cautious_error(ConditionalCounts const& counts);

}  // namespace liq::results
