/// \file
/// How a frozen cascade settles: the rounds of `Response` on a ladder whose state is in registers.
#pragma once

#include "models/cascade/frozen_cascade.hpp"

namespace liq::inline LIQ_TARGET {

/// The frozen ladder of one path during a settlement, as `Response` sees it.
template <class Depth>
struct LadderInRounds {
    LadderView const& ladder;
    PowerLawImpact const& impact;
    Depth const& depth;
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
    LIQ_HD LogPrice displacement_with(Usd imbalance, FuelTicks longs, FuelTicks shorts) const {
        return impact.displacement(imbalance, log_depth_with(longs, shorts));
    }
    LIQ_HD float log_depth_with(FuelTicks longs, FuelTicks shorts) const {
        return depth.after_orders_in_the_middle(log_depth, usd_of(longs), usd_of(shorts));
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
LIQ_HD LadderInRounds<Depth> FrozenCascade<Depth>::ladder_of(State<Lanes> const& s,
                                                             int lane) const {
    return {ladder_.levels(),
            impact_,
            depth_,
            s.log_depth[lane],
            s.long_trigger[lane],
            s.short_trigger[lane],
            {s.long_swept[lane], s.long_swept[lane], s.short_swept[lane], s.short_swept[lane]}};
}

template <class Depth>
template <int Lanes>
LIQ_HD void FrozenCascade<Depth>::keep(State<Lanes>& s, int lane, Impact const& now,
                                       LadderInRounds<Depth> const& book) const {
    s.imbalance[lane] = now.imbalance;
    s.displaced[lane] = now.displaced;
    s.permanent[lane] = now.permanent;
    s.log_depth[lane] = book.log_depth;
    s.long_trigger[lane] = book.long_mark;
    s.short_trigger[lane] = book.short_mark;
    s.long_swept[lane] = book.sweep.long_to;
    s.short_swept[lane] = book.sweep.short_to;
}

template <class Depth>
template <int Lanes>
LIQ_HD bool FrozenCascade<Depth>::take_together(State<Lanes>& s, int lane, LogPrice /*x*/,
                                                LogPrice mark, float limit, bool only_look,
                                                Sweep& sweep) const {
    Impact now{s.imbalance[lane], s.displaced[lane], s.permanent[lane]};
    LadderInRounds<Depth> book = ladder_of(s, lane);
    if (!response_.reach_together(mark, now, book, limit)) return false;
    if (only_look) return true;
    if (mark <= book.long_mark) book.remove(Side::long_side, -mark);
    if (mark >= book.short_mark) book.remove(Side::short_side, mark);
    if constexpr (Depth::varies) {
        Sweep const& gone = book.sweep;
        LadderView const& levels = ladder_.levels();
        book.log_depth =
            book.log_depth_with(fuel_between(levels.longs, gone.long_from, gone.long_to),
                                fuel_between(levels.shorts, gone.short_from, gone.short_to));
    }
    keep(s, lane, now, book);
    sweep = book.sweep;
    return true;
}

template <class Depth>
template <int Lanes>
LIQ_HD Sweep FrozenCascade<Depth>::settle(State<Lanes>& s, int lane, LogPrice x,
                                          LevelsComeTo come_to) const {
    Impact now{s.imbalance[lane], s.displaced[lane], s.permanent[lane]};
    LadderInRounds<Depth> book = ladder_of(s, lane);
    [[maybe_unused]] LadderView const& levels = ladder_.levels();
    bool more = true;
    while (more) {
        int const longs = book.sweep.long_to, shorts = book.sweep.short_to;
        book.sweep.exhausted = response_.settle(x, now, book, come_to);
        come_to = {};
        more = false;
        if constexpr (Depth::varies) {
            // The orders drive depth away, so that the imbalance displaces the price further.
            FuelTicks const sold = fuel_between(levels.longs, longs, book.sweep.long_to);
            FuelTicks const bought = fuel_between(levels.shorts, shorts, book.sweep.short_to);
            if (sold + bought == 0) break;
            book.log_depth = depth_.after_orders(book.log_depth, usd_of(sold), usd_of(bought));
            now.displaced = book.displacement(now.imbalance);
            more = !book.sweep.exhausted;
        }
    }
    keep(s, lane, now, book);
    return book.sweep;
}

}  // namespace liq::inline LIQ_TARGET
