/// \file
/// Where a position is liquidated under the tiers of a venue (models/law.md 3). Double precision,
/// on the host.
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>

#include "models/margin/maintenance_tiers.hpp"
#include "models/margin/position_terms.hpp"

namespace liq {

/// What tiers that count sizes compare with their caps: linear coin, inverse USD.
inline double size_of(PositionTerms const& position) {
    return position.contract == Contract::linear ? position.notional / position.entry
                                                 : position.notional;
}
/// What tiers that count values compare with their caps, at a price: linear USD, inverse coin.
inline double value_at(PositionTerms const& position, double price) {
    return position.contract == Contract::linear ? position.notional / position.entry * price
                                                 : position.notional / price;
}

namespace detail {

inline double cap_of(TierTable const& table, std::size_t i) {
    return i + 1 < table.count ? table.tiers[i].cap : std::numeric_limits<double>::infinity();
}

inline std::optional<double> if_positive(double price) {
    if (!std::isfinite(price) || price <= 0) return std::nullopt;
    return price;
}

/// The margin is continuous in the value, so one tier is consistent with the value at its price. If
/// rounding leaves none, the tier whose bounds the value misses by least is taken.
inline std::optional<double> by_marginal_value(PositionTerms const& position,
                                               TierTable const& table) {
    std::optional<double> nearest;
    double least_miss = 1e-6;  // relative; a larger miss is no rounding error but no solution
    double floor = 0;
    for (std::size_t i = 0; i < table.count; ++i) {
        double const cap = cap_of(table, i);
        auto const& tier = table.tiers[i];
        double const price = price_where_margin_is_met(position, tier.rate, tier.amount);
        if (std::isfinite(price) && price > 0) {
            double const value = value_at(position, price);
            if (value >= floor && value <= cap) return price;
            double const miss = value < floor ? floor / value - 1 : value / cap - 1;
            if (miss < least_miss) {
                least_miss = miss;
                nearest = price;
            }
        }
        floor = cap;
    }
    return nearest;
}

/// The size decides the tier. Margin P (r q - a) (linear) is that of the rate r - a/q.
inline std::optional<double> by_size(PositionTerms const& position, TierTable const& table) {
    double const size = size_of(position);
    std::size_t i = 0;
    while (i + 1 < table.count && size > table.tiers[i].cap) ++i;
    double const rate = table.tiers[i].rate - table.tiers[i].amount / size;
    return if_positive(price_where_margin_is_met(position, rate, 0));
}

/// Price at which the value is this.
inline double price_of_value(PositionTerms const& position, double value) {
    return position.contract == Contract::linear ? value * position.entry / position.notional
                                                 : position.notional / value;
}

/// The margin jumps where the value passes a cap. On the way from the entry to worse prices, the
/// position is liquidated at the first price at which its equity is no more than the margin: where
/// they meet within a tier, or, where the value grows on the way, at a cap.
inline std::optional<double> by_flat_value(PositionTerms const& position, TierTable const& table) {
    bool const falling = position.side == Side::long_side;
    bool const grows = falling == (position.contract == Contract::inverse);
    std::size_t at = 0;
    double const value = value_at(position, position.entry);
    while (at + 1 < table.count && value > table.tiers[at].cap) ++at;
    for (;;) {
        double const met = price_where_margin_is_met(position, table.tiers[at].rate, 0);
        // The end of this tier on the way.
        double const bound = grows ? cap_of(table, at) : (at == 0 ? 0.0 : table.tiers[at - 1].cap);
        bool const is_last = grows ? at + 1 == table.count : at == 0;
        double const end = is_last ? (falling ? 0.0 : std::numeric_limits<double>::infinity())
                                   : price_of_value(position, bound);
        bool const is_met = std::isfinite(met) && met > 0;
        if (is_met && (falling ? met >= end : met <= end)) return met;
        if (is_last) return std::nullopt;
        at = grows ? at + 1 : at - 1;
        double const next = price_where_margin_is_met(position, table.tiers[at].rate, 0);
        // In the next tier the margin is higher than the equity already.
        if (grows && std::isfinite(next) && next > 0 && (falling ? next >= end : next <= end))
            return end;
    }
}

}  // namespace detail

/// Liquidation price under a venue's maintenance tiers. Tiers by value look at the value at the
/// liquidation price (linear q P in USD, inverse N/P in coin); the last tier has no upper end. No
/// result for a position that is never liquidated.
///
/// Tested against the venue's figures of models/law.md 9.5.
inline std::optional<double> liquidation_price(PositionTerms const& position,
                                               TierTable const& table) {
    if (table.measure == TierMeasure::size) return detail::by_size(position, table);
    if (table.shape == TierShape::flat) return detail::by_flat_value(position, table);
    return detail::by_marginal_value(position, table);
}

}  // namespace liq
