/// \file
/// The least fixed point of a full cascade (model.md 6.3). Rare and of varying length, so one lane
/// at a time.
#pragma once

#include "models/cascade/full_cascade.hpp"

namespace liq::inline LIQ_TARGET {

/// The distance of a price from spot, outwards on a side.
LIQ_HD float outwards(Side side, LogPrice price) {
    return side == Side::long_side ? -price : price;
}

template <class Book>
template <class OnLevel>
LIQ_HD void FullCascade<Book>::remove(int lane, Side side, LogPrice mark, double executed,
                                      OnLevel const& on_level) const {
    double const outward = side == Side::long_side ? -1.0 : 1.0;
    book_.take(lane, side, outwards(side, mark), has_waterfall_,
               [&](int level, FuelTicks fuel, double gap) {
                   on_level(side, level, fuel);
                   if (!has_waterfall_) return;
                   double const log_level = outward * static_cast<double>(level) * grid::spacing;
                   fund(lane).cash[static_cast<int>(side)] +=
                       cash_of_bucket(side, fuel, log_level, gap, executed, fraction_);
               });
}

/// Rounds as in FrozenCascade::settle. What a round executes at is known only when its orders have
/// moved the price, so fuel is summed first and removed then.
template <class Book>
template <int Lanes, class OnLevel>
LIQ_HD Sweep FullCascade<Book>::settle(State<Lanes>& s, int lane, LogPrice x,
                                       OnLevel const& on_level) const {
    Usd imbalance = s.imbalance[lane];
    LogPrice displaced =
        has_walls_ != 0 ? depth_.displacement(s.depth, lane, imbalance, x) : s.displaced[lane];
    LogPrice permanent = s.permanent[lane];
    Sweep sweep;

    for (int round = 0;; ++round) {
        LogPrice const mark = mark_of(x, permanent, displaced);
        bool const down = mark <= s.long_trigger[lane];
        bool const up = mark >= s.short_trigger[lane];
        if (!down && !up) break;
        if (round == max_rounds_) {
            sweep.exhausted = true;
            break;
        }
        FuelTicks sold = 0;  // bought back, if negative
        if (down) sold += book_.reached(lane, Side::long_side, -mark);
        if (up) sold -= book_.reached(lane, Side::short_side, mark);
        LogPrice const before = displaced;
        LogPrice const traded_before = x + impact_of(permanent, displaced);
        imbalance = fused(market_fraction_, usd_of(sold), imbalance);
        displaced = depth_.displacement(s.depth, lane, imbalance, x);
        permanent = fused(permanent_share_, displaced - before, permanent);
        double executed = 0;
        if (has_waterfall_)
            executed = execution_price(traded_before, x + impact_of(permanent, displaced));
        if (down) {
            remove(lane, Side::long_side, mark, executed, on_level);
            s.long_trigger[lane] = -book_.nearest(lane, Side::long_side);
        }
        if (up) {
            remove(lane, Side::short_side, mark, executed, on_level);
            s.short_trigger[lane] = book_.nearest(lane, Side::short_side);
        }
    }

    s.imbalance[lane] = imbalance;
    s.displaced[lane] = displaced;
    s.permanent[lane] = permanent;
    return sweep;
}

}  // namespace liq::inline LIQ_TARGET
