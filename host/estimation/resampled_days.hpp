/// \file
/// Days drawn anew in blocks, for a bootstrap of what depends from day to day.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace liq::estimation {

/// Days of a block.
inline constexpr std::size_t days_of_block = 20;

/// How often each day is in a draw: circular blocks (Politis & Romano 1992) of `days_of_block` days
/// out of the days before the break, and out of those from it on, each as many as there are.
/// The same for the same seed, draw and days.
std::vector<double> resampled_days(std::size_t n_days, std::size_t break_day, std::uint64_t seed,
                                   std::uint64_t draw);

/// Uniform in [0, 1), another one for each draw and independent of its days.
double uniform_of_draw(std::uint64_t seed, std::uint64_t draw);

}  // namespace liq::estimation
