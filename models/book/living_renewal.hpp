/// \file
/// How a living book is renewed (models/law.md 4): all lanes side by side, but for what they keep
/// in memory.
#pragma once

#include "models/book/living_parts.hpp"

namespace liq::inline LIQ_TARGET {

template <int Lanes>
LIQ_HD void LivingParts::close_some(LivingPart<Lanes>& a, Part part) const {
    double const first = first_worth(part), kept = class_of(part).kept, closing = 1.0 - kept;
    double const least = power_of_two(-units_of(part).growth());
    for_each_lane<Lanes>([&](int lane) {
        a.closed[lane] += whole_part(a.units[lane] * (a.factor[lane] * closing) + 0.5);
        a.worth[lane] *= kept;
        a.factor[lane] = first * a.worth[lane];
        a.gone[lane] = 0.0;
    });
    LaneSet const worn =
        lanes_where<Lanes>([&](int lane) { return static_cast<int>(a.worth[lane] < least); });
    for_each_lane_of<Lanes>(worn, [&](int lane) { count_anew(a, lane, part); });
}

template <int Lanes>
LIQ_HD auto LivingParts::entry_of(float outward, PerLane<LogPrice, Lanes> const& traded,
                                  PerLane<LogPrice, Lanes> const& mark) -> Entry<Lanes> {
    Entry<Lanes> entry;
    for_each_lane<Lanes>([&](int lane) {
        float const most = static_cast<float>(furthest_entry);
        float const z = outward * traded[lane] * static_cast<float>(grid::points_per_unit);
        float const capped = z < most ? z : most, limited = capped > -most ? capped : -most;
        int const towards_zero = static_cast<int>(limited);
        int const at = towards_zero - static_cast<int>(static_cast<float>(towards_zero) > limited);
        entry.at[lane] = at;
        entry.share[lane] = static_cast<double>(limited - static_cast<float>(at));
        entry.on_grid[lane] = limited == z ? 1.0 : 0.0;
        entry.mark[lane] = grid_level(outward * mark[lane]);
    });
    return entry;
}

template <int Lanes>
LIQ_HD PerLane<double, Lanes> LivingParts::inflow_of(LivingPart<Lanes> const& a, Part part) const {
    double const first_inflow = units_of(part).first_inflow();
    double const at_first =
        static_cast<double>(initial_of(part)) * class_of(part).target[part.side()];
    double const per_lost = book_.refills_target ? 0.0 : 1.0 / at_first;
    PerLane<double, Lanes> inflow;
    for_each_lane<Lanes>([&](int lane) {
        double const lost = double_of(a.liquidated[lane] + a.deleveraged[lane]);
        double const held = 1.0 - lost * per_lost;
        inflow[lane] = nearest_whole(first_inflow * (held > 0.0 ? held : 0.0) / a.worth[lane]);
    });
    return inflow;
}

/// New positions of H (1 - f) enter at the traded price, and open where their mix says. Those that
/// are off the grid are counted.
template <int Lanes>
LIQ_HD void LivingParts::enter(LivingPart<Lanes>& a, Part part, Entry<Lanes> const& entry) const {
    InflowSideView const& mix = mix_of(part);
    PerLane<double, Lanes> const all = inflow_of(a, part);
    Entering<Lanes> e;
    e.at = entry.at;
    for_each_lane<Lanes>([&](int lane) {
        double const on_grid = all[lane] * entry.on_grid[lane];
        e.behind[lane] = nearest_whole(on_grid * entry.share[lane]);
        e.here[lane] = on_grid - e.behind[lane];
        e.off_grid[lane] = 0.0;
    });
    // Where cells are there already.
    LaneSet const rare = lanes_where<Lanes>([&](int lane) {
        int const cell = e.at[lane] - a.cells_at[lane];
        return a.is_wide[lane] | static_cast<int>(cell < (a.low[lane] & -mix_padding)) |
               static_cast<int>(cell + 1 > (a.high[lane] | (mix_padding - 1)));
    });
    for_each_lane_of<Lanes>(rare, [&](int lane) {
        if (a.is_wide[lane] == 0) make_room(a, lane, part, e.at[lane]);
        if (a.is_wide[lane] != 0)
            fill_buckets(lane, part, e.at[lane], e.here[lane], e.behind[lane]);
    });
    PerLane<double, Lanes> here_on_grid, behind_on_grid;
    for (int lane = 0; lane < Lanes; ++lane) {
        double const* const on_grid = mix.on_grid.from(furthest_entry + 1 + e.at[lane]);
        here_on_grid[lane] = on_grid[0];
        behind_on_grid[lane] = on_grid[1];
        if (a.is_wide[lane] != 0) continue;
        Cell* const cell = cells_of(lane, part) + (e.at[lane] - a.cells_at[lane]);
        cell[0] += static_cast<Cell>(e.here[lane]);
        cell[1] += static_cast<Cell>(e.behind[lane]);
    }
    PerLane<int, Lanes> edge_before;
    LaneSet const unclear = lanes_where<Lanes>([&](int lane) {
        int const cell = e.at[lane] - a.cells_at[lane];
        a.low[lane] = cell < a.low[lane] ? cell : a.low[lane];
        a.high[lane] = cell + 1 > a.high[lane] ? cell + 1 : a.high[lane];
        a.sure_cell[lane] = e.at[lane] + static_cast<int>(e.here[lane] == 0.0);
        a.sure_from[lane] = -grid::levels;
        int const nearest = a.sure_cell[lane] + mix.first;
        edge_before[lane] = a.edge[lane];
        a.edge[lane] = nearest < a.edge[lane] ? nearest : a.edge[lane];
        // Where no position entered, or the nearest level is off the grid, or beyond the mark.
        return static_cast<int>(e.here[lane] + e.behind[lane] == 0.0) |
               static_cast<int>(nearest < -grid::levels) |
               static_cast<int>(nearest <= entry.mark[lane]);
    });
    for_each_lane_of<Lanes>(unclear, [&](int lane) {
        a.edge[lane] = edge_before[lane];
        find_edge(a, lane, part, e, entry.mark[lane] + 1);
    });
    for_each_lane<Lanes>([&](int lane) {
        double const factor = a.factor[lane];
        double const opened = e.here[lane] * here_on_grid[lane] +
                              e.behind[lane] * behind_on_grid[lane] - e.off_grid[lane];
        double const lost = all[lane] * (1 << mix_bits) - opened;
        a.opened[lane] += whole_part(opened * factor + 0.5);
        a.off_grid[lane] += whole_part(lost * factor + 0.5);
        a.units[lane] += opened;
    });
}

}  // namespace liq::inline LIQ_TARGET
