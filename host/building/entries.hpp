/// \file
/// Who entered where within a window, and whose liquidation price has not been reached since.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "host/building/recipe.hpp"
#include "host/data/bars.hpp"
#include "host/data/series.hpp"
#include "models/core/units.hpp"

namespace liq::building {

/// The intervals in which what is open can have been entered: candles, or those of a volume
/// profile.
struct Window {
    std::int64_t begin = 0;               ///< of the first one, Unix seconds
    std::vector<double> age_days;         ///< of the begin of each, at that of the last one
    std::vector<double> lowest, highest;  ///< prices from this interval on
};

/// The turnover of each interval in each bin of prices.
struct Profile {
    std::size_t n_intervals = 0, n_bins = 0;
    std::vector<double> entry_price;  ///< middle of each bin
    std::vector<double> usd;          ///< [interval][bin]

    [[nodiscard]] double at(std::size_t interval, std::size_t bin) const {
        return usd[interval * n_bins + bin];
    }
};

struct Entries {
    Window window;
    Profile profile;
    std::vector<std::string> files;  ///< of a volume profile
    std::vector<std::string> notes, warnings;
};

/// Entries as the recipe says: of candles, or of its volume profile, which is read here.
/// \param all   all candles
/// \param bars  those that have ended by `as_of`
Entries entries_of(Recipe const& recipe, data::Bars const& all, data::Bars const& bars,
                   std::int64_t as_of, double price);

/// Entries like the turnover of candles, each candle's spread evenly over its range.
/// \param price  at as_of; where it is stated and later than the bars, the way to it from the last
///     close counts as one bar more
/// \throws Error(Exit::bad_input) if the bars do not cover the window or have no turnover, or if
///     there would be too many bins
Entries entries_of_candles(PositionsInput const& how, data::Bars const& bars, std::int64_t as_of,
                           double price);

/// Entries like the turnover of a volume profile.
/// \param bars  candles, which the prices of the profile have to fit where they are of its time
/// \throws Error(Exit::bad_input) with the row: intervals with two ranges, prices more than 1 %
///     outside of the range traded; and if the profile has nothing within the window
Entries entries_of_volume_profile(PositionsInput const& how, data::VolumeProfile const& traded,
                                  data::Bars const& bars, std::int64_t as_of, double price);

/// Bins of a width from a lowest to a highest price, without any turnover.
/// \throws Error(Exit::bad_input) if there would be too many
Profile empty_profile(std::size_t n_intervals, double lowest, double highest, double bin);

/// The width of bins of entry prices that a recipe states, else the usual one.
double bin_of(PositionsInput const& how, double price);

/// Makes `lowest` and `highest`, of single intervals, those from each interval on.
void from_here_on(Window& window);

/// The entries [bin] of a leverage that are still open, as shares of all its entries.
/// \param liquidation  price of each bin's entries
std::vector<double> still_open(Entries const& entries, Side side, double leverage,
                               double holding_days, std::vector<double> const& liquidation);

}  // namespace liq::building
