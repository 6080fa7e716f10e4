/// \file
/// Prices of a full cascade in front of walls (models/law.md 5). What moves as a bridge is the free
/// price, without walls. Where it is, X follows, and with it P and the mark.
#pragma once

#include "models/cascade/full_cascade.hpp"

namespace liq::inline LIQ_TARGET {

template <class Book>
template <int Lanes>
LIQ_HD LogPrice FullCascade<Book>::impact_before(State<Lanes> const& s, Before<Lanes> const& b,
                                                 int lane) const {
    if (!follows_walls()) return Displaced::impact_before(s, b, lane);
    float const log_depth = b.log_depth[lane] + s.depth.elastic[lane];
    return response_.impact_of(s.permanent[lane],
                               depth_.past_walls(log_depth, b.imbalance[lane]));
}

template <class Book>
template <int Lanes>
LIQ_HD LogPrice FullCascade<Book>::traded_at_walls(State<Lanes>& s, int lane, LogPrice free,
                                                   float ahead) const {
    if (!follows_walls()) return free;
    Usd const imbalance = response_.after(s.imbalance[lane], ahead);
    LogPrice const x = free - free_impact_of(s, lane, imbalance);
    LogPrice const displaced = depth_.displacement_at(s.depth, lane, s.depth.log_depth[lane],
                                                      imbalance, x, ahead);
    depth_.use_walls(s.depth, lane, imbalance, x, ahead);
    return x + response_.impact_of(s.permanent[lane], displaced);
}

template <class Book>
template <int Lanes>
LIQ_HD LogPrice FullCascade<Book>::mark_at_walls(State<Lanes> const& s, int lane, LogPrice free,
                                                 float ahead) const {
    if (!follows_walls()) return free;
    Usd const imbalance = response_.after(s.imbalance[lane], ahead);
    LogPrice const x = free - response_.mark_of(0.0f, free_impact_of(s, lane, imbalance));
    return mark_at(s, lane, imbalance, x, ahead);
}

template <class Book>
template <int Lanes>
LIQ_HD LogPrice FullCascade<Book>::mark_at(State<Lanes> const& s, int lane, Usd imbalance,
                                           LogPrice x, float ahead) const {
    LogPrice const displaced = depth_.displacement_at(s.depth, lane, s.depth.log_depth[lane],
                                                      imbalance, x, ahead);
    return response_.mark_of(x, response_.impact_of(s.permanent[lane], displaced));
}

/// The mark rises with X. Walls make the impact smaller: X at the level lies between where it would
/// be without an imbalance and where it would be without walls.
template <class Book>
template <int Lanes>
LIQ_HD LogPrice FullCascade<Book>::free_level(State<Lanes> const& s, int lane, LogPrice level,
                                              bool down) const {
    if (!follows_walls()) return level;
    Usd const imbalance = s.imbalance[lane];
    LogPrice const shift = response_.mark_of(0.0f, free_impact_of(s, lane, imbalance));
    LogPrice const without_walls = level - shift;
    if (!depth_.reaches_a_wall(s.depth, lane, imbalance, without_walls)) return level;
    LogPrice const without_imbalance = level - response_.mark_of(0.0f, s.permanent[lane]);
    LogPrice low = imbalance > 0.0f ? without_imbalance : without_walls;
    LogPrice high = imbalance > 0.0f ? without_walls : without_imbalance;
#pragma unroll 1
    for (int i = 0; i < 16; ++i) {
        LogPrice const x = 0.5f * (low + high);
        LogPrice const mark = mark_at(s, lane, imbalance, x, 0.0f);
        bool const is_below = down ? mark <= level : mark < level;
        low = is_below ? x : low;
        high = is_below ? high : x;
    }
    return (down ? low : high) + shift;
}

}  // namespace liq::inline LIQ_TARGET
