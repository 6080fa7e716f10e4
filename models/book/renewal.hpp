/// \file
/// How a living book begins and is renewed (models/law.md 4). One lane at a time.
#pragma once

#include "models/book/living_book.hpp"

namespace liq::inline LIQ_TARGET {

/// Exponent of a positive normal number.
LIQ_HD int exponent_of(double value) {
    return static_cast<int>((__builtin_bit_cast(std::int64_t, value) >> 52) & 0x7ff) - 1023;
}
/// 2^n for n in -1022 .. 1023.
LIQ_HD double power_of_two(int n) {
    return __builtin_bit_cast(double, static_cast<std::int64_t>(n + 1023) << 52);
}

/// Units are as fine as their integers allow once the factor has shrunk: all units of a side
/// together stay below 2^61, and those of one renewal below 2^50.
LIQ_HD LivingBook::Scale LivingBook::scale_of(FuelTicks initial, double target) const {
    LIQ_EXPECT(static_cast<double>(initial) * target <= static_cast<double>(most_living_fuel));
    double const first = static_cast<double>(initial > 0 ? initial : 1);
    double const most = target > 1.0 ? first * target : first;
    double const inflow = first * target * (1.0 - kept_);
    int const by_total = 60 - exponent_of(most);
    int const by_inflow = 49 - exponent_of(inflow > 1e-9 ? inflow : 1e-9);
    int const finest = by_total < by_inflow ? by_total : by_inflow;
    int const coarsest = finest - 4 < 4 ? finest - 4 : 4;
    return {power_of_two(-finest), power_of_two(-coarsest)};
}

LIQ_HD void LivingBook::start(int lane) const {
    for (int i = 0; i < n_sides; ++i) {
        auto const side = static_cast<Side>(i);
        LadderSideView const& ladder = i == 0 ? ladder_.longs : ladder_.shorts;
        FuelTicks const initial = fuel_between(ladder, 0, grid::levels);
        SideAccount& a = account(lane, side);
        Scale const scale = scale_of(initial, target_[i]);
        auto const per_tick = static_cast<std::int64_t>(1.0 / scale.coarsest);
        open_account(a, initial, initial * per_tick, scale.coarsest);
        std::int64_t* const units = units_of(lane, side);
        for (int level = -grid::levels; level <= 0; ++level) units[level] = 0;
        for (int level = 1; level <= grid::levels; ++level)
            units[level] = fuel_between(ladder, level - 1, level) * per_tick;
        units[grid::levels + 1] = 1;  // searches stop here
        a.edge = next_filled(units, 1);
        if (!with_gaps_) continue;
        double* const gaps = gaps_of(lane, side);
        double const per_weight = gap_unit / scale.coarsest;
        for (int level = -grid::levels; level <= 0; ++level) gaps[level] = 0;
        for (int level = 1; level <= grid::levels; ++level)
            gaps[level] = static_cast<double>(bankruptcy_.gap_weight[i][level]) * per_weight;
    }
}

/// Counts all fuel in the coarsest unit again. What is rounded off one bucket is carried to the
/// next, so that the side as a whole is wrong by at most half a unit.
LIQ_HD void LivingBook::count_anew(int lane, Side side) const {
    SideAccount& a = account(lane, side);
    Scale const scale = scale_of(a.initial, target_[static_cast<int>(side)]);
    double const ratio = a.factor / scale.coarsest;
    std::int64_t* const units = units_of(lane, side);
    std::int64_t before = 0, after = 0;
    for (int level = -grid::levels; level <= grid::levels; ++level) {
        before += units[level];
        auto const up_to = static_cast<std::int64_t>(static_cast<double>(before) * ratio + 0.5);
        units[level] = up_to - after;
        after = up_to;
    }
    a.units = after;
    a.factor = scale.coarsest;
    a.edge = next_filled(units, a.edge);
    if (!with_gaps_) return;
    double* const gaps = gaps_of(lane, side);
    for (int level = -grid::levels; level <= grid::levels; ++level)
        gaps[level] = units[level] == 0 ? 0.0 : gaps[level] * ratio;
}

/// Multiplies all buckets by f at once.
LIQ_HD void LivingBook::shrink(int lane, Side side) const {
    SideAccount& a = account(lane, side);
    double const closing = static_cast<double>(a.units) * (a.factor * (1.0 - kept_));
    a.closed += static_cast<FuelTicks>(closing + 0.5);
    a.factor *= kept_;
    a.gone = 0;
    if (a.factor < scale_of(a.initial, target_[static_cast<int>(side)]).finest)
        count_anew(lane, side);
}

template <int Lanes>
LIQ_HD void LivingBook::refresh(int lane, LogPrice traded, LogPrice mark) const {
    for (int i = 0; i < n_sides; ++i) {
        auto const side = static_cast<Side>(i);
        shrink(lane, side);
        float const outward = side == Side::long_side ? -1.0f : 1.0f;
        fill<Lanes>(lane, side, outward * traded, outward * mark);
    }
}

}  // namespace liq::inline LIQ_TARGET
