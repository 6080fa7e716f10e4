/// \file
/// How a frozen cascade settles: the rounds of `Response` on a ladder whose state is in registers;
/// and what is gone when the step ends.
#pragma once

#include "models/cascade/frozen_cascade.hpp"

namespace liq::inline LIQ_TARGET {

/// The frozen ladder of one path during a settlement, as `Response::settle` sees it.
struct LadderInRounds {
    LadderView const& ladder;
    PowerLawImpact const& impact;
    float log_depth;
    LogPrice long_mark, short_mark;  ///< what reaches the next level of each side
    Sweep sweep;

    LIQ_HD LogPrice long_trigger() const { return long_mark; }
    LIQ_HD LogPrice short_trigger() const { return short_mark; }
    LIQ_HD FuelTicks reached(Side side, float distance) const {
        int const to = furthest_level_within(distance);
        return side == Side::long_side ? fuel_between(ladder.longs, sweep.long_to, to)
                                       : fuel_between(ladder.shorts, sweep.short_to, to);
    }
    LIQ_HD LogPrice displacement(Usd imbalance) const {
        return impact.displacement(imbalance, log_depth);
    }
    LIQ_HD void moved(Impact const& /*before*/, Impact const& /*after*/) const {}
    LIQ_HD void remove(Side side, float distance) {
        int const to = furthest_level_within(distance);
        if (side == Side::long_side) {
            sweep.long_to = to;
            long_mark = -ladder.longs.next_distance[to];
        } else {
            sweep.short_to = to;
            short_mark = ladder.shorts.next_distance[to];
        }
    }
};

template <class Depth>
template <int Lanes>
LIQ_HD Sweep FrozenCascade<Depth>::settle(State<Lanes>& s, int lane, LogPrice x) const {
    Impact now{s.imbalance[lane], s.displaced[lane], s.permanent[lane]};
    LadderInRounds book{
        ladder_,
        impact_,
        s.log_depth[lane],
        s.long_trigger[lane],
        s.short_trigger[lane],
        {s.long_swept[lane], s.long_swept[lane], s.short_swept[lane], s.short_swept[lane]}};
    book.sweep.exhausted = response_.settle(x, now, book);
    s.imbalance[lane] = now.imbalance;
    s.displaced[lane] = now.displaced;
    s.permanent[lane] = now.permanent;
    s.long_trigger[lane] = book.long_mark;
    s.short_trigger[lane] = book.short_mark;
    s.long_swept[lane] = book.sweep.long_to;
    s.short_swept[lane] = book.sweep.short_to;
    return book.sweep;
}

template <class Depth>
template <int Lanes>
LIQ_HD RemovedFuel FrozenCascade<Depth>::close_step(State<Lanes>& s, int lane) const {
    RemovedFuel const fuel{fuel_between(ladder_.longs, s.long_before[lane], s.long_swept[lane]),
                           fuel_between(ladder_.shorts, s.short_before[lane], s.short_swept[lane])};
    s.long_before[lane] = s.long_swept[lane];
    s.short_before[lane] = s.short_swept[lane];
    if constexpr (Depth::varies) {
        s.long_step[lane] = usd_of(fuel.longs);
        s.short_step[lane] = usd_of(fuel.shorts);
    }
    return fuel;
}

}  // namespace liq::inline LIQ_TARGET
