/// \file
/// The desk's own positions as legs of a plan.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "host/market/market.hpp"
#include "host/scenario/scenario.hpp"
#include "kernels/plan.hpp"

namespace liq::planning {

/// A position as it is, or with its what-if.
struct PlannedLeg {
    std::size_t position = 0;  ///< index in Scenario::positions
    bool what_if = false;
    double notional = 0;                      ///< at entry, what is left of it [USD]
    double margin = 0;                        ///< isolated [USD; inverse: worth at spot]
    double profit_now = 0;                    ///< unrealised, at spot [USD]
    std::optional<double> liquidation_price;  ///< USD; none: it is never liquidated
    std::optional<double> stop;               ///< USD
};

struct PlannedPortfolio {
    std::vector<PlannedLeg> legs;  ///< in the order of Plan::legs
    double gross = 0;              ///< notional of all positions as they are [USD]
    bool any_what_if = false;
};

/// Makes the legs of `plan`, with their liquidation prices (models/law.md 3): a position as it is,
/// its what-if behind it. Call it when the rest of the plan's layout is known. The positions are
/// taken to be in the snapshot's open interest: closing one moves no price beyond that.
///
/// \throws Error for a venue that the market does not have, a position beyond its liquidation price
/// at spot, a stop on the wrong side of spot or behind the liquidation price
PlannedPortfolio plan_portfolio(scenario::Scenario const& scenario, market::Market const& market,
                                double spot, Plan& plan);

}  // namespace liq::planning
