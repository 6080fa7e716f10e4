/// \file
/// What `market check` looks at beside all that every reader of a snapshot warns of: what is odd
/// about a snapshot before anybody asks it a question.
#pragma once

#include <string>
#include <vector>

#include "host/market/market.hpp"

namespace liq::market {

/// Warnings, each with the name of the file and of the dataset: candles that are missing or stand
/// off the grid of the others, that end long before `as_of`, or from whose last one spot is further
/// away than a candle moves; entries at prices that were not traded; leverages that the venue does
/// not allow, or that its maintenance rate takes at once; tiers in another unit.
std::vector<std::string> close_look(Market const& market);

}  // namespace liq::market
