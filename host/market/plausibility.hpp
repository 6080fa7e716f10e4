/// \file
/// What is possible in a snapshot and so unlikely that a unit, a side or a time must be wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/market/market.hpp"

namespace liq::market {

/// Warnings, each with the name of the file and of the dataset: a quote that is no dollar, candles
/// that end after `as_of`, longs unequal to shorts by more than 1 %, a spot far from the entries or
/// from the last close, open interest, depth and volume that are orders of magnitude apart.
///
/// The bounds are about a hundred times wider than what the large venues show (open interest 0.2 to
/// 20 times a day's volume, depth within 1 % of spot 0.1 % to 10 % of the open interest), so that
/// only a factor of a thousand or more is told.
std::vector<std::string> implausible(Market const& market);

/// A warning where `as_of` lies after `now` [Unix seconds].
std::optional<std::string> from_the_future(Market const& market, std::int64_t now);

}  // namespace liq::market
