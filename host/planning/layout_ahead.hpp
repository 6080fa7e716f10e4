/// \file
/// What is known of a run before it is planned: the size of its counters, and its cascade.
#pragma once

#include "host/scenario/scenario.hpp"
#include "models/estimate/totals_layout.hpp"

namespace liq::planning {

/// The layout that `plan_run` will give the scenario; the market is not needed. The only
/// difference: `sweeps_hold_fuel` is always true, as for a full cascade, which gives the larger
/// layout.
TotalsLayout layout_ahead(scenario::Scenario const& scenario);

/// The cascade of a plan. Without price impact a living book still lives: no order of it reaches
/// the order book.
CascadeParameters planned_cascade(scenario::Scenario const& scenario);

/// Paths whose course is kept.
int sampled_paths(scenario::Scenario const& scenario);

}  // namespace liq::planning
