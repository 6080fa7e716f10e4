/// \file
/// Limits that name what the result will have, and can be kept.
#pragma once

#include <string>
#include <vector>

#include "host/scenario/scenario.hpp"

namespace liq::scenario {

/// Every metric of a scenario: `event.outcome` in order, then `distribution.statistic`.
std::vector<std::string> metric_names(Scenario const& scenario);

/// Refuses unknown metrics with the nearest known one, two limits of one metric, limits without a
/// bound, warn above max, and bounds of a probability or a fraction that are none. Warns of upper
/// limits of the closing price, which do not guard against a fall.
void check_limits(Scenario& scenario);

}  // namespace liq::scenario
