// The close of every day from a history of candles.
#include <gtest/gtest.h>

#include "host/errors.hpp"
#include "host/events/daily_closes.hpp"

namespace liq {
namespace {

TEST(DailyCloses, AreThoseOfTheLastCandleOfEachDay) {
    market::History history;
    std::int64_t const day = 20'000 * seconds_per_day;
    history.time = {day, day + 3600, day + 86'000, day + seconds_per_day,
                    day + 2 * seconds_per_day};
    history.close = {1, 2, 3, 4, 5};
    auto const at = [&](std::int64_t as_of_time) {
        return events::daily_closes(history, {as_of_time, 0});
    };
    EXPECT_EQ(at(day + 2 * seconds_per_day + 5), (std::vector<double>{3, 4}));
    EXPECT_EQ(at(day + 2 * seconds_per_day), (std::vector<double>{3, 4})) << "the day has ended";
    EXPECT_EQ(at(day + 2 * seconds_per_day - 1), (std::vector<double>{3}));
    EXPECT_EQ(at(day + 3 * seconds_per_day), (std::vector<double>{3, 4, 5}));
    EXPECT_TRUE(at(day).empty());
}

TEST(DailyCloses, CountTheWholeDayToMidnightFromMidnight) {
    market::Market some;
    some.as_of = "2025-06-05T00:00:00Z";
    EXPECT_EQ(events::midnight_ahead(some).to_next, seconds_per_day);
    some.as_of = "2025-06-05T21:00:00Z";
    EXPECT_EQ(events::midnight_ahead(some).to_next, 3 * 3600);
    some.as_of = "yesterday";
    EXPECT_THROW(events::midnight_ahead(some), Error);
}

}  // namespace
}  // namespace liq
