/// \file
/// How a living book begins, and how prices take fuel out of it (models/law.md 4 and 6.3). One lane
/// at a time.
#pragma once

#include "models/book/living_book.hpp"

namespace liq::inline LIQ_TARGET {

template <int Lanes>
LIQ_HD void LivingBook::start(State<Lanes>& s, int lane) const {
    for (int i = 0; i < book_.count * n_sides; ++i) {
        Part const part{i};
        LivingSide<Lanes>& a = of(s, part);
        a.worth[lane] = 1.0;
        a.factor[lane] = first_worth(part);
        a.units[lane] = snapshot_up_to(part, grid::levels, units_per_fuel(part, 0));
        a.gone[lane] = 0.0;
        a.in_step[lane] = a.opened[lane] = a.closed[lane] = a.liquidated[lane] =
            a.deleveraged[lane] = a.off_grid[lane] = 0;
        a.known_from[lane] = 1;
        a.known_to[lane] = 0;
        a.cells_at[lane] = 0;
        a.low[lane] = n_cells;
        a.high[lane] = -1;
        a.sure_cell[lane] = 0;
        a.sure_from[lane] = grid::levels + 1;
        a.coarser[lane] = a.is_wide[lane] = 0;
        a.edge[lane] = class_of(part).first_level[part.side()];
    }
}

template <int Lanes>
LIQ_HD double LivingBook::look_at(LivingSide<Lanes> const& a, int lane, Part part, int level,
                                  Looked<Lanes>& looked) const {
    if constexpr (Lanes == 1) {
        return units_at(a, lane, part, level);
    } else {
        int const at = level - a.edge[lane], of_class = part.class_of_book();
        if (at < looked.count[of_class]) return looked.units[of_class][at];
        double const units = units_at(a, lane, part, level);
        if (at < Looked<Lanes>::most) {
            looked.units[of_class][at] = units;
            looked.count[of_class] = at + 1;
        }
        return units;
    }
}

template <int Lanes>
LIQ_HD FuelTicks LivingBook::reached(State<Lanes>& s, int lane, Side side, float distance,
                                     Looked<Lanes>& looked) const {
    int const to = grid_level(distance);
    FuelTicks fuel = 0;
    for (int i = 0; i < book_.count; ++i) {
        Part const part = Part::of(i, side);
        LivingSide<Lanes> const& a = of(s, part);
        if (a.edge[lane] <= to) fuel += reached(a, lane, part, to, looked);
    }
    return fuel;
}

template <int Lanes>
LIQ_HD FuelTicks LivingBook::reached(LivingSide<Lanes> const& a, int lane, Part part, int to,
                                     Looked<Lanes>& looked) const {
    double sum = 0;
    if (a.is_wide[lane] != 0) {
        Levels const levels = levels_of(lane, part);
        for (int level = a.edge[lane]; level <= to; ++level) sum += levels[level];
    } else {
        for (int level = a.edge[lane]; level <= to; ++level)
            sum += look_at(a, lane, part, level, looked);
    }
    double const factor = a.factor[lane];
    return ticks_of(a.gone[lane] + sum, factor) - ticks_of(a.gone[lane], factor);
}

template <int Lanes, class OnBucket>
LIQ_HD_APART void LivingBook::take(State<Lanes>& s, int lane, Side side, float distance,
                                   Looked<Lanes>& looked, OnBucket const& bucket) const {
    int const to = grid_level(distance);
    for (int i = 0; i < book_.count; ++i) {
        Part const part = Part::of(i, side);
        LivingSide<Lanes>& a = of(s, part);
        if (a.edge[lane] <= to) take(a, lane, part, to, looked, bucket);
    }
}

template <int Lanes, class OnBucket>
LIQ_HD void LivingBook::take(LivingSide<Lanes>& a, int lane, Part part, int to,
                             Looked<Lanes>& looked, OnBucket const& bucket) const {
    int const edge = a.edge[lane];
    bool const is_wide = a.is_wide[lane] != 0;
    if (!is_wide) know(a, lane, part, edge, to);
    Levels const levels = levels_of(lane, part);
    double gone = a.gone[lane];
    FuelTicks fuel = ticks_of(gone, a.factor[lane]);
    for (int level = edge; level <= to; ++level) {
        double const units = is_wide ? levels[level] : look_at(a, lane, part, level, looked);
        if (units == 0.0) continue;
        levels[level] = is_wide ? 0.0 : levels[level] + units;
        double const gap = with_gaps_ ? take_gap(a, lane, part, level) / units : 0.0;
        gone += units;
        FuelTicks const before = fuel;
        fuel = ticks_of(gone, a.factor[lane]);
        bucket(level, fuel - before, gap);
    }
    FuelTicks const taken = fuel - ticks_of(a.gone[lane], a.factor[lane]);
    a.units[lane] -= gone - a.gone[lane];
    a.gone[lane] = gone;
    a.liquidated[lane] += taken;
    a.in_step[lane] += taken;
    if constexpr (Lanes > 1) looked.count[part.class_of_book()] = 0;
    a.edge[lane] = next_filled(a, lane, part, to + 1);
}

template <int Lanes>
LIQ_HD double LivingBook::take_gap(LivingSide<Lanes>& a, int lane, Part part, int level) const {
    bool const is_wide = a.is_wide[lane] != 0;
    double& entry = gaps_of(lane, part)[level];
    double const entered = is_wide ? 0.0 : entered_at(a, lane, part, level, mix_of(part).gap);
    double const gap = is_wide ? entry : entered - entry;
    entry = entered;
    return gap / gap_scale(part);
}

template <int Lanes>
LIQ_HD FuelTicks LivingBook::end_step(State<Lanes>& s, int lane, Side side) const {
    FuelTicks fuel = 0;
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
    for (int i = 0; i < book_.count; ++i) fuel += of(s, Part::of(i, side)).liquidated[lane];
    return fuel;
}

template <int Lanes>
LIQ_HD BookFlows LivingBook::flows(State<Lanes> const& s, int lane, Side side) const {
    BookFlows flows;
    for (int i = 0; i < book_.count; ++i) {
        Part const part = Part::of(i, side);
        LivingSide<Lanes> const& a = of(s, part);
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

}  // namespace liq::inline LIQ_TARGET
