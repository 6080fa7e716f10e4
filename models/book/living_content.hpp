/// \file
/// What the levels of a living book hold.
#pragma once

#include "models/book/living_levels.hpp"

namespace liq::inline LIQ_TARGET {

template <int Lanes>
LIQ_HD double LivingLevels::entered_at(LivingSide<Lanes> const& a, int lane, Part part, int level,
                                       FarTable<double> const& table) const {
    InflowSideView const& mix = mix_of(part);
    // The cell c is the entry price cells_at + c, at a distance of level - cells_at - c.
    int const nearest = level - a.cells_at[lane] - mix.first;
    int const furthest = level - a.cells_at[lane] - mix.last;
    int const low = a.low[lane], high = a.high[lane];
    int const from = (furthest > low ? furthest : low) & -mix_padding;
    int const to = nearest < high ? nearest : high;
    if (from > to) return 0.0;
    return sum_of_cells(cells_of(lane, part) + from, table.from(mix_padding + from - furthest),
                        (to - from) / mix_padding + 1);
}

template <int Lanes>
LIQ_HD void LivingLevels::know(LivingSide<Lanes>& a, int lane, Part part, int from, int to) const {
    Levels const levels = levels_of(lane, part), gaps = gaps_of(lane, part);
    for (int level = a.known_from[lane] - 1; level >= from; --level) {
        levels[level] = 0.0;
        if (with_gaps_) gaps[level] = 0.0;
        a.known_from[lane] = level;
    }
    if (a.known_to[lane] >= to) return;
    double const per_fuel = units_per_fuel(part, a.coarser[lane]);
    double before = snapshot_up_to(part, a.known_to[lane], per_fuel);
    for (int level = a.known_to[lane] + 1; level <= to; ++level) {
        double const up_to = snapshot_up_to(part, level, per_fuel);
        levels[level] = before - up_to;
        if (with_gaps_) gaps[level] = -snapshot_gap_at(part, level, per_fuel);
        before = up_to;
    }
    a.known_to[lane] = to;
}

template <int Lanes>
LIQ_HD double LivingLevels::units_at(LivingSide<Lanes> const& a, int lane, Part part,
                                     int level) const {
    if (a.is_wide[lane] != 0) return levels_of(lane, part)[level];
    double const entered = entered_at(a, lane, part, level, mix_of(part).weight);
    if (level > a.known_to[lane]) {
        double const per_fuel = units_per_fuel(part, a.coarser[lane]);
        return entered + snapshot_up_to(part, level, per_fuel) -
               snapshot_up_to(part, level - 1, per_fuel);
    }
    return level < a.known_from[lane] ? entered : entered - levels_of(lane, part)[level];
}

template <int Lanes>
LIQ_HD int LivingLevels::next_filled(LivingSide<Lanes> const& a, int lane, Part part,
                                     int level) const {
    if (a.is_wide[lane] != 0) {
        Levels const levels = levels_of(lane, part);
        while (level <= grid::levels && levels[level] == 0.0) ++level;
        return level;
    }
    InflowSideView const& mix = mix_of(part);
    for (; level <= grid::levels; ++level) {
        int const distance = level - a.sure_cell[lane];
        if (level >= a.sure_from[lane] && distance >= mix.first && distance <= mix.last &&
            mix.weight[mix_padding + mix.last - distance] > 0.0)
            break;
        if (units_at(a, lane, part, level) > 0.0) break;
    }
    return level;
}

template <int Lanes>
LIQ_HD double LivingLevels::units_alive(LivingSide<Lanes> const& a, int lane, Part part) const {
    Levels const levels = levels_of(lane, part);
    if (a.is_wide[lane] != 0) return sum_of_levels(levels, -grid::levels, grid::levels);
    double sum = 0;
    Cell const* const cells = cells_of(lane, part);
    int const first = furthest_entry + 1 + a.cells_at[lane];
    for (int cell = a.low[lane]; cell <= a.high[lane]; ++cell)
        sum += static_cast<double>(cells[cell]) * mix_of(part).on_grid[first + cell];
    sum -= sum_of_levels(levels, a.known_from[lane], a.known_to[lane]);
    double const per_fuel = units_per_fuel(part, a.coarser[lane]);
    return sum + snapshot_up_to(part, grid::levels, per_fuel) -
           snapshot_up_to(part, a.known_to[lane], per_fuel);
}

}  // namespace liq::inline LIQ_TARGET
