/// \file
/// Probabilities of outcomes that are asked about only where a condition happens: ratios of two
/// counts of the same paths.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "host/results/estimates.hpp"
#include "kernels/totals.hpp"

namespace liq::results {

/// Paths on which the condition happened, and of them those with the outcome.
struct ConditionalShare {
    std::uint64_t trials = 0;
    std::uint64_t hits = 0;
};

/// What the paths of a run counted of a conditional outcome.
struct ConditionalCounts {
    /// Paths by what they say with and without the cascade, in the order of
    /// TotalsLayout::Conditional.
    std::array<std::array<std::uint64_t, TotalsLayout::n_conditional>, TotalsLayout::n_conditional>
        paths{};
    /// Replicates that have paths, [with, without]; empty with independent paths.
    std::vector<std::array<ConditionalShare, 2>> replicates;

    /// \param row  0 with the cascade, 1 without
    [[nodiscard]] ConditionalShare share(int row) const;
};

/// \param given  index of the condition among those of the plan
ConditionalCounts conditional_counts_of(Totals const& totals, int outcome, int given);

/// hits/trials. With independent paths the trials are, given their number, as many independent ones
/// as there are, so the interval of Clopper & Pearson is exact. With replicates hits and trials are
/// sums over them, and the squared error of their ratio R is m/(m - 1) sum_r ((h_r - R n_r)/n)^2
/// for m replicates with h_r hits in n_r of the n trials (Cochran 1977, section 6.4), the interval
/// `replicate_interval`.
findings::Estimate conditional_estimate(ConditionalCounts const& counts, int row);

/// Difference of the two ratios. Both are of the same paths, and by the delta method a path adds
/// u_1 - u_0 to it, u = (1 - R)/n with condition and outcome, -R/n with the condition alone, 0
/// else: the squared error is the sum of (u_1 - u_0)^2 over paths (van der Vaart 1998, section
/// 3.1), or m/(m - 1) times the sum over replicates of the squares of their sums. `added_differing`
/// paths each way (pairs, with replicates), of at most 1/n each, come on top.
PairedEffect conditional_effect(ConditionalCounts const& counts);

/// What a target is held against: as for other outcomes (controlled.hpp), of the trials.
double cautious_error(ConditionalCounts const& counts);

}  // namespace liq::results
