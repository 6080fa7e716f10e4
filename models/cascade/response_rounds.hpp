/// \file
/// The rounds of a cascade (models/law.md 6.3).
#pragma once

#include "models/cascade/response.hpp"

namespace liq::inline LIQ_TARGET {

template <class Book>
LIQ_HD bool Response::settle(LogPrice x, Impact& now, Book& book, LevelsComeTo come_to) const {
    for (int round = 0;; ++round) {
        LogPrice const mark = mark_of(x, impact_of(now.permanent, now.displaced));
        LogPrice const low = mark < come_to.down ? mark : come_to.down;
        LogPrice const high = mark > come_to.up ? mark : come_to.up;
        come_to = {};
        bool const down = low <= book.long_trigger();
        bool const up = high >= book.short_trigger();
        if (!down && !up) return false;
        if (round == max_rounds_) return true;
        FuelTicks sold = 0;  // negative where more is bought back
        if (down) sold += book.reached(Side::long_side, -low);
        if (up) sold -= book.reached(Side::short_side, high);
        Impact const before = now;
        now.imbalance = fused(market_fraction_, usd_of(sold), now.imbalance);
        now.displaced = book.displacement(now.imbalance);
        now.permanent = permanent_after(now.permanent, now.displaced - before.displaced);
        // What a round executes at is known only now that its orders have moved the price.
        book.moved(before, now);
        if (down) book.remove(Side::long_side, -low);
        if (up) book.remove(Side::short_side, high);
    }
}

template <class Book>
LIQ_HD bool Response::reach_together(LogPrice& mark, Impact& now, Book& book, float limit) const {
    Impact const before = now;
    LogPrice const extreme = mark;
    FuelTicks longs = 0, shorts = 0;
    for (int round = 0; round <= max_rounds_; ++round) {
        FuelTicks const longs_before = longs, shorts_before = shorts;
        if (mark <= book.long_trigger()) longs = book.reached(Side::long_side, -mark);
        if (mark >= book.short_trigger()) shorts = book.reached(Side::short_side, mark);
        if (longs == longs_before && shorts == shorts_before) return true;
        now.imbalance = with_order(before.imbalance, usd_of(longs - shorts));
        now.displaced = book.displacement_with(now.imbalance, longs, shorts);
        LogPrice const moved = now.displaced - before.displaced;
        if (!is_light(moved, limit)) return false;
        now.permanent = permanent_after(before.permanent, moved);
        mark = mark_of(extreme, moved);
    }
    return false;
}

}  // namespace liq::inline LIQ_TARGET
