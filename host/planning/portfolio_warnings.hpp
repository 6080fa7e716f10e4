/// \file
/// Warns of positions of the desk that are liquidated or stopped at the start, whose stop has no
/// effect, or that have more leverage than their venue allows.
#pragma once

#include <string>
#include <vector>

#include "host/market/market.hpp"
#include "host/planning/make_plan.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::planning {

/// Whether a leg is beyond its liquidation price or its stop at t = 0 (PlannedLeg::at_start). No
/// later price closes it or changes its value.
inline bool is_closed_at_start(PortfolioLeg const& leg) {
    return leg.per_price == 0;
}

/// The scale for the bins of a position's profits, which end at 16 times this scale [USD]. It is
/// the notional, or the value of the coins at spot if that is more than 16 times the notional: such
/// a position can lose more than 16 notionals since t = 0, because it loses its earlier profit.
inline double profit_scale(scenario::PositionParameters const& position, double spot) {
    double const value = position.notional * (spot / position.entry);
    return value > 16 * position.notional ? value : position.notional;
}

/// A warning for each leg that is liquidated at the start, for each leg whose leverage at entry is
/// above the largest of its tier (whose margin does not cover the maintenance margin at entry),
/// even if its profit at spot keeps it open, and for each stop that is reached at once or only
/// beyond the liquidation price.
std::vector<std::string> portfolio_warnings(scenario::Scenario const& scenario,
                                            market::Market const& market, PlannedRun const& run);

}  // namespace liq::planning
