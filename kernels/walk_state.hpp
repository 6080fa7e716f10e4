/// \file
/// Where a walk through a step is (kernels/path_walk.hpp).
#pragma once

#include "kernels/monitoring.hpp"
#include "models/core/units.hpp"

namespace liq::inline LIQ_TARGET {

struct WalkState {
    LogPrice x;       ///< X
    float remaining;  ///< share of the step
    float variance;   ///< of what remains
    Spreads spreads;  ///< of the extremes of what remains
    int passages;     ///< of levels so far
    Extremes traded;  ///< of P
};

}  // namespace liq::inline LIQ_TARGET
