/// \file
/// How a tile of paths moves: the steps of its fundamental price (models/law.md 6, step 2).
#pragma once

#include "kernels/path_program.hpp"

namespace liq::inline LIQ_TARGET {

LIQ_HD float magnitude(float x) {
    return x < 0.0f ? -x : x;
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD void PathProgram<Price, Monitoring, Pressure>::begin_step(Tile<Lanes>& tile,
                                                                 int within) const {
    for_each_lane<Lanes>([&](int lane) {
        if constexpr (Pressure::full) {
            float const ratio =
                price_.template log2_variance_ratio<Lanes>((*tile.carried).moves, within, lane);
            pressure_.begin_step(tile.pressure, (*tile.carried).before, lane, ratio);
        } else {
            pressure_.begin_step(tile.pressure, (*tile.carried).before, lane);
        }
    });
    if constexpr (Pressure::full) pressure_.relax(tile.pressure);
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD void PathProgram<Price, Monitoring, Pressure>::advance(Tile<Lanes>& tile, int within) const {
    for_each_lane<Lanes>([&](int lane) {
        LogPrice const from = tile.x[lane];
        LogPrice const increment =
            price_.advance((*tile.carried).price, (*tile.carried).moves, within, lane);
        tile.x[lane] = from + increment;
        tile.increment[lane] = increment;
        if constexpr (Monitoring::between_ends) {
            tile.from[lane] = from;
            tile.variance[lane] =
                price_.step_variance((*tile.carried).price, (*tile.carried).moves, within, lane);
        }
    });
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD void PathProgram<Price, Monitoring, Pressure>::advance_ahead(Tile<Lanes>& tile) const {
    for (int within = 0; within < words_per_quartet; ++within) {
        for_each_lane<Lanes>([&](int lane) {
            LogPrice const from =
                within == 0 ? tile.x[lane]
                            : tile.ahead.x[within - 1][lane] + jump_of(tile, within - 1, lane);
            LogPrice const increment =
                price_.advance((*tile.carried).price, (*tile.carried).moves, within, lane);
            tile.ahead.x[within][lane] = from + increment;
            tile.ahead.increment[within][lane] = increment;
            tile.ahead.variance[within][lane] =
                price_.step_variance((*tile.carried).price, (*tile.carried).moves, within, lane);
        });
    }
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD void PathProgram<Price, Monitoring, Pressure>::look_ahead(Tile<Lanes>& tile,
                                                                 PathsAndQuartet const& at) const {
    tile.ahead.near = lanes_where<Lanes>([&](int lane) {
        LogPrice low = tile.x[lane], high = tile.x[lane];
        float variance = 0.0f;
        for (int within = 0; within < words_per_quartet; ++within) {
            LogPrice const x = tile.ahead.x[within][lane];
            float const v = tile.ahead.variance[within][lane];
            low = x < low ? x : low;
            high = high < x ? x : high;
            if constexpr (Price::has_jumps) {
                LogPrice const jumped = x + jump_of(tile, within, lane);
                low = jumped < low ? jumped : low;
                high = high < jumped ? jumped : high;
            }
            variance = variance < v ? v : variance;
        }
        PriceRange const impact =
            pressure_.impacts_to_come(tile.pressure, (*tile.carried).before, lane);
        // This is more than all roundings on the way together.
        float const sizes =
            magnitude(low) + magnitude(high) + (impact.high - impact.low) + magnitude(impact.low);
        float const reach = fused(sizes, 4e-6f, Monitoring::reach(variance));
        PriceRange const x{low - reach, high + reach};
        return pressure_.touches(tile.pressure, lane, x, impact) |
               observers_.may_react(tile.seen(), lane, {x.low + impact.low, x.low},
                                    {x.high + impact.high, x.high});
    });
    monitoring_.draw_some((*tile.carried).bridge, tile.ahead.near, at);
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD void PathProgram<Price, Monitoring, Pressure>::take_step(Tile<Lanes>& tile,
                                                                int within) const {
    for_each_lane<Lanes>([&](int lane) {
        tile.from[lane] = tile.x[lane];
        tile.x[lane] = tile.ahead.x[within][lane];
        tile.increment[lane] = tile.ahead.increment[within][lane];
        tile.variance[lane] = tile.ahead.variance[within][lane];
    });
}

}  // namespace liq::inline LIQ_TARGET
