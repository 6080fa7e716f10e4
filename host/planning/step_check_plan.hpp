/// \file
/// Plans the step check of a run: the same question at half the step.
#pragma once

#include "host/planning/make_plan.hpp"

namespace liq::planning {

/// Gives a run its step check, if the scenario asks for one. The run is planned in all else. Where
/// the step cannot be halved a warning says why there is none.
/// \throws Error(Exit::bad_input) if the scenario cannot be planned at half the step
void add_step_check(scenario::Scenario const& scenario, market::Market const& market,
                    BookCache* cache, PlannedRun& run);

}  // namespace liq::planning
