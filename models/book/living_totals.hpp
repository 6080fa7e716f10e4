/// \file
/// What a living book does with its classes, one after the other.
#pragma once

#include "models/book/living_book.hpp"

namespace liq::inline LIQ_TARGET {

template <int Lanes>
LIQ_HD void LivingBook::start(State<Lanes>& s, int lane) const {
#pragma unroll 1
    for (int i = 0; i < book_.count * n_sides; ++i) open(of(s, Part{i}), lane, Part{i});
}

template <int Lanes>
LIQ_HD FuelTicks LivingBook::reached(State<Lanes>& s, int lane, Side side, float distance,
                                     Looked<Lanes>& looked) const {
    int const to = grid_level(distance);
    FuelTicks fuel = 0;
#pragma unroll 1
    for (int i = 0; i < book_.count; ++i) {
        Part const part = Part::of(i, side);
        LivingPart<Lanes> const& a = of(s, part);
        if (a.edge[lane] <= to) fuel += for_rare_code(*this).reached(a, lane, part, to, looked);
    }
    return fuel;
}

template <int Lanes, class OnBucket>
LIQ_HD_APART void LivingBook::take(State<Lanes>& s, int lane, Side side, float distance,
                                   Looked<Lanes>& looked, OnBucket const& bucket) const {
    int const to = grid_level(distance);
#pragma unroll 1
    for (int i = 0; i < book_.count; ++i) {
        Part const part = Part::of(i, side);
        LivingPart<Lanes>& a = of(s, part);
        if (a.edge[lane] <= to) for_rare_code(*this).take(a, lane, part, to, looked, bucket);
    }
}

template <int Lanes>
LIQ_HD double LivingBook::deleverage(State<Lanes>& s, int lane, Side side, FuelTicks wanted) const {
    double alive = 0;
    FuelTicks most = 0;
#pragma unroll 1
    for (int i = 0; i < book_.count; ++i) {
        LivingPart<Lanes> const& a = of(s, Part::of(i, side));
        double const of_class = a.units[lane] * a.factor[lane];
        alive += of_class;
        most += whole_part(of_class + 0.5);
    }
    FuelTicks const closed = wanted < most ? wanted : most;
    if (closed <= 0) return 0.0;
    double share = 0, so_far = 0;
    FuelTicks before = 0;
#pragma unroll 1
    for (int i = 0; i < book_.count; ++i) {
        Part const part = Part::of(i, side);
        LivingPart<Lanes>& a = of(s, part);
        // Of the whole the same share up to each class, so that no rounding adds up.
        so_far += a.units[lane] * a.factor[lane];
        FuelTicks const up_to = whole_part(static_cast<double>(closed) * (so_far / alive) + 0.5);
        if (a.units[lane] > 0.0)
            share = close_part(a, lane, part, up_to - before, static_cast<double>(closed) / alive,
                               closed == most);
        before = up_to;
    }
    return share;
}

template <int Lanes>
LIQ_HD FuelTicks LivingBook::end_step(State<Lanes>& s, int lane, Side side) const {
    FuelTicks fuel = 0;
#pragma unroll 1
    for (int i = 0; i < book_.count; ++i) {
        FuelTicks& in_step = of(s, Part::of(i, side)).in_step[lane];
        fuel += in_step;
        in_step = 0;
    }
    return fuel;
}

template <int Lanes>
LIQ_HD FuelTicks LivingBook::liquidated(State<Lanes> const& s, int lane, Side side) const {
    FuelTicks fuel = 0;
#pragma unroll 1
    for (int i = 0; i < book_.count; ++i) fuel += of(s, Part::of(i, side)).liquidated[lane];
    return fuel;
}

template <int Lanes>
LIQ_HD BookFlows LivingBook::flows(State<Lanes> const& s, int lane, Side side) const {
    BookFlows flows;
#pragma unroll 1
    for (int i = 0; i < book_.count; ++i) {
        Part const part = Part::of(i, side);
        LivingPart<Lanes> const& a = of(s, part);
        flows.initial += initial_of(part);
        flows.opened += a.opened[lane];
        flows.closed += a.closed[lane];
        flows.liquidated += a.liquidated[lane];
        flows.deleveraged += a.deleveraged[lane];
        flows.alive += whole_part(units_alive(a, lane, part) * a.factor[lane] + 0.5);
        flows.inflow_off_grid += a.off_grid[lane];
    }
    return flows;
}

/// All lanes side by side, but for what they keep in memory.
template <int Lanes>
LIQ_HD void LivingBook::renew(State<Lanes>& s, PerLane<LogPrice, Lanes> const& traded,
                              PerLane<LogPrice, Lanes> const& mark) const {
#pragma unroll 1
    for (int i = 0; i < n_sides; ++i) {
        auto const side = static_cast<Side>(i);
        Entry<Lanes> const entry = entry_of(side == Side::long_side ? -1.0f : 1.0f, traded, mark);
#pragma unroll 1
        for (int of_class = 0; of_class < book_.count; ++of_class) {
            Part const part = Part::of(of_class, side);
            if (class_of(part).kept == 1.0) continue;
            LivingPart<Lanes>& a = of(s, part);
            close_some(a, part);
            if (opens(part)) enter(a, part, entry);
        }
    }
}

}  // namespace liq::inline LIQ_TARGET
