/// \file
/// Who entered where within a window, and whose liquidation price has not been reached since.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "host/building/recipe.hpp"
#include "host/data/bars.hpp"
#include "models/core/units.hpp"

namespace liq::building {

/// The bars in which what is open can have been entered.
struct Window {
    data::Bars bars;
    std::vector<double> age_days;         ///< of the begin of each bar, at that of the last one
    std::vector<double> lowest, highest;  ///< from this bar on
};

/// \param price  at as_of; where it is stated and later than the bars, the way to it from the last
///     close counts as one bar more
/// \throws Error(Exit::bad_input) if the bars do not cover the window or have no turnover
Window window_of(PositionsInput const& how, data::Bars const& bars, std::int64_t as_of,
                 double price);

/// The turnover of each bar in each bin of prices, spread evenly over the bar's range.
struct Profile {
    std::size_t n_bars = 0, n_bins = 0;
    std::vector<double> entry_price;  ///< middle of each bin
    std::vector<double> usd;          ///< [bar][bin]

    [[nodiscard]] double at(std::size_t bar, std::size_t bin) const {
        return usd[bar * n_bins + bin];
    }
};

/// \throws Error(Exit::bad_input) if there would be too many bins
Profile profile_of(data::Bars const& bars, double bin);

/// The entries [bin] of a leverage that are still open, as shares of all its entries.
/// \param liquidation  price of each bin's entries
std::vector<double> still_open(Window const& window, Profile const& profile, Side side,
                               double leverage, double holding_days,
                               std::vector<double> const& liquidation);

}  // namespace liq::building
