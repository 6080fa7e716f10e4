/// \file
/// What a full cascade does where paths and steps begin and end (models/law.md 4 and 7).
#pragma once

#include "models/cascade/full_cascade.hpp"

namespace liq::inline LIQ_TARGET {

template <class Book>
template <int Lanes>
LIQ_HD void FullCascade<Book>::start(State<Lanes>& s, int lane) const {
    s.imbalance[lane] = 0.0f;
    s.displaced[lane] = 0.0f;
    s.permanent[lane] = 0.0f;
    depth_.start(s.depth, lane);
    open(s, lane);
}

template <class Book>
template <int Lanes>
LIQ_HD_APART void FullCascade<Book>::open(State<Lanes>& s, int lane) const {
    fund(lane) = FundAccount{};
    book_.start(s.book, lane);
    find_triggers(s, lane);
}

template <class Book>
template <int Lanes>
LIQ_HD void FullCascade<Book>::find_triggers(State<Lanes>& s, int lane) const {
    s.long_trigger[lane] = -book_.nearest(s.book, lane, Side::long_side);
    s.short_trigger[lane] = book_.nearest(s.book, lane, Side::short_side);
}

template <class Book>
template <int Lanes>
LIQ_HD RemovedFuel FullCascade<Book>::close_step(State<Lanes>& s, int lane) const {
    RemovedFuel const fuel{book_.end_step(s.book, lane, Side::long_side),
                           book_.end_step(s.book, lane, Side::short_side)};
    if (has_waterfall_) pay(s, lane, fuel);
    return fuel;
}

template <class Book>
template <int Lanes>
LIQ_HD void FullCascade<Book>::pay(State<Lanes>& s, int lane, RemovedFuel const& fuel) const {
    FundAccount& account = fund(lane);
    Shortfall const shortfall = InsuranceFund(first_fund_).settle(account);
    account.closed_now[0] = account.closed_now[1] = 0;
    if ((shortfall.unpaid[0] | shortfall.unpaid[1]) == 0) return;
    // Both sides from what was alive before: positions that are closed for the other side are not
    // liquidated fuel.
    for (int side = 0; side < n_sides; ++side) {
        FuelTicks const wanted = fuel_to_deleverage(shortfall.unpaid[side], shortfall.deficit[side],
                                                    side == 0 ? fuel.longs : fuel.shorts);
        auto const other = side == 0 ? Side::short_side : Side::long_side;
        if (wanted > 0)
            account.closed_now[static_cast<int>(other)] =
                book_.deleverage(s.book, lane, other, wanted);
    }
    find_triggers(s, lane);
}

template <class Book>
template <int Lanes>
LIQ_HD Deleveraging FullCascade<Book>::deleveraging(State<Lanes> const& /*s*/, int lane) const {
    if (!has_waterfall_) return {};
    return {{fund(lane).closed_now[0], fund(lane).closed_now[1]}};
}

template <class Book>
template <int Lanes>
LIQ_HD_APART void FullCascade<Book>::refresh(State<Lanes>& s,
                                             PerLane<LogPrice, Lanes> const& x) const {
    if constexpr (Book::lives) {
        PerLane<LogPrice, Lanes> traded_at, mark_at;
        for_each_lane<Lanes>([&](int lane) {
            traded_at[lane] = traded(s, lane, x[lane]);
            mark_at[lane] = response_.mark_of(x[lane], impact(s, lane));
        });
        book_.renew(s.book, traded_at, mark_at);
        for_each_lane<Lanes>([&](int lane) { find_triggers(s, lane); });
    }
}

template <class Book>
template <int Lanes>
LIQ_HD RemovedFuel FullCascade<Book>::removed(State<Lanes> const& s, int lane) const {
    return {book_.liquidated(s.book, lane, Side::long_side),
            book_.liquidated(s.book, lane, Side::short_side)};
}

template <class Book>
template <int Lanes>
LIQ_HD CascadeEnd FullCascade<Book>::path_end(State<Lanes> const& s, int lane) const {
    CascadeEnd end;
    end.fund_drawdown = fund(lane).drawdown;
    for (int i = 0; i < n_sides; ++i)
        end.flows[i] = book_.flows(s.book, lane, static_cast<Side>(i));
    return end;
}

template <class Book>
template <int Lanes>
LIQ_HD int FullCascade<Book>::fund_emptied(State<Lanes> const& /*s*/, int lane) const {
    return has_waterfall_ ? fund(lane).emptied_now : 0;
}

template <class Book>
LIQ_HD bool FullCascade<Book>::refresh_due(int step) const {
    if constexpr (Book::lives) return book_.refresh_due(step);
    return false;
}

}  // namespace liq::inline LIQ_TARGET
