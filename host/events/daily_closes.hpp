/// \file
/// Daily closes from a history of candles.
#pragma once

#include <cstdint>
#include <vector>

#include "host/market/market.hpp"

namespace liq::events {

/// The time of a snapshot and the time from it to the next midnight.
struct MidnightAhead {
    std::int64_t as_of = 0;    ///< Unix seconds UTC
    std::int64_t to_next = 0;  ///< time from `as_of` to the first 00:00 UTC after it [s]
};

/// \throws Error where `as_of` of the market is not a valid time
MidnightAhead midnight_ahead(market::Market const& market);

/// The closes of the UTC days that ended at or before `as_of`, the oldest first [USD]. The close of
/// a day is that of the last candle that began on it. There are no gaps: if a day has no candle,
/// this day and all earlier days are left out.
std::vector<double> daily_closes(market::History const& history, MidnightAhead const& at);

}  // namespace liq::events
