/// \file
/// From a snapshot's history to the returns that the bootstrap draws (models/law.md 2).
#pragma once

#include <vector>

#include "host/market/market.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::planning {

/// The log returns between the closes of consecutive candles, in order, as a path draws them:
/// spread around their mean so that they have the scenario's volatility if it states one, then
/// shifted so that E[exp r] = exp(mu dt) over them. Empty for other price models.
/// \throws Error when there is no history, its interval is not the step, it has gaps or is shorter
/// than two blocks
std::vector<float> history_returns(scenario::Scenario const& scenario,
                                   market::Market const& market);

}  // namespace liq::planning
