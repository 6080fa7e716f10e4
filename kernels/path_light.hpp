/// \file
/// Steps of a full cascade without walls, lanes side by side: what is done in a lane at a time else
/// (kernels/path_between_ends.hpp, kernels/path_straight.hpp), with the same bits. Nearly all steps
/// that reach a level are light, and only one of their extremes reaches something.
#pragma once

#include "kernels/path_between_ends.hpp"
#include "models/cascade/light_steps.hpp"

namespace liq::inline LIQ_TARGET {

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD auto PathBetweenEnds<Price, Monitoring, Pressure>::take_light_steps(
    Tile<Lanes>& tile, LaneSet lanes, TileExtremes<Lanes> const& mark, TileExtremes<Lanes>& p,
    When when, CounterSink const& sink) const -> LightAndHeavy {
    LightSteps<Lanes> light;
    LaneSet const one_sided =
        lanes & lanes_where<Lanes>([&](int lane) {
            int const down = static_cast<int>(mark.low[lane] <= tile.pressure.long_trigger[lane]);
            int const up = static_cast<int>(mark.high[lane] >= tile.pressure.short_trigger[lane]);
            bool const is_first = (down != 0) == (tile.increment[lane] > 0.0f);
            light.down[lane] = down;
            light.mark[lane] = down != 0 ? mark.low[lane] : mark.high[lane];
            light.traded[lane] = down != 0 ? p.low[lane] : p.high[lane];
            LogPrice const opposite = down != 0 ? mark.high[lane] : mark.low[lane];
            LogPrice const never = down != 0 ? -1e30f : 1e30f;
            light.other[lane] = is_first ? opposite : never;
            return down ^ up;
        });
    if (one_sided == 0) return {0, 0};
    LaneSet const taken = pressure_.take_side_by_side(
        tile.pressure, one_sided, light, light_step_limit,
        [&](int lane, Side side, int level, FuelTicks fuel) {
            observers_.swept_level(tile.seen(), lane, side, level, fuel, when, sink);
        });
    for_each_lane<Lanes>([&](int lane) {
        LogPrice const change = (taken & bit_of_lane.value[lane]) != 0 ? light.change[lane] : 0.0f;
        bool const down = light.down[lane] != 0;
        bool const is_first = down == (tile.increment[lane] > 0.0f);
        LogPrice const low = p.low[lane] + change, high = p.high[lane] + change;
        p.low[lane] = down || is_first ? low : p.low[lane];
        p.high[lane] = !down || is_first ? high : p.high[lane];
    });
    for_each_lane_of<Lanes>(taken, [&](int lane) {
        observers_.swept(tile.seen(), lane, Sweep{}, when, sink);
        observers_.displaced(tile.seen(), lane, pressure_.impact(tile.pressure, lane));
    });
    tile.settled |= taken;
    return {taken, light.heavy};
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD_APART void PathBetweenEnds<Price, Monitoring, Pressure>::visit_side_by_side(
    Tile<Lanes>& tile, LaneSet concerned, std::uint64_t first_path, int within, When when,
    CounterSink const& sink) const {
    TileExtremes<Lanes> p, mark;
    float const share = pressure_.pass_through();
    for_each_lane<Lanes>([&](int lane) {
        Extremes const at = extremes_with(tile, lane, within, 1.0f);
        p.low[lane] = at.low;
        p.high[lane] = at.high;
    });
    if (share == 1.0f) {
        mark = p;
    } else {
        for_each_lane<Lanes>([&](int lane) {
            Extremes const at = extremes_with(tile, lane, within, share);
            mark.low[lane] = at.low;
            mark.high[lane] = at.high;
        });
    }
    LaneSet const reached =
        concerned & lanes_where<Lanes>([&](int lane) {
            PriceRange const impacts =
                pressure_.impacts_of_step(tile.pressure, (*tile.carried).before, lane);
            return pressure_.touches(tile.pressure, lane,
                                     PriceRange{tile.low[lane], tile.high[lane]}, impacts) &
                   static_cast<int>(reaches(tile, lane, {mark.low[lane], mark.high[lane]}));
        });
    LightAndHeavy sets{0, 0};
    if (reached != 0) sets = take_light_steps(tile, reached, mark, p, when, sink);
    for_each_lane_of<Lanes>(reached & ~sets.light, [&](int lane) {
        bool const is_heavy = (sets.heavy & lane_bit<Lanes>(lane)) != 0;
        Extremes const traded =
            walk_between(tile, lane, {p.low[lane], p.high[lane]}, {mark.low[lane], mark.high[lane]},
                         is_heavy, first_path, within, when, sink);
        p.low[lane] = traded.low;
        p.high[lane] = traded.high;
    });
    for_each_lane_of<Lanes>(concerned, [&](int lane) {
        observe_extremes(tile, lane, {p.low[lane], p.high[lane]}, when, sink);
    });
}

}  // namespace liq::inline LIQ_TARGET
