/// \file
/// The close of every day from a history of candles.
#pragma once

#include <cstdint>
#include <vector>

#include "host/market/market.hpp"

namespace liq::events {

/// The day before which daily closes are wanted, and how far it is.
struct MidnightAhead {
    std::int64_t as_of = 0;    ///< Unix seconds UTC
    std::int64_t to_next = 0;  ///< from there to the first 00:00 UTC after it [s]
};

/// \throws Error where the market's time cannot be read
MidnightAhead midnight_ahead(market::Market const& market);

/// The closes of the UTC days that ended at or before `as_of`, oldest first [USD]: of each the last
/// candle that began in it. Days count back from the last one without a gap; where a day has no
/// candle, the ones before it are left out.
std::vector<double> daily_closes(market::History const& history, MidnightAhead const& at);

}  // namespace liq::events
