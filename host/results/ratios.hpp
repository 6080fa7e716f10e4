/// \file
/// Sums and differences of several probabilities that come from the same paths.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "host/results/conditional.hpp"
#include "host/results/estimates.hpp"

namespace liq::results {

/// Paths by what happened on them in several rows, for example with and without the cascade.
class RatioCounts {
  public:
    explicit RatioCounts(int rows) : shares_(static_cast<std::size_t>(rows)) {}

    /// Adds so many paths. \param categories  of each row, as in TotalsLayout::Conditional
    void add(std::vector<int> categories, std::uint64_t paths);
    /// Adds a replicate with the shares of each row; those without any path do not count.
    void add_replicate(std::vector<ConditionalShare> shares);

    [[nodiscard]] std::vector<ConditionalShare> const& shares() const { return shares_; }
    [[nodiscard]] auto const& paths() const { return paths_; }
    [[nodiscard]] auto const& replicates() const { return replicates_; }

  private:
    std::vector<ConditionalShare> shares_;  ///< of all paths
    std::vector<std::pair<std::vector<int>, std::uint64_t>> paths_;
    std::vector<std::vector<ConditionalShare>> replicates_;
};

/// sum_k w_k R_k, R_k = hits/trials of row k. By the delta method a path contributes sum_k w_k u_k,
/// where u = (1 - R)/n for a path with condition and outcome, -R/n for one with the condition
/// alone, and 0 for any other. The squared error is the sum of its square over paths (van der Vaart
/// 1998, section 3.1), or, with m replicates, m/(m - 1) times the sum over replicates of the square
/// of each replicate's sum. To it is added the error of `added_differing` paths each way (of as
/// many pairs, with replicates), each of which contributes 1/n. Not known where a row with a weight
/// has no trial.
PairedEffect combined(RatioCounts const& counts, std::span<double const> weights);

}  // namespace liq::results
