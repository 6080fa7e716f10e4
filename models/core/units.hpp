/// \file
/// Units and the price grid, in one place. These are plain types, which both host and engine use.
#pragma once

#include <compare>
#include <cstdint>

namespace liq {

/// Log price relative to the spot of the snapshot, ln(P/S0) [1].
using LogPrice = float;
/// Money on a path [USD].
using Usd = float;
/// Fuel, the size of forced orders, as an integer number of 1/16 USD, so that sums of it do not
/// depend on the order.
using FuelTicks = std::int64_t;

inline constexpr std::int64_t ticks_per_usd = 16;

/// The grid of liquidation levels (models/law.md 4): g_k = k h, k = -819..819, |x| <= 0.8.
namespace grid {
inline constexpr int levels = 819;                        ///< per side, level 1 is nearest to spot
inline constexpr int points_per_unit = 1024;              ///< 1/h
inline constexpr double spacing = 1.0 / points_per_unit;  ///< h [1]
}  // namespace grid

/// A year is 365 days of 86,400 s (models/law.md 1).
inline constexpr std::int64_t seconds_per_day = 86'400;
inline constexpr std::int64_t seconds_per_year = 365 * seconds_per_day;

/// A length of time in whole seconds; written `30s`, `5min`, `1h`, `7d` in files.
struct Duration {
    std::int64_t seconds = 0;
    [[nodiscard]] constexpr double years() const {
        return static_cast<double>(seconds) / static_cast<double>(seconds_per_year);
    }
    [[nodiscard]] constexpr double days() const {
        return static_cast<double>(seconds) / static_cast<double>(seconds_per_day);
    }
    constexpr bool operator==(Duration const&) const = default;
    constexpr auto operator<=>(Duration const&) const = default;
};

/// A length of time that may have no end; written like a Duration, or `never`.
struct DurationOrNever {
    Duration length;
    bool never = false;
    constexpr bool operator==(DurationOrNever const&) const = default;
};

/// The side of a position.
enum class Side : std::uint8_t { long_side = 0, short_side = 1 };
inline constexpr int n_sides = 2;

/// A value for longs and one for shorts.
struct PerSide {
    double long_side = 0;
    double short_side = 0;
    [[nodiscard]] constexpr double of(Side side) const {
        return side == Side::long_side ? long_side : short_side;
    }
    constexpr bool operator==(PerSide const&) const = default;
};

/// A value for the bids and one for the asks of the order book.
struct BidAsk {
    double bid = 0;
    double ask = 0;
    constexpr bool operator==(BidAsk const&) const = default;
};

}  // namespace liq
