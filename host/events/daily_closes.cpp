#include "host/events/daily_closes.hpp"

#include <algorithm>
#include <map>

#include "host/errors.hpp"
#include "host/words/utc_time.hpp"
#include "models/core/units.hpp"

namespace liq::events {
namespace {

/// The number of the UTC day of a moment, rounded down also before 1970.
std::int64_t day_of(std::int64_t seconds) {
    std::int64_t const day = seconds / seconds_per_day;
    return day - (seconds % seconds_per_day < 0 ? 1 : 0);
}

}  // namespace

MidnightAhead midnight_ahead(market::Market const& market) {
    auto const as_of = words::parse_utc(market.as_of);
    if (!as_of)
        refuse(market.path.string() + ": as_of = \"" + market.as_of +
               "\" is not a time in UTC, such as 2025-06-05T21:00:00Z");
    return {*as_of, (day_of(*as_of) + 1) * seconds_per_day - *as_of};
}

std::vector<double> daily_closes(market::History const& history, MidnightAhead const& at) {
    // Times ascend, so that the last candle of a day overwrites the earlier ones.
    std::map<std::int64_t, double> close_of;
    for (std::size_t i = 0; i < history.time.size(); ++i)
        close_of[day_of(history.time[i])] = history.close[i];
    std::vector<double> closes;
    for (std::int64_t day = day_of(at.as_of) - 1; close_of.contains(day); --day)
        closes.push_back(close_of.at(day));
    std::ranges::reverse(closes);
    return closes;
}

}  // namespace liq::events
