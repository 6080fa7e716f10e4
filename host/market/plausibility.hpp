/// \file
/// Warns of values in a snapshot that are possible, but so unlikely that a unit, a side or a time
/// is probably wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/market/market.hpp"

namespace liq::market {

/// Warnings, each with the name of the file and of the dataset: a quote currency that is not a US
/// dollar; candles that end after `as_of`; longs and shorts that differ by more than 1 %; a spot
/// far from the entries or from the last close; open interest, depth and volume that are orders of
/// magnitude apart.
///
/// The bounds are about a hundred times wider than the values at the large venues (open interest
/// 0.2 to 20 times a day's volume, depth within 1 % of spot 0.1 % to 10 % of the open interest), so
/// that there is a warning only from a factor of about a thousand.
std::vector<std::string> plausibility_warnings(Market const& market);

/// The median time between candles [s]; nothing for fewer than two candles.
std::optional<std::int64_t> length_of_candles(History const& history);

/// A warning where `as_of` is after `now` [Unix seconds].
std::optional<std::string> from_the_future(Market const& market, std::int64_t now);

}  // namespace liq::market
