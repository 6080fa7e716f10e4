/// \file
/// What a Brownian bridge does between its ends: its extremes, and when it passes a level on the
/// way to one of them (models/law.md 6.2 and 6.3).
#pragma once

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/units.hpp"

namespace liq::inline LIQ_TARGET {

/// The way from one end of a bridge to an extreme and on to the other end, by which the extreme is
/// (from + to -+ way)/2 (Beaglehole, Dybvig & Zhou 1997).
/// \param apart   from - to
/// \param spread  v ln U, v the variance of the bridge and U uniform; not positive
LIQ_HD float way_by_extreme(float apart, float spread) {
    return square_root(fused(-2.0f, spread, apart * apart));
}

/// After which share of its time a bridge of variance v first passes a level at the distance `a`
/// from its beginning, given the extreme beyond the level. The density is f_a(t) f_c(1 - t), f_d
/// the density of the first passage at a distance d, and c the way from the level by the extreme to
/// the end. t/(1 - t) then is, with probability c/(a + c), inverse Gaussian with mean a/c and shape
/// a^2/v, and else its inverse is, with mean c/a and shape c^2/v. Both are made of one normal
/// variate by the transformation of Michael, Schucany & Haas (1976), and they share its root, so
/// that one uniform variate chooses for both. Tested in tests/exact/passage_test.cpp.
///
/// \param variance  v; at 0 the bridge is a straight line
/// \return a share from 0 to 1; 0 where a is not positive
LIQ_HD float passage_share(float a, float c, float variance, float normal, float uniform) {
    if (!(a > 0.0f)) return 0.0f;
    if (!(c > 0.0f)) return 1.0f;
    if (!(variance > 0.0f)) return a / (a + c);
    float const k = 0.5f * normal * normal * (variance / a) / c;
    float const root = 1.0f / (1.0f + k + square_root(k * (k + 2.0f)));
    float const choice = fused(a, root, c) / ((a + c) * (1.0f + root));
    return uniform < choice ? a * root / fused(a, root, c) : a / fused(c, root, a);
}

}  // namespace liq::inline LIQ_TARGET
