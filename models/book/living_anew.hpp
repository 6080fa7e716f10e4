/// \file
/// What changes all fuel of one part of a living book at once, in one lane.
#pragma once

#include "models/book/living_parts.hpp"

namespace liq::inline LIQ_TARGET {

/// A whole number of units, in units 2^coarser times as large; halves are rounded up.
LIQ_HD double in_coarser_units(double units, int coarser) {
    if (coarser > 60) return 0.0;
    std::int64_t const half = std::int64_t{1} << (coarser - 1);
    return static_cast<double>((static_cast<std::int64_t>(units) + half) >> coarser);
}

/// Counts all fuel in units 2^growth times as large, as often as it takes. Buckets are rounded one
/// by one; else cells, and what the levels hold that have an entry. What that adds or loses counts
/// as closed.
template <int Lanes>
LIQ_HD_APART void LivingParts::count_anew(LivingPart<Lanes>& a, int lane, Part part) const {
    int const growth = units_of(part).growth();
    double const before = a.units[lane] * a.factor[lane];
    int coarser = 0;
    for (; coarser <= 60 && a.worth[lane] < power_of_two(-growth); coarser += growth)
        a.worth[lane] *= power_of_two(growth);
    if (coarser > 60) {
        a.closed[lane] += whole_part(before + 0.5);
        close_all(a, lane, part);
        return;
    }
    Levels const levels = levels_of(lane, part), gaps = gaps_of(lane, part);
    Cell* const cells = cells_of(lane, part);
    InflowSideView const& mix = mix_of(part);
    bool const is_wide = a.is_wide[lane] != 0;
    // What levels hold while their cells change.
    for (int level = a.known_from[lane]; level <= a.known_to[lane]; ++level) {
        double const entered = is_wide ? 0.0 : entered_at(a, lane, part, level, mix.weight);
        double const all = is_wide ? levels[level] : entered - levels[level];
        levels[level] = in_coarser_units(all, coarser);
        if (!with_gaps_) continue;
        double const gap_entered = is_wide ? 0.0 : entered_at(a, lane, part, level, mix.gap);
        double const gap = is_wide ? gaps[level] : gap_entered - gaps[level];
        gaps[level] = levels[level] == 0.0 ? 0.0 : in_coarser_units(gap, coarser);
    }
    a.coarser[lane] += coarser;
    if (!is_wide) {
        for (int cell = a.low[lane]; cell <= a.high[lane]; ++cell)
            cells[cell] =
                static_cast<Cell>(in_coarser_units(static_cast<double>(cells[cell]), coarser));
        for (int level = a.known_from[lane]; level <= a.known_to[lane]; ++level) {
            levels[level] = entered_at(a, lane, part, level, mix.weight) - levels[level];
            if (with_gaps_) gaps[level] = entered_at(a, lane, part, level, mix.gap) - gaps[level];
        }
    }
    a.units[lane] = units_alive(a, lane, part);
    a.sure_from[lane] = grid::levels + 1;
    a.edge[lane] = next_filled(a, lane, part, a.edge[lane]);
    a.factor[lane] = first_worth(part) * a.worth[lane];
    double const after = a.units[lane] * a.factor[lane];
    a.closed[lane] +=
        before > after ? whole_part(before - after + 0.5) : -whole_part(after - before + 0.5);
}

/// Nothing is left; units are as at first.
template <int Lanes>
LIQ_HD void LivingParts::close_all(LivingPart<Lanes>& a, int lane, Part part) const {
    know(a, lane, part, a.known_from[lane], grid::levels);
    Levels const levels = levels_of(lane, part), gaps = gaps_of(lane, part);
    for (int level = a.known_from[lane]; level <= grid::levels; ++level) {
        levels[level] = 0.0;
        if (with_gaps_) gaps[level] = 0.0;
    }
    a.low[lane] = n_cells;
    a.high[lane] = -1;
    a.worth[lane] = 1.0;
    a.factor[lane] = first_worth(part);
    a.units[lane] = 0.0;
    a.edge[lane] = grid::levels + 1;
    a.sure_from[lane] = grid::levels + 1;
}

template <int Lanes>
LIQ_HD double LivingParts::close_part(LivingPart<Lanes>& a, int lane, Part part, FuelTicks closed,
                                      double share, bool all) const {
    a.deleveraged[lane] += closed;
    a.gone[lane] = 0.0;
    if (all) {
        close_all(a, lane, part);
        return 1.0;
    }
    double const before = a.factor[lane];
    a.worth[lane] *= 1.0 - share;
    a.factor[lane] = first_worth(part) * a.worth[lane];
    return 1.0 - a.factor[lane] / before;
}

}  // namespace liq::inline LIQ_TARGET
