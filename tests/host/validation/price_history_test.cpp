/// Days of a history, and what happened after each.
#include "host/validation/price_history.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/host/validation/made_history.hpp"

namespace liq::validation {
namespace {

constexpr double none = std::numeric_limits<double>::infinity();

/// 40 days that go up and down by 0.1 % in turn, with other hours from day 35 on.
data::Bars quiet_bars() {
    return bars_of_returns(40, [](std::size_t hour) { return hour % 2 == 0 ? 0.001 : -0.001; });
}
constexpr std::size_t day = 35, first = day * hours_per_day;

TEST(PriceHistory, TheLevelOfTheEarlierBarIsReachedFirst) {
    auto bars = quiet_bars();
    bars.high[first + 5] = bars.close[first - 1] * 1.02;
    bars.low[first + 9] = bars.close[first - 1] * 0.98;
    PriceHistory const history(bars);
    EXPECT_EQ(history.first_reached(day, 1, 0.01, 0.01), PriceHistory::up);
    EXPECT_EQ(history.first_reached(day, 1, 0.05, 0.01), PriceHistory::down);
    EXPECT_EQ(history.first_reached(day, 1, 0.05, 0.05), PriceHistory::neither);
    EXPECT_EQ(history.first_reached(day, 1, 0.01, none), PriceHistory::up);
    EXPECT_EQ(history.first_reached(day, 1, none, 0.01), PriceHistory::down);
}

TEST(PriceHistory, ABarThatReachesBothHasItsLowFirstIfItRose) {
    for (bool const rises : {true, false}) {
        auto bars = quiet_bars();
        bars.open[first + 3] = bars.close[first - 1];
        bars.close[first + 3] = bars.close[first - 1] * (rises ? 1.001 : 0.999);
        bars.high[first + 3] = bars.close[first - 1] * 1.02;
        bars.low[first + 3] = bars.close[first - 1] * 0.98;
        PriceHistory const history(bars);
        EXPECT_EQ(history.first_reached(day, 1, 0.01, 0.01),
                  rises ? PriceHistory::down : PriceHistory::up);
    }
}

TEST(PriceHistory, ALevelIsReachedByItsEqualAndWithinTheHorizonOnly) {
    auto bars = quiet_bars();
    double const level = bars.close[first - 1] * std::exp(0.01);
    bars.high[first + hours_per_day] = level;
    PriceHistory const history(bars);
    EXPECT_EQ(history.first_reached(day, 1, 0.01, none), PriceHistory::neither);
    EXPECT_EQ(history.first_reached(day, 2, 0.01, none), PriceHistory::up);
    EXPECT_NEAR(history.extremes(day, 2).high, 0.01, 1e-12);
    EXPECT_LT(history.extremes(day, 1).high, 0.01);
    EXPECT_LE(history.extremes(day, 1).low, 0);
}

TEST(PriceHistory, DaysAreThoseOfTheCalendarInUtc) {
    auto bars = quiet_bars();
    for (auto& time : bars.time) time += 7 * 3'600;  // the first whole day begins 17 h later
    PriceHistory const history(bars);
    EXPECT_EQ(history.n_days(), 39U);
    EXPECT_EQ(history.time(0), new_year + 86'400);
    EXPECT_EQ(history.price(0), bars.close[16]);
    EXPECT_EQ(history.day_at(new_year + 2 * 86'400), 1);
    EXPECT_EQ(history.month_begin(5), 0U) << "not before the first day";
    EXPECT_EQ(history.month_begin(32), 30U) << "1 February";
    EXPECT_EQ(history.year(32), 2024);
}

TEST(PriceHistory, AStartIsUsableWhereTheDaysBeforeAndBehindItAre) {
    auto bars = quiet_bars();
    bars.filled.assign(bars.size(), 0);
    for (std::size_t hour = 0; hour < 7; ++hour) bars.filled[2 * hours_per_day + hour] = 1;
    PriceHistory const history(bars);
    EXPECT_FALSE(history.usable(29, 1)) << "30 days before it are not there";
    EXPECT_FALSE(history.usable(32, 1)) << "day 2 is one of the 30 before it";
    EXPECT_TRUE(history.usable(33, 1));
    EXPECT_TRUE(history.usable(33, 7));
    EXPECT_FALSE(history.usable(33, 8)) << "the history ends";
}

}  // namespace
}  // namespace liq::validation
