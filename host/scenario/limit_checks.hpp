/// \file
/// Checks that limits name metrics of the result and can be kept.
#pragma once

#include <string>
#include <vector>

#include "host/scenario/scenario.hpp"

namespace liq::scenario {

/// Every metric of a scenario: `event.outcome` in order, then `distribution.statistic`.
std::vector<std::string> metric_names(Scenario const& scenario);

/// Refuses unknown metrics (the message suggests the most similar one), two limits of the same
/// metric, limits without a bound, warn above max, and bounds of a probability or a fraction that
/// are outside 0 to 1. Warns of upper limits of the closing price, which do not protect against a
/// fall.
void check_limits(Scenario& scenario);

}  // namespace liq::scenario
