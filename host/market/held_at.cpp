#include "host/market/held_at.hpp"

#include <algorithm>
#include <cstddef>

namespace liq::market {
namespace {

/// The open interest of a side at a venue and what is left of each leverage of it.
struct Left {
    double all = 0;               ///< coin; inverse: USD
    std::vector<double> amount;   ///< [leverage], in the same unit
    std::vector<double> dollars;  ///< [leverage], at entry
};

Left left_of(Market const& market, Side side, std::size_t venue) {
    bool const is_linear = market.venues[venue].contract == Contract::linear;
    std::vector<double> const none(market.leverage.size(), 0.0);
    Left left{0, none, none};
    for (std::size_t e = 0; e < market.entry_price.size(); ++e)
        for (std::size_t l = 0; l < none.size(); ++l) {
            double const usd = market.open_interest_at(side, venue, e, l);
            double const amount = is_linear ? usd / market.entry_price[e] : usd;
            left.all += amount;
            left.amount[l] += amount;
            left.dollars[l] += usd;
        }
    return left;
}

}  // namespace

std::vector<double> targets_of(Market const& market, std::vector<double> const& share) {
    std::size_t const n_levers = market.leverage.size(), n_classes = market.n_classes();
    std::vector<double> held(n_sides * n_classes, 0.0), dollars(n_sides * n_classes, 0.0);
    for (Side const side : {Side::long_side, Side::short_side}) {
        auto const s = static_cast<std::size_t>(side);
        for (std::size_t v = 0; v < market.venues.size(); ++v) {
            Left const left = left_of(market, side, v);
            for (std::size_t l = 0; l < n_levers; ++l) {
                if (!(left.amount[l] > 0)) continue;
                std::size_t const at = s * n_classes + market.class_of(l);
                held[at] += left.dollars[l] * share[s * n_levers + l] * left.all / left.amount[l];
                dollars[at] += left.dollars[l];
            }
        }
    }
    for (std::size_t at = 0; at < held.size(); ++at)
        held[at] = held[at] > 0 ? std::min(held[at] / dollars[at], highest_target) : 1.0;
    return held;
}

}  // namespace liq::market
