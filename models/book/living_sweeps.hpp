/// \file
/// How a living book begins, and how prices take fuel out of it (models/law.md 4 and 6.3). One lane
/// at a time.
#pragma once

#include "models/book/living_book.hpp"

namespace liq::inline LIQ_TARGET {

template <int Lanes>
LIQ_HD void LivingBook::start(State<Lanes>& s, int lane) const {
    for (int i = 0; i < n_sides; ++i) {
        auto const side = static_cast<Side>(i);
        LivingSide<Lanes>& a = of(s, side);
        a.worth[lane] = 1.0;
        a.factor[lane] = first_worth(side);
        a.units[lane] = snapshot_up_to(side, grid::levels, units_per_fuel(side, 0));
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
        float const first = ladder_of(side).next_distance[0];
        a.edge[lane] = first > 1.0f
                           ? grid::levels + 1
                           : static_cast<int>(first * static_cast<float>(grid::points_per_unit));
    }
}

template <int Lanes>
LIQ_HD double LivingBook::look_at(LivingSide<Lanes> const& a, int lane, Side side, int level,
                                  Looked<Lanes>& looked) const {
    if constexpr (Lanes == 1) return units_at(a, lane, side, level);
    int const at = level - a.edge[lane];
    if (at < looked.count) return looked.units[at];
    double const units = units_at(a, lane, side, level);
    if (at < Looked<Lanes>::most) {
        looked.units[at] = units;
        looked.count = at + 1;
    }
    return units;
}

template <int Lanes>
LIQ_HD FuelTicks LivingBook::reached(State<Lanes>& s, int lane, Side side, float distance,
                                     Looked<Lanes>& looked) const {
    LivingSide<Lanes>& a = of(s, side);
    int const to = grid_level(distance);
    double sum = 0;
    if (a.is_wide[lane] != 0) {
        Levels const levels = levels_of(lane, side);
        for (int level = a.edge[lane]; level <= to; ++level) sum += levels[level];
    } else {
        for (int level = a.edge[lane]; level <= to; ++level)
            sum += look_at(a, lane, side, level, looked);
    }
    double const factor = a.factor[lane];
    return ticks_of(a.gone[lane] + sum, factor) - ticks_of(a.gone[lane], factor);
}

template <int Lanes, class OnBucket>
LIQ_HD_APART void LivingBook::take(State<Lanes>& s, int lane, Side side, float distance,
                                   Looked<Lanes>& looked, OnBucket const& bucket) const {
    LivingSide<Lanes>& a = of(s, side);
    int const edge = a.edge[lane], to = grid_level(distance);
    if (edge > to) return;
    bool const is_wide = a.is_wide[lane] != 0;
    if (!is_wide) know(a, lane, side, edge, to);
    Levels const levels = levels_of(lane, side);
    double gone = a.gone[lane];
    FuelTicks fuel = ticks_of(gone, a.factor[lane]);
    for (int level = edge; level <= to; ++level) {
        double const units = is_wide ? levels[level] : look_at(a, lane, side, level, looked);
        if (units == 0.0) continue;
        levels[level] = is_wide ? 0.0 : levels[level] + units;
        double const gap = with_gaps_ ? take_gap(a, lane, side, level) / units : 0.0;
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
    looked.count = 0;
    a.edge[lane] = next_filled(a, lane, side, to + 1);
}

template <int Lanes>
LIQ_HD double LivingBook::take_gap(LivingSide<Lanes>& a, int lane, Side side, int level) const {
    bool const is_wide = a.is_wide[lane] != 0;
    double& entry = gaps_of(lane, side)[level];
    double const entered = is_wide ? 0.0 : entered_at(a, lane, side, level, mix_of(side).gap);
    double const gap = is_wide ? entry : entered - entry;
    entry = entered;
    return gap / gap_scale(side);
}

template <int Lanes>
LIQ_HD FuelTicks LivingBook::end_step(State<Lanes>& s, int lane, Side side) const {
    FuelTicks& in_step = of(s, side).in_step[lane];
    FuelTicks const fuel = in_step;
    in_step = 0;
    return fuel;
}

template <int Lanes>
LIQ_HD BookFlows LivingBook::flows(State<Lanes> const& s, int lane, Side side) const {
    LivingSide<Lanes> const& a = of(s, side);
    double const alive = units_alive(a, lane, side) * a.factor[lane];
    return {initial_of(side),    a.opened[lane],          a.closed[lane],  a.liquidated[lane],
            a.deleveraged[lane], whole_part(alive + 0.5), a.off_grid[lane]};
}

}  // namespace liq::inline LIQ_TARGET
