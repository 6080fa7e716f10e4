/// \file
/// Finds the bin of a path's value, and adds the value to its exact sums (totals_layout.hpp).
#pragma once

#include <cstdint>

#include "models/core/counter.hpp"
#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/estimate/totals_layout.hpp"

namespace liq::inline LIQ_TARGET {

LIQ_HD int fuel_bin(FuelTicks ticks) {
    if (ticks <= 0) return 0;
    std::uint32_t const pattern = bits_of(static_cast<float>(ticks)) >> 16;
    return 1 + static_cast<int>(pattern - fuel_bins::first_pattern);
}

/// \param drawdown  1 - P/(running high of P), in [0, 1]
LIQ_HD int drawdown_bin(float drawdown) {
    std::uint32_t const pattern = bits_of(drawdown) >> 16;
    if (pattern < drawdown_bins::first_pattern) return 0;
    return 1 + static_cast<int>(pattern - drawdown_bins::first_pattern);
}

LIQ_HD int price_bin(LogPrice x) {
    float const reach = static_cast<float>(price_bins::reach);
    if (!(x >= -reach)) return 0;
    if (!(x < reach)) return price_bins::count - 1;
    float const per_unit = static_cast<float>(price_bins::per_unit);
    return 1 + static_cast<int>((x + reach) * per_unit);
}

/// \param ticks  profit relative to gross notional [2^-32], |ticks| at most profit_bins::limit
LIQ_HD int profit_bin(std::int64_t ticks) {
    if (ticks == 0) return profit_bins::zero;
    std::int64_t const size = ticks < 0 ? -ticks : ticks;
    int away = 1;
    if (size >= profit_bins::first_tick) {
        std::uint32_t const pattern = bits_of(static_cast<float>(size)) >> 16;
        away = 2 + static_cast<int>(pattern - profit_bins::first_pattern);
        if (away > profit_bins::per_side) away = profit_bins::per_side;
    }
    return ticks < 0 ? profit_bins::zero - away : profit_bins::zero + away;
}

/// Adds a profit to its sum and sum of squares, which are among the cold counters. The sum is of
/// profit + profit_bins::limit.
LIQ_HD void add_to_profit_sums(CounterSink const& sink, std::int64_t sums, std::int64_t ticks) {
    auto const shifted = static_cast<std::uint64_t>(ticks + profit_bins::limit);
    auto const value = static_cast<std::uint64_t>(ticks < 0 ? -ticks : ticks);
    std::uint64_t const low = value & 0xffffffffu, high = value >> 32;
    sink.add_cold(sums + 0, shifted & 0xffffffffu);
    sink.add_cold(sums + 1, shifted >> 32);
    std::uint64_t const low_square = low * low;
    std::uint64_t const cross = high * low;
    std::uint64_t const middle = (low_square >> 32) + ((cross << 1) & 0xffffffffu);
    std::uint64_t const upper = high * high + ((cross << 1) >> 32) + (middle >> 32);
    sink.add_cold(sums + 2, low_square & 0xffffffffu);
    sink.add_cold(sums + 3, middle & 0xffffffffu);
    sink.add_cold(sums + 4, upper & 0xffffffffu);
    sink.add_cold(sums + 5, upper >> 32);
}

/// Adds an integer below 2^52 to a quantity's sum and sum of squares.
LIQ_HD void add_to_sums(CounterSink const& sink, std::int64_t sums, std::uint64_t value) {
    std::uint64_t const low = value & 0xffffffffu, high = value >> 32;
    sink.add_hot(sums + 0, low);
    sink.add_hot(sums + 1, high);
    // value^2 = high^2 2^64 + 2 high low 2^32 + low^2, in parts of 32 bits
    std::uint64_t const low_square = low * low;
    std::uint64_t const cross = high * low;  // < 2^52
    std::uint64_t const middle = (low_square >> 32) + ((cross << 1) & 0xffffffffu);
    std::uint64_t const upper = high * high + ((cross << 1) >> 32) + (middle >> 32);
    sink.add_hot(sums + 2, low_square & 0xffffffffu);
    sink.add_hot(sums + 3, middle & 0xffffffffu);
    sink.add_hot(sums + 4, upper & 0xffffffffu);
    sink.add_hot(sums + 5, upper >> 32);
}

/// Adds an amount of fuel to a quantity's distribution and sums.
LIQ_HD void add_fuel(CounterSink const& sink, TotalsLayout const& layout, Quantity quantity,
                     FuelTicks ticks) {
    sink.add_cold(layout.distribution(quantity) + fuel_bin(ticks));
    if (ticks != 0) add_to_sums(sink, layout.sums(quantity), static_cast<std::uint64_t>(ticks));
}

/// The price as a multiple of S0, for exact sums [2^-24]. They stay below 2^52: a price of 10^8
/// times spot.
LIQ_HD std::uint64_t price_ticks(LogPrice x) {
    constexpr float largest = 18.4f;
    float const limited = x < largest ? x : largest;
    float const ticks = exp_e(limited) * static_cast<float>(price_bins::ticks_per_unit) + 0.5f;
    return static_cast<std::uint64_t>(ticks);
}

/// \param distance  |I|, not negative
LIQ_HD int distance_bin(float distance) {
    std::uint32_t const pattern = bits_of(distance) >> 16;
    if (pattern < distance_bins::first_pattern) return 0;
    int const bin = 1 + static_cast<int>(pattern - distance_bins::first_pattern);
    return bin < distance_bins::count ? bin : distance_bins::count - 1;
}
LIQ_HD int distance_curve_bin(float distance) {
    if (distance == 0.0f) return 0;
    float const in_bins = distance * static_cast<float>(distance_curve_bins::per_unit);
    float const last = static_cast<float>(distance_curve_bins::count - 2);
    return 1 + static_cast<int>(in_bins < last ? in_bins : last);
}

}  // namespace liq::inline LIQ_TARGET
