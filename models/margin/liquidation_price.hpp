/// \file
/// Where a position is liquidated, and where it is bankrupt (models/law.md 3). Double precision, on
/// the host.
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>

#include "models/core/units.hpp"
#include "models/margin/contract.hpp"
#include "models/margin/maintenance_tiers.hpp"

namespace liq {

/// An isolated position, as the margin rules see it.
struct PositionTerms {
    Side side = Side::long_side;
    Contract contract = Contract::linear;
    double entry = 0;     ///< e [USD]
    double leverage = 1;  ///< L
    /// Size: linear the USD value at entry, inverse the USD face value.
    double notional = 0;  ///< N [USD]

    [[nodiscard]] double sign() const { return side == Side::long_side ? 1.0 : -1.0; }
};

/// Price at which equity equals rate * value - amount, whichever tier applies.
///
/// Linear:  P = (w + a - s q e) / (q (r - s)), w = N/L, q = N/e.
/// Inverse: P = N (r + s) / (w + a + s N/e), w = N/(L e) in coin.
/// Not positive, or not finite, where no price satisfies the equation.
inline double price_where_margin_is_met(PositionTerms const& position, double rate, double amount) {
    double const s = position.sign();
    double const e = position.entry;
    double const n = position.notional;
    if (position.contract == Contract::linear) {
        double const q = n / e;
        return (n / position.leverage + amount - s * n) / (q * (rate - s));
    }
    return n * (rate + s) / (n / (position.leverage * e) + amount + s * n / e);
}

/// Price at which the margin is used up: the equation above with r = a = 0. No value if there is no
/// such price (linear longs and inverse shorts with leverage of at most 1).
inline std::optional<double> bankruptcy_price(PositionTerms const& position) {
    double const price = price_where_margin_is_met(position, 0, 0);
    if (!std::isfinite(price) || price <= 0) return std::nullopt;
    return price;
}

/// Liquidation price under a venue's maintenance tiers, ascending by cap; the tier is that of the
/// position valued at the liquidation price (linear q P in USD, inverse N/P in coin). The last tier
/// has no upper end. No value for a position that is never liquidated.
///
/// The margin is continuous in the value, so one tier is consistent. If rounding leaves none, the
/// tier whose bounds the value misses by least is taken. Tested against the venue's figures of
/// models/law.md 9.5.
inline std::optional<double> liquidation_price(PositionTerms const& position,
                                               MaintenanceTier const* tiers, std::size_t n_tiers) {
    std::optional<double> nearest;
    double least_miss = 1e-6;  // relative; a larger miss is no rounding error but no solution
    double floor = 0;
    for (std::size_t i = 0; i < n_tiers; ++i) {
        double const cap = i + 1 < n_tiers ? tiers[i].cap : std::numeric_limits<double>::infinity();
        double const price = price_where_margin_is_met(position, tiers[i].rate, tiers[i].amount);
        if (std::isfinite(price) && price > 0) {
            double const value = position.contract == Contract::linear
                                     ? position.notional / position.entry * price
                                     : position.notional / price;
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

}  // namespace liq
