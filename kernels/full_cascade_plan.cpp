#include "kernels/full_cascade_plan.hpp"

#include "kernels/walk_state.hpp"
#include "models/cascade/full_cascade.hpp"

namespace liq {

bool needs_full_cascade(Plan const& plan) {
    if (!plan.cascade.enabled) return false;
    return plan.cascade.book == BookKind::living || plan.depth.points > 0 || !plan.walls.empty() ||
           plan.withdrawal.volatility_elasticity > 0 || plan.waterfall.enabled;
}

void prepare_full_cascade(Plan& plan) {
    if (!needs_full_cascade(plan)) return;
    bool const living = plan.cascade.book == BookKind::living;
    bool const gaps = plan.waterfall.enabled;
    int const classes = static_cast<int>(plan.classes.size());
    plan.memory.living_book =
        plan.memory.reserve(living ? FullCascade<LivingBook>::bytes(gaps, classes)
                                   : FullCascade<FrozenBook>::bytes(gaps));
    plan.memory.walk = plan.memory.reserve(static_cast<int>(sizeof(WalkState)));
    plan.layout.sweeps_hold_fuel = true;
}

}  // namespace liq
