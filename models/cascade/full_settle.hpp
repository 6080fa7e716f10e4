/// \file
/// How a full cascade settles: the rounds of `Response` on a book in the memory of the path. This
/// is rare and takes a varying number of rounds, so it is done for one lane at a time.
#pragma once

#include "models/cascade/full_cascade.hpp"

namespace liq::inline LIQ_TARGET {

/// The book of one path during a settlement, as `Response::settle` sees it.
template <class Book>
template <int Lanes, class OnLevel>
struct FullCascade<Book>::BookInRounds {
    FullCascade const& cascade;
    State<Lanes>& s;
    int lane;
    LogPrice x;
    OnLevel const& on_level;
    double executed = 0;                ///< price at which the round executes, relative to spot
    FuelTicks taken[n_sides] = {0, 0};  ///< since depth was last driven away
    typename Book::template Looked<Lanes> looked[n_sides]{};

    LIQ_HD LogPrice long_trigger() const { return s.long_trigger[lane]; }
    LIQ_HD LogPrice short_trigger() const { return s.short_trigger[lane]; }
    LIQ_HD FuelTicks reached(Side side, float distance) {
        return cascade.book_.reached(s.book, lane, side, distance, looked[static_cast<int>(side)]);
    }
    LIQ_HD LogPrice displacement(Usd imbalance) const {
        return cascade.depth_.displacement(s.depth, lane, imbalance, x);
    }
    LIQ_HD LogPrice displacement_with(Usd imbalance, FuelTicks longs, FuelTicks shorts) const {
        return cascade.depth_.displacement_at(s.depth, lane, log_depth_with(longs, shorts),
                                              imbalance, x, 0.0f);
    }
    LIQ_HD float log_depth_with(FuelTicks longs, FuelTicks shorts) const {
        return cascade.depth_.withdrawn_by_half(s.depth, lane, usd_of(longs), usd_of(shorts));
    }
    LIQ_HD void moved(Impact const& before, Impact const& after) {
        if (!cascade.has_waterfall_) return;
        executed =
            execution_price(x + cascade.response_.impact_of(before.permanent, before.displaced),
                            x + cascade.response_.impact_of(after.permanent, after.displaced));
    }
    LIQ_HD void remove(Side side, float distance) {
        remove(side, distance, looked[static_cast<int>(side)]);
    }
    LIQ_HD void remove(Side side, float distance, typename Book::template Looked<Lanes>& found) {
        double const outward = side == Side::long_side ? -1.0 : 1.0;
        cascade.book_.take(
            s.book, lane, side, distance, found, [&](int level, FuelTicks fuel, double gap) {
                on_level(side, level, fuel);
                taken[static_cast<int>(side)] += fuel;
                if (!cascade.has_waterfall_) return;
                double const log_level = outward * static_cast<double>(level) * grid::spacing;
                cascade.fund(lane).cash[static_cast<int>(side)] +=
                    cash_of_bucket(side, fuel, log_level, gap, executed, cascade.fraction_);
            });
        float const nearest = cascade.book_.nearest(s.book, lane, side);
        if (side == Side::long_side)
            s.long_trigger[lane] = -nearest;
        else
            s.short_trigger[lane] = nearest;
    }
};

template <class Book>
template <int Lanes, class OnLevel>
LIQ_HD bool FullCascade<Book>::take_together(State<Lanes>& s, int lane, LogPrice x, LogPrice mark,
                                             float limit, bool only_look,
                                             OnLevel const& on_level) const {
    Impact now{s.imbalance[lane], s.displaced[lane], s.permanent[lane]};
    if (has_walls_ != 0) now.displaced = depth_.displacement(s.depth, lane, now.imbalance, x);
    Impact const before = now;
    BookInRounds<Lanes, OnLevel> book{*this, s, lane, x, on_level};
    if (!response_.reach_together(mark, now, book, limit)) return false;
    if (only_look) return true;
    book.moved(before, now);
    if (mark <= s.long_trigger[lane]) book.remove(Side::long_side, -mark);
    if (mark >= s.short_trigger[lane]) book.remove(Side::short_side, mark);
    if (depth_.withdraws())
        s.depth.log_depth[lane] = book.log_depth_with(book.taken[0], book.taken[1]);
    s.imbalance[lane] = now.imbalance;
    s.displaced[lane] = now.displaced;
    s.permanent[lane] = now.permanent;
    return true;
}

template <class Book>
template <int Lanes, class OnLevel>
LIQ_HD Sweep FullCascade<Book>::settle(State<Lanes>& s, int lane, LogPrice x,
                                       OnLevel const& on_level, LevelsComeTo come_to) const {
    Impact now{s.imbalance[lane], s.displaced[lane], s.permanent[lane]};
    if (has_walls_ != 0) now.displaced = depth_.displacement(s.depth, lane, now.imbalance, x);
    BookInRounds<Lanes, OnLevel> book{*this, s, lane, x, on_level};
    Sweep sweep;
    bool more = true;
    while (more) {
        sweep.exhausted = response_.settle(x, now, book, come_to);
        come_to = {};
        more = false;
        if (!depth_.withdraws() || book.taken[0] + book.taken[1] == 0) break;
        // The orders drive depth away, so that the imbalance displaces the price further.
        depth_.withdraw(s.depth, lane, usd_of(book.taken[0]), usd_of(book.taken[1]));
        book.taken[0] = book.taken[1] = 0;
        now.displaced = book.displacement(now.imbalance);
        more = !sweep.exhausted;
    }
    s.imbalance[lane] = now.imbalance;
    s.displaced[lane] = now.displaced;
    s.permanent[lane] = now.permanent;
    return sweep;
}

}  // namespace liq::inline LIQ_TARGET
