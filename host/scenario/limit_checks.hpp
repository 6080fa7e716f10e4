/// \file
/// Checks that limits name metrics of the result and can be kept.
#pragma once

#include <string>
#include <vector>

#include "host/scenario/scenario.hpp"

namespace liq::scenario {

/// Every outcome and statistic of a scenario that a limit may name: `event.outcome` in order, then
/// `distribution.statistic`. Numbers of the portfolio are not among them (portfolio_metrics.hpp).
std::vector<std::string> metric_names(Scenario const& scenario);

/// Refuses unknown metrics (the message suggests the most similar one), two limits of the same
/// metric, limits without a bound, a lower bound above a higher one, and bounds of a probability or
/// a fraction that are outside 0 to 1. Warns of upper limits where low values are the worst ones,
/// of prices and profits: they do not protect against a fall.
void check_limits(Scenario& scenario);

}  // namespace liq::scenario
