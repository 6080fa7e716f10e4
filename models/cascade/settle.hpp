/// \file
/// The cascade itself: the least fixed point of "levels reached move the price, which reaches more
/// levels" (model.md 6.3). Rare and of varying length, so one lane at a time.
#pragma once

#include "models/cascade/pressure.hpp"

namespace liq::inline LIQ_TARGET {

/// Rounds: all levels newly reached by one mark price are removed together, their fuel joins the
/// imbalance, the price moves, and so on until nothing new is reached. The map is monotone, so the
/// rounds end in its least fixed point (Tarski 1955; Cont & Schaanning 2017 for fire sales). After
/// `max_rounds` the rest waits for the next visit, and the result says so.
///
/// Tested against the closed forms of model.md 9.4 in tests/exact/cascade_test.cpp.
template <class Depth>
template <int Lanes>
LIQ_HD Sweep FrozenCascade<Depth>::settle(State<Lanes>& s, int lane, LogPrice x) const {
    Usd imbalance = s.imbalance[lane];
    LogPrice displaced = s.displaced[lane];
    LogPrice permanent = s.permanent[lane];
    LogPrice long_trigger = s.long_trigger[lane];
    LogPrice short_trigger = s.short_trigger[lane];
    Sweep sweep{s.long_swept[lane], s.long_swept[lane], s.short_swept[lane], s.short_swept[lane]};

    for (int round = 0;; ++round) {
        LogPrice const mark = mark_of(x, permanent, displaced);
        bool const down = mark <= long_trigger;
        bool const up = mark >= short_trigger;
        if (!down && !up) break;
        if (round == max_rounds_) {
            sweep.exhausted = true;
            break;
        }
        FuelTicks sold = 0;  // bought back, if negative
        if (down) {
            int const to = furthest_level_within(-mark);
            sold = fuel_between(ladder_.longs, sweep.long_to, to);
            sweep.long_to = to;
            long_trigger = -ladder_.longs.next_distance[to];
        } else {
            int const to = furthest_level_within(mark);
            sold = -fuel_between(ladder_.shorts, sweep.short_to, to);
            sweep.short_to = to;
            short_trigger = ladder_.shorts.next_distance[to];
        }
        imbalance = fused(market_fraction_, usd_of(sold), imbalance);
        LogPrice const before = displaced;
        displaced = impact_.displacement(imbalance, s.log_depth[lane]);
        permanent = fused(permanent_share_, displaced - before, permanent);
    }

    s.imbalance[lane] = imbalance;
    s.displaced[lane] = displaced;
    s.permanent[lane] = permanent;
    s.long_trigger[lane] = long_trigger;
    s.short_trigger[lane] = short_trigger;
    s.long_swept[lane] = sweep.long_to;
    s.short_swept[lane] = sweep.short_to;
    return sweep;
}

}  // namespace liq::inline LIQ_TARGET
