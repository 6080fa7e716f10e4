/// \file
/// From the events of a scenario to the tables that estimators watch.
#pragma once

#include "host/market/market.hpp"
#include "host/planning/make_plan.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::planning {

/// Fills in the outcomes of a run and all that its plan observes, with the memory that a path needs
/// for it. `run.spot` and the clock of its plan must be known.
/// \throws Error for averages of daily closes that the market's history does not reach back for
void add_event_tables(scenario::Scenario const& scenario, market::Market const& market,
                      PlannedRun& run);

}  // namespace liq::planning
