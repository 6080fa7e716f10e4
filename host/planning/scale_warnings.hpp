/// \file
/// Numbers of a scenario that its market makes unlikely: thousands for units, USD for coins.
#pragma once

#include <string>
#include <vector>

#include "host/market/market.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::planning {

/// Warnings, each with the place of its key and, where one factor would put it right, the number
/// that may have been meant: levels, walls, entries and stops more than five times away from spot;
/// depth more than a hundred times thinner or thicker than that of any large market of such open
/// interest; positions of a few USD, or of more than the open interest of their side and venue.
/// \param spot  as simulated [USD]
std::vector<std::string> scale_warnings(scenario::Scenario const& scenario,
                                        market::Market const& market, double spot);

}  // namespace liq::planning
