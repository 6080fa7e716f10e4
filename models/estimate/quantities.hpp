/// \file
/// What a run keeps distributions and sums of, and the bins of each kind of value.
#pragma once

#include <cstdint>

#include "models/core/units.hpp"
#include "models/estimate/windows.hpp"

namespace liq {

/// The quantities whose distribution over paths a run keeps.
enum class Quantity : int {
    liquidated_long,
    liquidated_short,
    largest_cascade,
    drawdown,
    drawdown_without_cascade,
    close,
    close_without_cascade,
    highest,  ///< price of the path, S0 included
    highest_without_cascade,
    lowest,
    lowest_without_cascade,
    displacement,             ///< the largest |I|
    largest_in_first_window,  ///< the first of those that `window_quantity` gives
    /// This and the next two only with a full cascade (dispatch.hpp).
    fund_drawdown = largest_in_first_window + 3 * n_windows,
    deleveraged_long,
    deleveraged_short,
};
inline constexpr int n_quantities = static_cast<int>(Quantity::deleveraged_short) + 1;

/// The largest amount that is liquidated within a window, of both sides together and of each.
enum class WindowSide : int { both, longs, shorts };
constexpr Quantity window_quantity(int window, WindowSide side) {
    return static_cast<Quantity>(static_cast<int>(Quantity::largest_in_first_window) + 3 * window +
                                 static_cast<int>(side));
}

/// What happens to the fuel of one side along a path. A run keeps the sums over paths.
enum class Flow : int { initial, opened, closed, liquidated, deleveraged, alive, inflow_off_grid };
inline constexpr int n_flows = 7;

/// Bins of fuel: the floats with the same sign, exponent and first 7 bits of mantissa. They are at
/// most 0.8 % wide. Bin 0 is zero; the last bin ends at 2^52 ticks.
namespace fuel_bins {
inline constexpr int per_octave = 128;
inline constexpr int octaves = 52;  // of both sides together
inline constexpr int count = 1 + octaves * per_octave;
inline constexpr std::uint32_t first_pattern = 127u * per_octave;  ///< of 1 tick
/// The most fuel of one side that a run can count [ticks].
inline constexpr FuelTicks limit = FuelTicks{1} << 50;
}  // namespace fuel_bins

/// Bins of drawdown as a fraction, of the same kind, from 2^-20 to 1. Bin 0 holds what is smaller.
namespace drawdown_bins {
inline constexpr int octaves = 20;
inline constexpr int count = 2 + octaves * fuel_bins::per_octave;
inline constexpr std::uint32_t first_pattern = (127u - octaves) * fuel_bins::per_octave;
inline constexpr double ticks_per_unit = 4294967296.0;  ///< of the exact sums, 2^32
}  // namespace drawdown_bins

/// Bins of log price relative to spot, 2^-8 (0.4 %) wide, for |x| < 4. The first and the last bin
/// hold what lies outside.
namespace price_bins {
inline constexpr int per_unit = 256;
inline constexpr int reach = 4;
inline constexpr int count = 2 + 2 * reach * per_unit;
inline constexpr double ticks_per_unit = 16777216.0;  ///< of the exact sums of P/S0, 2^24
}  // namespace price_bins

/// Highs are never below S0 and lows never above it, so that their curves over time have half of
/// the bins of prices each: the highs from the bin of S0 on, the lows up to it.
namespace extreme_bins {
inline constexpr int of_spot = 1 + price_bins::reach * price_bins::per_unit;
inline constexpr int highs = price_bins::count - of_spot;
inline constexpr int lows = of_spot + 1;
}  // namespace extreme_bins

/// Bins of a distance in log price, like those of drawdowns, from 2^-20 to 2^6. Bin 0 holds what is
/// smaller.
namespace distance_bins {
inline constexpr int octaves = 26;
inline constexpr int count = 1 + octaves * fuel_bins::per_octave;
inline constexpr std::uint32_t first_pattern = (127u - 20u) * fuel_bins::per_octave;
inline constexpr double ticks_per_unit = 4294967296.0;  ///< of the exact sums, 2^32
}  // namespace distance_bins

/// Bins of the same over time: exactly zero, then 2^-10 wide up to 1, then what is more.
namespace distance_curve_bins {
inline constexpr int per_unit = 1024;
inline constexpr int count = 2 + per_unit;
}  // namespace distance_curve_bins

constexpr int bins_of(Quantity quantity) {
    switch (quantity) {
        case Quantity::drawdown:
        case Quantity::drawdown_without_cascade:
            return drawdown_bins::count;
        case Quantity::close:
        case Quantity::close_without_cascade:
        case Quantity::highest:
        case Quantity::highest_without_cascade:
        case Quantity::lowest:
        case Quantity::lowest_without_cascade:
            return price_bins::count;
        case Quantity::displacement:
            return distance_bins::count;
        default:
            return fuel_bins::count;
    }
}

/// Bins of the profit of a subject of the portfolio, relative to its gross notional. They are like
/// those of drawdowns, on both sides of zero: exactly zero, less than 2^-16, 20 octaves, 2^4 and
/// more.
namespace profit_bins {
inline constexpr int octaves = 20;
inline constexpr int per_side = 2 + octaves * fuel_bins::per_octave;
inline constexpr int zero = per_side;  ///< losses come before it, gains after it
inline constexpr int count = 2 * per_side + 1;
inline constexpr double ticks_per_unit = 4294967296.0;  ///< 2^32
inline constexpr std::int64_t first_tick = 65536;       ///< of the first octave
inline constexpr std::uint32_t first_pattern = (127u + 16u) * fuel_bins::per_octave;
inline constexpr std::int64_t limit = std::int64_t{1} << 50;  ///< of a path's profit [ticks]
}  // namespace profit_bins

}  // namespace liq
