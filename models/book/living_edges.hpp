/// \file
/// Where a renewal of a living book may fill levels that the mark has reached (models/law.md 4).
/// One lane at a time.
#pragma once

#include "models/book/living_book.hpp"

namespace liq::inline LIQ_TARGET {

/// The nearest level that holds fuel where a renewal may fill levels that are off the grid or that
/// the mark has reached.
///
/// \param first  the first level strictly beyond the mark
template <int Lanes>
LIQ_HD void LivingBook::find_edge(LivingSide<Lanes>& a, int lane, Part part, Entering<Lanes>& e,
                                  int first) const {
    if (e.here[lane] + e.behind[lane] == 0.0) {
        a.sure_from[lane] = grid::levels + 1;
        return;
    }
    int const filled = a.sure_cell[lane] + mix_of(part).first;
    int const nearest = filled < -grid::levels ? -grid::levels : filled;
    if (nearest < first) put_beyond(a, lane, part, e, nearest, first);
    int const from = nearest < first ? first : nearest;
    a.sure_from[lane] = from;
    int const next = next_filled(a, lane, part, from);
    a.edge[lane] = next < a.edge[lane] ? next : a.edge[lane];
}

/// What has opened at the levels nearest .. first - 1 opens at the level `first` instead.
template <int Lanes>
LIQ_HD void LivingBook::put_beyond(LivingSide<Lanes>& a, int lane, Part part, Entering<Lanes>& e,
                                   int nearest, int first) const {
    InflowSideView const& mix = mix_of(part);
    int const to = first <= grid::levels ? first : grid::levels;
    know(a, lane, part, nearest, to);
    // An entry is taken from the products of cells, or it is what a level holds.
    double const taken = a.is_wide[lane] != 0 ? -1.0 : 1.0;
    double units = 0, gap = 0;
    Levels const levels = levels_of(lane, part), gaps = gaps_of(lane, part);
    for (int level = nearest; level < first && level <= grid::levels; ++level) {
        int const distance = level - e.at[lane];
        if (distance > mix.last + 1) break;
        int const entry = mix_padding + mix.last - distance;
        double const here = e.here[lane], behind = e.behind[lane];
        double const opened = here * mix.weight[entry] + behind * mix.weight[entry + 1];
        levels[level] += taken * opened;
        units += opened;
        if (!with_gaps_) continue;
        double const with_gap = here * mix.gap[entry] + behind * mix.gap[entry + 1];
        gaps[level] += taken * with_gap;
        gap += with_gap;
    }
    if (first > grid::levels) {
        e.off_grid[lane] = units;
        return;
    }
    levels[first] -= taken * units;
    if (with_gaps_) gaps[first] -= taken * gap;
}

}  // namespace liq::inline LIQ_TARGET
