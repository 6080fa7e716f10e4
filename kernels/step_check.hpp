/// \file
/// The first paths of a run once more at half the step, compared path by path.
#pragma once

#include <cstdint>

#include "kernels/backend.hpp"
#include "kernels/plan.hpp"
#include "kernels/totals.hpp"

namespace liq {

struct StepCheck {
    Plan half;                ///< the same question at half the step (halved_plan.hpp)
    std::uint64_t paths = 0;  ///< so many paths of the run are compared, from the first on
};

/// Simulates a range of paths as `Backend::simulate` does and, of those to be checked, the paths at
/// half the step too. What happens on each of them with and without the cascade at both steps is
/// added to the counters `TotalsLayout::checked` of the run.
/// \param plan   leaves both words of each path (`Plan::records_both`)
/// \param check  its half has the same outcomes, conditions and replicates
void simulate_checked(Backend& backend, Plan const& plan, StepCheck const& check, PathRange range,
                      Totals& totals, OutcomeBits* outcomes);

}  // namespace liq
