/// \file
/// A position as the margin rules see it, and where it is bankrupt (models/law.md 3). Double
/// precision, on the host.
#pragma once

#include <cmath>
#include <optional>

#include "models/core/units.hpp"
#include "models/margin/contract.hpp"

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

}  // namespace liq
