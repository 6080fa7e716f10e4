/// \file
/// How a path begins in a frozen cascade, and how time passes: in whole steps for all lanes, and in
/// shares of a step where a path walks from level to level (models/law.md 5).
#pragma once

#include "models/cascade/frozen_cascade.hpp"

namespace liq::inline LIQ_TARGET {

template <class Depth>
template <int Lanes>
LIQ_HD void FrozenCascade<Depth>::start(State<Lanes>& s, int lane) const {
    s.imbalance[lane] = 0.0f;
    s.displaced[lane] = 0.0f;
    s.permanent[lane] = 0.0f;
    s.log_depth[lane] = 0.0f;
    ladder_.start(s, lane);
}

template <class Depth>
template <int Lanes>
LIQ_HD void FrozenCascade<Depth>::begin_step(State<Lanes>& s, Before<Lanes>& b, int lane) const {
    Usd const imbalance = response_.after_step(s.imbalance[lane]);
    b.imbalance[lane] = s.imbalance[lane];
    b.displaced[lane] = s.displaced[lane];
    s.imbalance[lane] = imbalance;
    if constexpr (Depth::varies) {
        b.log_depth[lane] = s.log_depth[lane];
        s.log_depth[lane] = depth_.after_step(s.log_depth[lane]);
        s.displaced[lane] = impact_.displacement(imbalance, s.log_depth[lane]);
    } else {
        s.displaced[lane] = relaxing_.after_step(s.displaced[lane], imbalance);
    }
}

template <class Depth>
template <int Lanes>
LIQ_HD void FrozenCascade<Depth>::rewind(State<Lanes>& s, Before<Lanes> const& b, int lane) const {
    s.imbalance[lane] = b.imbalance[lane];
    s.displaced[lane] = b.displaced[lane];
    if constexpr (Depth::varies) s.log_depth[lane] = b.log_depth[lane];
}

template <class Depth>
template <int Lanes>
LIQ_HD void FrozenCascade<Depth>::pass_time(State<Lanes>& s, int lane, float share) const {
    s.imbalance[lane] = response_.after(s.imbalance[lane], share);
    if constexpr (Depth::varies) {
        s.log_depth[lane] = depth_.after(s.log_depth[lane], share);
        s.displaced[lane] = impact_.displacement(s.imbalance[lane], s.log_depth[lane]);
    } else {
        s.displaced[lane] = relaxing_.after(s.displaced[lane], share, s.imbalance[lane]);
    }
}

template <class Depth>
template <int Lanes>
LIQ_HD LogPrice FrozenCascade<Depth>::impact_after(State<Lanes> const& s, int lane,
                                                   float share) const {
    Usd const imbalance = response_.after(s.imbalance[lane], share);
    LogPrice displaced;
    if constexpr (Depth::varies) {
        displaced = impact_.displacement(imbalance, depth_.after(s.log_depth[lane], share));
    } else {
        displaced = relaxing_.after(s.displaced[lane], share, imbalance);
    }
    return response_.impact_of(s.permanent[lane], displaced);
}

}  // namespace liq::inline LIQ_TARGET
