/// \file
/// Steps at whose ends alone a path is looked at: what the mark reaches on the straight line
/// between them (models/law.md 6.2 and 6.3).
#pragma once

#include "kernels/path_between_ends.hpp"

namespace liq::inline LIQ_TARGET {

/// The extremes of a straight line between two prices.
LIQ_HD Extremes ends_in_order(LogPrice from, LogPrice to) {
    return {from < to ? from : to, from < to ? to : from};
}

/// A step on a straight line: where it begins, and the extremes of the mark and of P.
struct StraightStep {
    LogPrice from;
    Extremes mark, traded;
};
template <class Pressure, class Tile>
LIQ_HD StraightStep straight_step(Pressure const& pressure, Tile& tile, int lane) {
    LogPrice const from = tile.x[lane] - tile.increment[lane], to = tile.x[lane];
    LogPrice const before = pressure.impact_before(tile.pressure, (*tile.carried).before, lane);
    LogPrice const after = pressure.impact(tile.pressure, lane);
    return {from, ends_in_order(pressure.mark_of(from, before), pressure.mark_of(to, after)),
            ends_in_order(from + before, to + after)};
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD void PathBetweenEnds<Price, Monitoring, Pressure>::go_straight(
    Tile<Lanes>& tile, std::uint64_t first_path, When when, CounterSink const& sink) const {
    LaneSet const near = lanes_where<Lanes>([&](int lane) {
        float const back = tile.increment[lane];
        LogPrice const low = tile.x[lane] - (back > 0.0f ? back : 0.0f);
        LogPrice const high = tile.x[lane] - (back < 0.0f ? back : 0.0f);
        PriceRange const impacts =
            pressure_.impacts_of_step(tile.pressure, (*tile.carried).before, lane);
        return pressure_.touches(tile.pressure, lane, PriceRange{low, high}, impacts);
    });
    if (near != 0) for_rare_code(*this).walk_straight(tile, near, first_path, when, sink);
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD_APART void PathBetweenEnds<Price, Monitoring, Pressure>::walk_straight(
    Tile<Lanes>& tile, LaneSet lanes, std::uint64_t first_path, When when,
    CounterSink const& sink) const {
    LaneSet heavy = 0;
    if constexpr (side_by_side<Lanes>) {
        if (!pressure_.follows_walls()) {
            TileExtremes<Lanes> mark, traded;
            for_each_lane<Lanes>([&](int lane) {
                StraightStep const at = straight_step(pressure_, tile, lane);
                mark.low[lane] = at.mark.low;
                mark.high[lane] = at.mark.high;
                traded.low[lane] = at.traded.low;
                traded.high[lane] = at.traded.high;
            });
            auto const sets = take_light_steps(tile, lanes, mark, traded, when, sink);
            lanes &= ~sets.light;
            heavy = sets.heavy;
        }
    }
    for_each_lane_of<Lanes>(lanes, [&](int lane) {
        StraightStep const at = straight_step(pressure_, tile, lane);
        if (!reaches(tile, lane, at.mark)) return;
        StepBetween const step{
            at.from, tile.x[lane], 0.0f, {0.0f, 0.0f}, tile.increment[lane] > 0.0f};
        bool const is_heavy = (heavy & lane_bit<Lanes>(lane)) != 0;
        walk(tile, lane, step, at.mark, at.traded, is_heavy, first_path, when, sink);
    });
}

}  // namespace liq::inline LIQ_TARGET
