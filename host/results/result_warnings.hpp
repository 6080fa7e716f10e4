/// \file
/// Warnings about what came out of a run: where a cascade sustains itself, where half of the paths
/// are in free fall, and where answers rest on few paths. All thresholds and their reasons are
/// here.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "host/findings/findings.hpp"
#include "models/core/units.hpp"

namespace liq::results {

/// A stretch of prices in which the branching ratio (models/law.md 6) is 1 or more in the mean over
/// `stretch_points` neighbouring grid points, which are 1 % of the price: a cascade that begins in
/// it goes through all of it. A shorter one is a single level, which a cascade has passed at once.
struct SustainingStretch {
    double near = 0, far = 0;  ///< its ends, USD; `near` is nearer to spot
    double largest = 0;        ///< the largest mean over `stretch_points` grid points in it
    std::size_t points = 0;    ///< its grid points; 0: there is none
};
inline constexpr std::size_t stretch_points = 10;

/// Where a stretch may begin: below spot for longs, above it for shorts, up to `reach` [USD].
struct Within {
    Side side = Side::long_side;
    double spot = 0, reach = 0;
};

/// The nearest such stretch; `points` is 0 where there is none. A run warns of one that begins
/// where half of its paths come without any cascade: further away it is for few paths, and the text
/// says of every run where the ratio is largest.
/// \param ratio  [grid point of `ladder`]
SustainingStretch sustaining_stretch(findings::LadderFinding const& ladder,
                                     std::vector<double> const& ratio, Within within);

/// The median of the largest log distance between the prices with and without the cascade from
/// which a run counts as a free fall. Bitcoin fell by 12.8 % on 10 October 2025
/// (scenarios/README.md), and by half on 12 and 13 March 2020, news included.
/// Forced orders that move the price by a fifth on every second path are no forecast, but the sign
/// of a depth or a book that does not go with the other.
inline constexpr double free_fall = 0.2231435513142098;  // -ln(1 - 20 %)

/// The fewest paths in the tail of p99 and ES99 that go without a word. With 10 of them the
/// standard error of an exceedance is a third of it.
inline constexpr double fewest_in_tail = 10;
/// The fewest hits, and misses, of an outcome that go without a word, for the same reason. Where
/// the 95 % interval is narrower than `narrow`, it says enough of a rare outcome by itself.
inline constexpr double fewest_hits = 10, narrow = 0.01;
/// The widest 95 % interval of a probability that goes without a word: at 45 to 55 % nobody can
/// tell which of two outcomes is more likely.
inline constexpr double widest_interval = 0.10;

/// Adds all of these to `findings.warnings`, at most one of each kind. The findings have to be
/// complete otherwise.
void warn_of_results(findings::RunFindings& findings);

}  // namespace liq::results
