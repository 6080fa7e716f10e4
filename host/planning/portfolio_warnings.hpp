/// \file
/// Positions of the desk that cannot be open any more when the run begins.
#pragma once

#include <string>
#include <vector>

#include "host/market/market.hpp"
#include "host/planning/make_plan.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::planning {

/// Whether spot has reached the liquidation price of a leg by t = 0. Such a leg has no price that
/// closes it and none that changes its value: its margin is lost on every path.
inline bool is_liquidated_at_start(PortfolioLeg const& leg) {
    return leg.per_price == 0;
}

/// What the profits of a position are counted relative to [USD]: its notional, or what its coins
/// are worth at spot where that is more than 16 times as much. Bins of profits end at 16 times this
/// scale, and most of such a loss since t = 0 is of what had been gained before.
inline double profit_scale(scenario::PositionParameters const& position, double spot) {
    double const value = position.notional * (spot / position.entry);
    return value > 16 * position.notional ? value : position.notional;
}

/// A warning for each leg that is liquidated at the start: because spot has moved beyond its
/// liquidation price, or because the tier of its venue allows no such leverage.
std::vector<std::string> portfolio_warnings(scenario::Scenario const& scenario,
                                            market::Market const& market, PlannedRun const& run);

}  // namespace liq::planning
