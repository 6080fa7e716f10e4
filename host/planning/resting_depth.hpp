/// \file
/// From a scenario's `[impact]` and `[[wall]]` and a market's depth table to what a plan holds
/// (models/law.md 5).
#pragma once

#include <vector>

#include "host/market/market.hpp"
#include "host/scenario/scenario.hpp"
#include "kernels/plan.hpp"
#include "models/impact/exact_depth.hpp"

namespace liq::planning {

/// The power law of a scenario, or with `impact.depth = "market"` the snapshot's table: its
/// fractions d of the mid are log distances -ln(1 - d) of the bids and ln(1 + d) of the asks, the
/// point (0, 0) is implied, and beyond the last point goes the power law through the last two (the
/// line from (0, 0) where there is only one).
/// \throws Error when the snapshot has no table, or one of more than 64 points
ExactBook resting_depth(scenario::Scenario const& scenario, market::Market const& market);

/// Walls by ascending price.
/// \throws Error when there are more than 8
std::vector<Wall> plan_walls(scenario::Scenario const& scenario, double spot);

/// Fills in `impact`, `withdrawal`, `depth` and `walls` of a plan; with a table, D1 is D(0.01).
/// \throws Error as above, and for an elasticity to a variance that is constant
void plan_depth(scenario::Scenario const& scenario, ExactBook const& depth, double spot,
                Plan& plan);

}  // namespace liq::planning
