#include "host/building/account_prices.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "models/margin/liquidation_price.hpp"

namespace liq::building {

using data::AccountPosition;

PositionTerms AccountPrices::terms_of(AccountPosition const& row, double margin) const {
    return {row.side, contract_, row.mark(), row.notional / margin, row.notional};
}

/// Maintenance margin over value, at a price.
double AccountPrices::maintenance_rate(AccountPosition const& row, double price) const {
    PositionTerms const terms = terms_of(row, row.notional);
    double const measured =
        margin_.measure == TierMeasure::value ? value_at(terms, price) : size_of(terms);
    std::size_t i = 0;
    while (i + 1 < margin_.tiers.size() && measured > margin_.tiers[i].cap) ++i;
    return margin_.tiers[i].rate - margin_.tiers[i].amount / measured;
}

/// What the position can lose before it is bankrupt, but for what others of its account need [USD];
/// nothing where that is not known.
std::optional<double> AccountPrices::margin_of(AccountPosition const& row) const {
    double margin = row.margin;
    if (!row.isolated) {
        double const own = maintenance_rate(row, row.mark()) * row.notional;
        double const others = row.alone ? 0.0 : row.account_maintenance - own;
        // Rounded sums of the venue may be a little less than its parts.
        margin = row.account_value - (others < 0 ? 0.0 : others);
    }
    if (std::isnan(margin)) return std::nullopt;
    return margin;
}

std::optional<double> AccountPrices::liquidation(AccountPosition const& row) const {
    auto const margin = margin_of(row);
    if (!margin) return std::nullopt;
    if (*margin <= 0) return row.mark();
    return liquidation_price(terms_of(row, *margin), {margin_.tiers.data(), margin_.tiers.size(),
                                                      margin_.shape, margin_.measure});
}

double AccountPrices::gap(AccountPosition const& row, double price) const {
    bool const is_long = row.side == Side::long_side;
    double const rate = std::clamp(maintenance_rate(row, price), 0.0, 0.999);
    double const by_rate = is_long ? -std::log1p(-rate) : std::log1p(rate);
    if (!row.isolated || !(row.margin > 0)) return by_rate;
    auto const bankrupt = bankruptcy_price(terms_of(row, row.margin));
    if (!bankrupt) return by_rate;
    double const gap = is_long ? std::log(price / *bankrupt) : std::log(*bankrupt / price);
    return gap > 0 ? gap : by_rate;
}

}  // namespace liq::building
