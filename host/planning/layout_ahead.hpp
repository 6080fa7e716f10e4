/// \file
/// How large the counters of a run will be, before it is planned.
#pragma once

#include "host/scenario/scenario.hpp"
#include "models/estimate/totals_layout.hpp"

namespace liq::planning {

/// The layout that `plan_run` gives the scenario, without its market. Only `sweeps_hold_fuel` is
/// taken as if every cascade were a full one, which is the larger layout.
TotalsLayout layout_ahead(scenario::Scenario const& scenario);

}  // namespace liq::planning
