/// \file
/// Light steps of several lanes (models/law.md 6.3), one extreme of each.
#pragma once

#include "models/core/lanes.hpp"
#include "models/core/units.hpp"

namespace liq::inline LIQ_TARGET {

template <int Lanes>
struct LightSteps {
    PerLane<int, Lanes> down;         ///< 1: the low extreme, 0: the high one
    PerLane<LogPrice, Lanes> mark;    ///< there
    PerLane<LogPrice, Lanes> traded;  ///< P there, before
    /// The mark at the other extreme if it comes after this one; else far on this side.
    PerLane<LogPrice, Lanes> other;
    PerLane<LogPrice, Lanes> change;  ///< of the impact, afterwards
    LaneSet heavy = 0;                ///< afterwards: where the order moves the price further
};

}  // namespace liq::inline LIQ_TARGET
