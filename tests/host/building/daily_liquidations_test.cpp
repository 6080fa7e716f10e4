/// Sums of a day from feeds of single orders and from feeds of days.
#include "host/building/daily_liquidations.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace liq::building {
namespace {

constexpr std::int64_t day = 86'400, forever = 1'000 * day;

data::Liquidations feed(std::vector<std::pair<double, double>> const& days_and_usd,
                        Side side = Side::long_side) {
    data::Liquidations made;
    for (auto const& [at, usd] : days_and_usd)
        made.rows.push_back({.time = static_cast<std::int64_t>(std::llround(at * 1'000 * day)),
                             .side = side,
                             .usd = usd,
                             .at = {}});
    return made;
}

/// Equal, also in what is not known.
void expect_days(std::vector<double> const& found, std::vector<double> const& expected) {
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t d = 0; d < found.size(); ++d) {
        EXPECT_EQ(std::isnan(found[d]), std::isnan(expected[d])) << d;
        if (!std::isnan(expected[d])) {
            EXPECT_EQ(found[d], expected[d]) << d;
        }
    }
}

double const unknown = std::nan("");

TEST(AFeedOfOrders, HasDaysWithoutAnyAndNoWholeDayAtItsEnds) {
    std::vector const feeds{feed({{10.5, 1}, {11.2, 2}, {11.9, 3}, {13.5, 4}, {14.1, 5}})};
    auto const days = daily_liquidations(feeds, forever);
    EXPECT_EQ(days.first, 10);
    expect_days(days.usd[0], {unknown, 5, 0, 4, unknown});
    expect_days(days.usd[1], {unknown, 0, 0, 0, unknown});
}

TEST(AFeedOfDays, DoesNotKnowADayWithoutARow) {
    auto both = feed({{10, 1}, {11, 2}, {13, 4}});
    auto const shorts = feed({{10, 7}, {11, 0}, {12, 9}, {13, 8}}, Side::short_side);
    both.rows.insert(both.rows.end(), shorts.rows.begin(), shorts.rows.end());
    auto const days = daily_liquidations(std::vector{both}, forever);
    EXPECT_EQ(days.first, 10);
    expect_days(days.usd[0], {1, 2, unknown, 4});
    expect_days(days.usd[1], {7, 0, 9, 8});
}

TEST(SeveralFeeds, KnowADayThatAllKnow) {
    std::vector const feeds{feed({{10, 1}, {11, 2}, {12, 3}}),
                            feed({{10.5, 10}, {11.5, 20}, {13.5, 30}})};
    auto const days = daily_liquidations(feeds, forever);
    EXPECT_EQ(days.first, 10);
    expect_days(days.usd[0], {unknown, 22, 3});
    EXPECT_EQ(daily_liquidations(std::vector{feeds[0], feed({{20, 1}})}, forever).usd[0].size(),
              0U);
}

TEST(Liquidations, AfterTheEndAreLeftOut) {
    std::vector const feeds{feed({{10, 1}, {11, 2}, {12, 3}})};
    expect_days(daily_liquidations(feeds, 12 * day).usd[0], {1, 2});
    EXPECT_TRUE(daily_liquidations(feeds, 5 * day).usd[0].empty());
}

}  // namespace
}  // namespace liq::building
