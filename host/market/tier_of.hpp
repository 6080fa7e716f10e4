/// \file
/// The tier of a position when it is opened.
#pragma once

#include <cstddef>

#include "host/market/market.hpp"
#include "models/margin/liquidation_price.hpp"
#include "models/margin/position_terms.hpp"

namespace liq::market {

/// What the tiers of a venue compare with their caps: the value of the position at its entry, or
/// its size.
inline double measured_at_entry(Venue const& venue, PositionTerms const& position) {
    return venue.measure == TierMeasure::size ? size_of(position)
                                              : value_at(position, position.entry);
}

/// The index of the tier of a position at its entry.
inline std::size_t tier_at_entry(Venue const& venue, PositionTerms const& position) {
    double const measured = measured_at_entry(venue, position);
    std::size_t tier = 0;
    while (tier + 1 < venue.tiers.size() && measured > venue.tiers[tier].cap) ++tier;
    return tier;
}

/// The maintenance margin of a position at its entry: linear USD, inverse coin. Amounts count what
/// caps count, so that those of sizes are of the share of the size.
inline double margin_at_entry(Venue const& venue, PositionTerms const& position) {
    auto const& tier = venue.tiers[tier_at_entry(venue, position)];
    double const value = value_at(position, position.entry);
    if (venue.measure == TierMeasure::value) return tier.rate * value - tier.amount;
    return (tier.rate - tier.amount / size_of(position)) * value;
}

}  // namespace liq::market
