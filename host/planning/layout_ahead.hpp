/// \file
/// The size of the counters of a run before it is planned.
#pragma once

#include "host/scenario/scenario.hpp"
#include "models/estimate/totals_layout.hpp"

namespace liq::planning {

/// The layout that `plan_run` will give the scenario; the market is not needed. The only
/// difference: `sweeps_hold_fuel` is always true, as for a full cascade, which gives the larger
/// layout.
TotalsLayout layout_ahead(scenario::Scenario const& scenario);

}  // namespace liq::planning
