/// \file
/// Makes the returns that the bootstrap draws out of a snapshot's history (models/law.md 2).
#pragma once

#include <vector>

#include "host/market/market.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::planning {

/// The log returns between the closes of consecutive candles, in order, as a path draws them. If
/// the scenario gives a volatility, their distances from their mean are scaled to it. Then they are
/// shifted so that the mean of exp(r) is exp(mu dt). Empty for other price models.
/// \throws Error where there is no history, its interval is not the step, it has gaps or is shorter
///     than two blocks of the bootstrap (`price.block`)
std::vector<float> history_returns(scenario::Scenario const& scenario,
                                   market::Market const& market);

}  // namespace liq::planning
