/// \file
/// What a step may reach in a full cascade, and how time passes: in whole steps for all lanes, and
/// in shares of a step where a path walks from level to level (models/law.md 5).
#pragma once

#include "models/cascade/full_cascade.hpp"

namespace liq::inline LIQ_TARGET {

template <class Book>
template <int Lanes>
LIQ_HD int FullCascade<Book>::touches(State<Lanes> const& s, int lane, PriceRange x,
                                      PriceRange impact) const {
    Usd const size = s.imbalance[lane] < 0.0f ? -s.imbalance[lane] : s.imbalance[lane];
    return static_cast<int>(response_.mark_of(x.low, impact.low) <= s.long_trigger[lane]) |
           static_cast<int>(response_.mark_of(x.high, impact.high) >= s.short_trigger[lane]) |
           (has_walls_ & static_cast<int>(size >= 1.0f));
}

template <class Book>
template <int Lanes>
LIQ_HD void FullCascade<Book>::begin_step(State<Lanes>& s, Before<Lanes>& b, int lane,
                                          float log2_variance_ratio) const {
    b.imbalance[lane] = s.imbalance[lane];
    b.displaced[lane] = s.displaced[lane];
    s.imbalance[lane] = response_.after_step(s.imbalance[lane]);
    b.log_depth[lane] = s.depth.log_depth[lane];
    depth_.begin_step(s.depth, lane, log2_variance_ratio);
}

template <class Book>
template <int Lanes>
LIQ_HD void FullCascade<Book>::rewind(State<Lanes>& s, Before<Lanes> const& b, int lane) const {
    s.imbalance[lane] = b.imbalance[lane];
    s.displaced[lane] = b.displaced[lane];
    depth_.rewind(s.depth, lane, b.log_depth[lane]);
}

template <class Book>
template <int Lanes>
LIQ_HD void FullCascade<Book>::pass_time(State<Lanes>& s, int lane, float share) const {
    s.imbalance[lane] = response_.after(s.imbalance[lane], share);
    s.displaced[lane] =
        depth_.past_walls_after(s.depth, lane, share, s.imbalance[lane], s.displaced[lane]);
    depth_.pass_time(s.depth, lane, share);
}

template <class Book>
template <int Lanes>
LIQ_HD LogPrice FullCascade<Book>::impact_after(State<Lanes> const& s, int lane,
                                                float share) const {
    Usd const imbalance = response_.after(s.imbalance[lane], share);
    LogPrice const displaced =
        depth_.past_walls_after(s.depth, lane, share, imbalance, s.displaced[lane]);
    return response_.impact_of(s.permanent[lane], displaced);
}

template <class Book>
template <int Lanes>
LIQ_HD void FullCascade<Book>::relax(State<Lanes>& s) const {
    depth_.relax(s.depth, s.imbalance, s.displaced);
}

template <class Book>
template <int Lanes>
LIQ_HD void FullCascade<Book>::visited(State<Lanes>& s, int lane, LogPrice x) const {
    depth_.use_walls(s.depth, lane, s.imbalance[lane], x, 0.0f);
}

}  // namespace liq::inline LIQ_TARGET
