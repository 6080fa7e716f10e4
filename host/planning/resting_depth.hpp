/// \file
/// Makes the depth and the walls of a plan out of a scenario's `[impact]` and `[[wall]]` and a
/// market's depth table (models/law.md 5).
#pragma once

#include <vector>

#include "host/market/market.hpp"
#include "host/scenario/scenario.hpp"
#include "kernels/plan.hpp"
#include "models/impact/exact_depth.hpp"

namespace liq::planning {

/// The resting depth: the power law of the scenario or, with `impact.depth = "market"`, the table
/// of the snapshot. A fraction d of the mid price in the table is the log distance -ln(1 - d) for
/// bids and ln(1 + d) for asks. The table begins with the point (0, 0). Beyond its last point the
/// depth follows the power law through its last two points (the line from (0, 0) if there is only
/// one).
/// \throws Error where the snapshot has no table, or a table of more than 64 points
ExactBook resting_depth(scenario::Scenario const& scenario, market::Market const& market);

/// The walls by ascending price.
/// \throws Error where there are more than 8
std::vector<Wall> plan_walls(scenario::Scenario const& scenario, double spot);

/// Sets `impact`, `withdrawal`, `depth` and `walls` of a plan. With a table, D1 is D(0.01).
/// \throws Error as `plan_walls`, and for a volatility elasticity with a constant variance
void plan_depth(scenario::Scenario const& scenario, ExactBook const& depth, double spot,
                Plan& plan);

}  // namespace liq::planning
