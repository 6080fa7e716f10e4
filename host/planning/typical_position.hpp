/// \file
/// Makes a position of the size that is typical for its side, venue and leverage.
#pragma once

#include <cstddef>

#include "host/market/market.hpp"
#include "models/margin/liquidation_price.hpp"

namespace liq::planning {

/// The notional is in USD. It comes from the snapshot; without it there, it is so small that the
/// position is in the first tier.
inline PositionTerms typical_position(market::Market const& market, Side side, std::size_t venue,
                                      std::size_t lever, double entry) {
    market::Venue const& at = market.venues[venue];
    auto const stated = market.position_notional_at(side, venue, lever);
    double const small = at.tiers.front().cap * 1e-6;
    double const smallest = at.caps_in_usd() ? small : small * entry;
    double const worth = at.contract == Contract::linear ? 1.0 : entry;
    double const usd = stated && *stated > 0 ? *stated * worth : smallest;
    return {side, at.contract, entry, market.leverage[lever], usd};
}

}  // namespace liq::planning
