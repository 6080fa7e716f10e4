/// \file
/// Intervals for means of values that follow each other and hang together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace liq::validation {

/// A value with its interval of 95 %; NaN where it is not known.
struct Estimated {
    double value, low, high;
};

/// The circular block bootstrap of Politis & Romano (1992), A circular block-resampling procedure
/// for stationary data: a replicate joins blocks of values that follow each other, each from a
/// random place of the values laid in a circle, until it is as long as they are. All series of one
/// object are resampled alike, so that their differences are paired.
///
/// Replicate r takes the words of stream `bootstrap_start` at path r of the seed
/// (models/core/random.hpp): the bits hang on nothing but the seed and the length.
class BlockBootstrap {
  public:
    static constexpr std::size_t default_replicates = 2'000;
    static constexpr std::size_t default_block = 60;

    /// \param n  length of the series
    BlockBootstrap(std::size_t n, std::uint64_t seed, std::size_t replicates = default_replicates,
                   std::size_t block = default_block);

    [[nodiscard]] std::size_t size() const { return n_; }

    /// The sum of a series, then that of each replicate.
    [[nodiscard]] std::vector<double> sums(std::span<double const> series) const;

    /// The mean, from the sums of a series.
    [[nodiscard]] Estimated mean(std::vector<double> const& sums) const;
    /// The quotient of two sums; NaN where the second is 0. Replicates whose second sum is 0 are
    /// left out.
    [[nodiscard]] Estimated ratio(std::vector<double> const& above,
                                  std::vector<double> const& below) const;

    /// Whether there are two blocks at least; otherwise intervals are not known.
    [[nodiscard]] bool has_intervals() const { return n_ >= 2 * block_; }

  private:
    /// \param values  the estimate, then its replicates, which are sorted here
    [[nodiscard]] Estimated estimated(std::vector<double> values) const;

    std::size_t n_, block_, n_blocks_;
    std::vector<std::uint32_t> begin_;  ///< of the blocks, replicate by replicate
};

}  // namespace liq::validation
