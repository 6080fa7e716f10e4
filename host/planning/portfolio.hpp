/// \file
/// Makes the legs of a plan out of the desk's own positions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/market/market.hpp"
#include "host/scenario/scenario.hpp"
#include "kernels/plan.hpp"

namespace liq::planning {

/// What is true of a leg at t = 0 on every path.
enum class AtStart {
    open,
    liquidated,  ///< spot is beyond its liquidation price: its margin is lost
    stopped      ///< spot is at or beyond its stop: it is closed at spot
};

/// A position without or with its what-if.
struct PlannedLeg {
    std::size_t position = 0;  ///< index in Scenario::positions; of a group: of its first member
    std::string name;          ///< of the position, or "group 3", which no position can be called
    std::uint64_t members = 1;
    double liquidation_spread = 0;  ///< most distance of a member's liquidation price [log price]
    bool what_if = false;
    double entry = 0;                         ///< USD
    double scale = 0;                         ///< profit_scale of its members together [USD]
    double notional = 0;                      ///< at entry, after the change [USD]
    double margin = 0;                        ///< isolated margin [USD; inverse: value at spot]
    double profit_now = 0;                    ///< unrealised, at spot [USD]
    std::optional<double> liquidation_price;  ///< USD; absent: it is never liquidated
    std::optional<double> stop;               ///< USD
    AtStart at_start = AtStart::open;
};

struct PlannedPortfolio {
    std::vector<PlannedLeg> legs;  ///< in the order of Plan::legs
    std::vector<PlannedLeg> each;  ///< the same before positions were joined into groups
    double gross = 0;              ///< notional of all positions without their what-ifs [USD]
    bool any_what_if = false;
};

/// The most positions that are followed, each alone or as a group.
inline constexpr std::size_t most_followed = max_positions;

/// Adds the legs to `plan`, with their liquidation prices (models/law.md 3): each position, and
/// behind it the position with its what-if. The rest of the plan's layout must be set. The
/// positions are taken to be part of the snapshot's open interest, so that their closing moves the
/// price only through it. A position that is beyond its liquidation price at spot loses its margin
/// at the start; one that is beyond its stop at spot is closed there with the profit that it has. A
/// stop that is not reached before the liquidation price has no effect (portfolio_warnings.hpp).
///
/// Of more than `most_followed` positions, those with a what-if and those that a limit names are
/// followed alone, and the others are joined until so many are left (position_groups.hpp).
///
/// \throws Error for a venue that the market does not have, a position whose value cannot be
/// counted,
///     and one whose leverage is over what the venue allows for its size, where the market says it;
///     and for more positions than can be followed that may not be joined
PlannedPortfolio plan_portfolio(scenario::Scenario const& scenario, market::Market const& market,
                                double spot, Plan& plan);

}  // namespace liq::planning
