/// \file
/// Warns of numbers of a scenario that are unlikely in its market, for example because they are in
/// thousands or in coins instead of USD.
#pragma once

#include <string>
#include <vector>

#include "host/market/market.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::planning {

/// Warnings, each with the place of its key. If a power of ten would correct the number, the
/// warning suggests the result. The warnings are for: levels, walls, entries and stops more than
/// five times away from spot; depth more than a hundred times smaller or larger than in large
/// markets of the same open interest; positions of less than 1,000 USD, or of more than the open
/// interest of their side and venue.
/// \param spot  spot price of the simulation [USD]
std::vector<std::string> scale_warnings(scenario::Scenario const& scenario,
                                        market::Market const& market, double spot);

}  // namespace liq::planning
