/// \file
/// Positions that are known by the price at which they are liquidated, as accounts give them.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "models/core/units.hpp"

namespace liq::market {

/// The group /positions/liquidation of a snapshot. Such positions have neither an entry price nor a
/// leverage: the account that holds them decides where they are liquidated.
struct KnownFuel {
    std::vector<double> price;  ///< USD, ascending
    /// [side][venue][price], USD at the liquidation price; sides in the order of `Side`.
    std::vector<double> notional;
    /// The same shape, USD: below the price for longs, above it for shorts.
    std::vector<double> bankruptcy_price;
    /// [side][venue], USD at spot, of positions without a liquidation price; empty: none.
    std::vector<double> not_liquidatable;
    /// Share of the venues' open interest that the accounts hold; absent: not known.
    std::optional<double> coverage;

    /// Position in `notional` of the first price of a side and venue.
    [[nodiscard]] std::size_t first_of(Side side, std::size_t venue, std::size_t n_venues) const {
        return (static_cast<std::size_t>(side) * n_venues + venue) * price.size();
    }
    [[nodiscard]] double not_liquidatable_at(Side side, std::size_t venue,
                                             std::size_t n_venues) const {
        if (not_liquidatable.empty()) return 0;
        return not_liquidatable[static_cast<std::size_t>(side) * n_venues + venue];
    }
    /// What a side holds at a venue [USD at the liquidation prices, and at spot without one].
    [[nodiscard]] double total_of(Side side, std::size_t venue, std::size_t n_venues) const {
        double sum = not_liquidatable_at(side, venue, n_venues);
        std::size_t const first = first_of(side, venue, n_venues);
        for (std::size_t p = 0; p < price.size(); ++p) sum += notional[first + p];
        return sum;
    }
};

}  // namespace liq::market
