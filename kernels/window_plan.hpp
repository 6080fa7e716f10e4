/// \file
/// What a plan needs to add up liquidations within windows of time.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "kernels/plan.hpp"
#include "models/estimate/windows.hpp"

namespace liq {

/// The most steps of a path in which something is liquidated: on a frozen book each of them removes
/// a level for good.
inline int most_liquidating_steps(Plan const& plan) {
    if (plan.cascade.enabled && plan.cascade.book == BookKind::living)
        return std::numeric_limits<int>::max();
    auto const levels = [](std::vector<FuelTicks> const& fuel) {
        return std::ranges::count_if(fuel, [](FuelTicks ticks) { return ticks > 0; });
    };
    return static_cast<int>(levels(plan.ladder.longs.fuel) + levels(plan.ladder.shorts.fuel));
}

/// Sets the windows and reserves the memory of a path for them. It is called when the clock, the
/// cascade and the ladder are known.
/// \param step_seconds  length of a step [s]
inline void prepare_windows(Plan& plan, std::int64_t step_seconds) {
    plan.windows = windows_of(step_seconds, plan.steps, most_liquidating_steps(plan));
    plan.memory.windows = plan.memory.reserve(bytes_of_windows(plan.windows.capacity));
}

}  // namespace liq
