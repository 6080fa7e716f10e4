/// \file
/// Makes the tables of the estimators out of the events of a scenario.
#pragma once

#include "host/market/market.hpp"
#include "host/planning/make_plan.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::planning {

/// Sets the outcomes of a run, the tables of its plan that observe them, and the memory that a path
/// needs for them. `run.spot`, the horizon and the step of the plan must be set.
/// \throws Error where an average of daily closes needs more history than the market has
void add_event_tables(scenario::Scenario const& scenario, market::Market const& market,
                      PlannedRun& run);

}  // namespace liq::planning
