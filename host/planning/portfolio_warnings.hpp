/// \file
/// Warns of positions of the desk that are liquidated at the start, or that have more leverage than
/// their venue allows.
#pragma once

#include <string>
#include <vector>

#include "host/market/market.hpp"
#include "host/planning/make_plan.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::planning {

/// Whether a leg is beyond its liquidation price at t = 0. The margin of such a leg is lost on
/// every path; no later price closes it or changes its value.
inline bool is_liquidated_at_start(PortfolioLeg const& leg) {
    return leg.per_price == 0;
}

/// The scale for the bins of a position's profits, which end at 16 times this scale [USD]. It is
/// the notional, or the value of the coins at spot if that is more than 16 times the notional: such
/// a position can lose more than 16 notionals since t = 0, because it loses its earlier profit.
inline double profit_scale(scenario::PositionParameters const& position, double spot) {
    double const value = position.notional * (spot / position.entry);
    return value > 16 * position.notional ? value : position.notional;
}

/// A warning for each leg that is liquidated at the start, and for each leg whose leverage at entry
/// is above the largest of its tier (whose margin does not cover the maintenance margin at entry),
/// even if its profit at spot keeps it open.
std::vector<std::string> portfolio_warnings(scenario::Scenario const& scenario,
                                            market::Market const& market, PlannedRun const& run);

}  // namespace liq::planning
