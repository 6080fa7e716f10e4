/// \file
/// Simulates paths of a planned run on a device.
#pragma once

#include "host/planning/make_plan.hpp"
#include "kernels/backend.hpp"
#include "kernels/step_check.hpp"

namespace liq::running {

/// As `Backend::simulate`, with the step check of the run if it has one.
inline void simulate(Backend& device, planning::PlannedRun const& run, PathRange range,
                     Totals& totals, OutcomeBits* outcomes) {
    if (run.step_check)
        simulate_checked(device, run.plan, *run.step_check, range, totals, outcomes);
    else
        device.simulate(run.plan, range, totals, outcomes);
}

}  // namespace liq::running
