/// \file
/// How cells and buckets of a living book are filled.
#pragma once

#include "models/book/living_levels.hpp"

namespace liq::inline LIQ_TARGET {

LIQ_HD void LivingLevels::add_entry(InflowSideView const& mix, FarTable<double> const& table,
                                    Levels levels, int entered, double here, double behind) {
    int const nearest = -grid::levels - entered, furthest = grid::levels - entered;
    int n = 0;
    while (n < mix.n_spots && mix.spots[n] < nearest) ++n;
    for (; n < mix.n_spots && mix.spots[n] <= furthest; ++n) {
        int const distance = mix.spots[n];
        double const* const weight = table.from(mix_padding + mix.last - distance);
        levels[entered + distance] += here * weight[0] + behind * weight[1];
    }
}

LIQ_HD void LivingLevels::fill_buckets(int lane, Part part, int entered, double here,
                                       double behind) const {
    InflowSideView const& mix = mix_of(part);
    add_entry(mix, mix.weight, levels_of(lane, part), entered, here, behind);
    if (with_gaps_) add_entry(mix, mix.gap, gaps_of(lane, part), entered, here, behind);
}

template <int Lanes>
LIQ_HD void LivingLevels::make_room(LivingPart<Lanes>& a, int lane, Part part, int entered) const {
    if (a.low[lane] > a.high[lane]) {  // there are no cells yet
        a.cells_at[lane] = entered - n_cells / 2;
        a.low[lane] = n_cells / 2;
        a.high[lane] = n_cells / 2 - 1;
    }
    int const cell = entered - a.cells_at[lane];
    int const low = cell < a.low[lane] ? cell : a.low[lane];
    int const high = cell + 1 > a.high[lane] ? cell + 1 : a.high[lane];
    if (low < 0 || high >= n_cells || high - low > most_spread) {
        widen(a, lane, part);
        return;
    }
    // Cells are read in whole blocks, which are cleared when their first cell is needed.
    Cell* const cells = cells_of(lane, part);
    bool const none = a.low[lane] > a.high[lane];
    int const cleared_from = none ? (cell & -mix_padding) : (a.low[lane] & -mix_padding);
    int const cleared_to = none ? cleared_from - 1 : (a.high[lane] | (mix_padding - 1));
    for (int i = low & -mix_padding; i < cleared_from; ++i) cells[i] = 0;
    for (int i = cleared_to + 1; i <= (high | (mix_padding - 1)); ++i) cells[i] = 0;
    a.low[lane] = low;
    a.high[lane] = high;
}

template <int Lanes>
LIQ_HD void LivingLevels::widen(LivingPart<Lanes>& a, int lane, Part part) const {
    know(a, lane, part, -grid::levels, grid::levels);
    Levels const levels = levels_of(lane, part), gaps = gaps_of(lane, part);
    for (int level = -grid::levels; level <= grid::levels; ++level) {
        levels[level] = -levels[level];
        if (with_gaps_) gaps[level] = -gaps[level];
    }
    Cell const* const cells = cells_of(lane, part);
    for (int cell = a.low[lane]; cell <= a.high[lane]; cell += 2) {
        auto const here = static_cast<double>(cells[cell]);
        double const behind = cell < a.high[lane] ? static_cast<double>(cells[cell + 1]) : 0.0;
        fill_buckets(lane, part, a.cells_at[lane] + cell, here, behind);
    }
    a.is_wide[lane] = 1;
}

}  // namespace liq::inline LIQ_TARGET
