/// \file
/// What counts of open interest count: dollars, coins or contracts, which prices tell apart.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "host/building/recipe.hpp"
#include "host/data/bars.hpp"
#include "host/data/series.hpp"

namespace liq::building {

/// As recipes write it.
std::string unit_word(data::Unit unit);

/// The range of prices around a time.
struct Prices {
    double low, high, close;
};
/// Nothing where no candle covers the time [Unix seconds].
std::optional<Prices> prices_at(data::Bars const& bars, std::int64_t time);

/// USD that an amount of one is worth.
double worth(data::Unit unit, VenueInput const& venue, double price);

/// Whether a quotient is a price within a range, but for what two venues differ by.
bool fits(double quotient, double low, double high);

/// The unit of the amounts: of the format, of the recipe, or the one that fits the prices.
/// \throws Error(Exit::bad_input) where the two differ, or where nothing tells it
data::Unit unit_of(data::OpenInterests const& series, VenueInput const& venue,
                   data::Bars const& bars);

/// For a row that does not fit the prices: the reading that would, as the end of a message.
std::string reading_that_fits(data::OpenInterest const& row, VenueInput const& venue,
                              Prices const& prices);

}  // namespace liq::building
