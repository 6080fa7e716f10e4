/// \file
/// All that a cascade is configured by, as plain data from the plan.
#pragma once

#include "models/book/ladder.hpp"
#include "models/book/living_classes.hpp"
#include "models/cascade/parameters.hpp"
#include "models/core/path_memory.hpp"
#include "models/impact/depth_curve.hpp"
#include "models/impact/parameters.hpp"
#include "models/impact/walls.hpp"
#include "models/margin/waterfall_parameters.hpp"

namespace liq {

struct PressureParameters {
    CascadeParameters cascade;
    ImpactParameters impact;
    WithdrawalParameters withdrawal;
    LadderView ladder;
    DepthView depth{};
    WallsView walls{};
    PathMemory memory{};  ///< what a path owns besides its state
    LivingBookView living{};
    BankruptcyView bankruptcy{};
    WaterfallParameters waterfall{};  ///< with its fund resolved: no value means unlimited
};

}  // namespace liq
