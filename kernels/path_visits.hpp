/// \file
/// The visits of a step: at each price the cascade settles, then the estimators observe
/// (models/law.md 6, step 3).
#pragma once

#include "kernels/path_program.hpp"

namespace liq::inline LIQ_TARGET {

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD void PathProgram<Price, Monitoring, Pressure>::visit_all(Tile<Lanes>& tile, int within,
                                                                When when,
                                                                CounterSink const& sink) const {
    LaneSet near = ~LaneSet{0};
    if constexpr (looks_ahead<Lanes>) near = tile.ahead.near;
    LaneSet const jumped = price_.template jumped<Lanes>((*tile.carried).moves, within);
    if ((near | jumped) == 0) return;
    for_each_lane<Lanes>([&](int lane) {
        Move const move{tile.from[lane], tile.increment[lane], tile.variance[lane]};
        Extremes const extremes = monitoring_.extremes((*tile.carried).bridge, within, lane, move);
        tile.low[lane] = extremes.low;
        tile.high[lane] = extremes.high;
    });
    LaneSet const concerned =
        near & lanes_where<Lanes>([&](int lane) {
            // Rounding may leave the end of the step just outside the extremes.
            LogPrice const end = tile.x[lane];
            LogPrice const low = tile.low[lane], high = tile.high[lane];
            return matters(tile, lane, end < low ? end : low, high < end ? end : high);
        });
    for_each_lane_of<Lanes>(concerned | jumped, [&](int lane) {
        bool const rises = tile.increment[lane] > 0.0f;
        LogPrice const first = rises ? tile.low[lane] : tile.high[lane];
        LogPrice const second = rises ? tile.high[lane] : tile.low[lane];
        int begin = 0, end = 3;
        if constexpr (Price::has_jumps) {
            // Where only a jump moved the price, the extremes may not have been drawn.
            if ((concerned & lane_bit<Lanes>(lane)) == 0) begin = 3;
            if ((jumped & lane_bit<Lanes>(lane)) != 0) end = 4;
        }
#pragma unroll 1
        for (int i = begin; i < end; ++i) {
            if (Price::has_jumps && i == 3) tile.x[lane] += jump_of(tile, within, lane);
            visit(tile, lane, i == 0 ? first : i == 1 ? second : tile.x[lane], when, sink);
        }
    });
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD void PathProgram<Price, Monitoring, Pressure>::visit_jumps(Tile<Lanes>& tile, int within,
                                                                  When when,
                                                                  CounterSink const& sink) const {
    if constexpr (Price::has_jumps) {
        LaneSet const jumped = price_.template jumped<Lanes>((*tile.carried).moves, within);
        for_each_lane_of<Lanes>(jumped, [&](int lane) {
            tile.x[lane] += jump_of(tile, within, lane);
            visit(tile, lane, tile.x[lane], when, sink);
        });
    }
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD int PathProgram<Price, Monitoring, Pressure>::matters(Tile<Lanes> const& tile, int lane,
                                                             LogPrice low, LogPrice high) const {
    return pressure_.touches(tile.pressure, lane, low, high) |
           observers_.may_react(tile.observers, lane, prices_at(tile, lane, low),
                                prices_at(tile, lane, high));
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD void PathProgram<Price, Monitoring, Pressure>::visit(Tile<Lanes>& tile, int lane, LogPrice x,
                                                            When when,
                                                            CounterSink const& sink) const {
    if constexpr (Pressure::active) {
        if (pressure_.touches(tile.pressure, lane, x, x) != 0)
            for_rare_code(*this).settle(tile, lane, x, when, sink);
    }
    Prices const prices = prices_at(tile, lane, x);
    observers_.observe(tile.observers, lane, prices);
    if (observers_.needs_attention(tile.observers, lane, prices) != 0)
        attend(tile, lane, prices, when, sink);
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD void PathProgram<Price, Monitoring, Pressure>::attend(Tile<Lanes>& tile, int lane,
                                                             Prices prices, When when,
                                                             CounterSink const& sink) const {
    for_rare_code(observers_)
        .attend(tile.observers, (*tile.carried).outcomes, lane, prices, when, sink);
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD void PathProgram<Price, Monitoring, Pressure>::visit_end(Tile<Lanes>& tile, When when,
                                                                CounterSink const& sink) const {
    if constexpr (Pressure::active) {
        LaneSet const touched = lanes_where<Lanes>([&](int lane) {
            return pressure_.touches(tile.pressure, lane, tile.x[lane], tile.x[lane]);
        });
        for_each_lane_of<Lanes>(touched, [&](int lane) {
            for_rare_code(*this).settle(tile, lane, tile.x[lane], when, sink);
        });
    }
    LaneSet const wanted = lanes_where<Lanes>([&](int lane) {
        Prices const prices = prices_at(tile, lane, tile.x[lane]);
        observers_.observe(tile.observers, lane, prices);
        return observers_.needs_attention(tile.observers, lane, prices);
    });
    for_each_lane_of<Lanes>(wanted, [&](int lane) {
        attend(tile, lane, prices_at(tile, lane, tile.x[lane]), when, sink);
    });
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD_APART void PathProgram<Price, Monitoring, Pressure>::settle(Tile<Lanes>& tile, int lane,
                                                                   LogPrice x, When when,
                                                                   CounterSink const& sink) const {
    if constexpr (Pressure::full) {
        auto const on_level = [&](Side side, int level, FuelTicks ticks) {
            observers_.swept_level(tile.observers, lane, side, level, ticks, when, sink);
        };
        Sweep const sweep = pressure_.settle(tile.pressure, lane, x, on_level);
        observers_.swept(tile.observers, lane, sweep, when, sink);
        pressure_.visited(tile.pressure, lane, x);
    } else {
        Sweep const sweep = pressure_.settle(tile.pressure, lane, x);
        observers_.swept(tile.observers, lane, sweep, when, sink);
    }
    tile.settled |= lane_bit<Lanes>(lane);
}

}  // namespace liq::inline LIQ_TARGET
