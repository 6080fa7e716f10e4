// Crossings of moving averages of daily closes: keys, refusals, tables, words.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/host/events/asked.hpp"

namespace liq {
namespace {

using sample::contains;
using sample::full;

TEST(Cross, IsReadWithAllItsKeys) {
    auto const s = asked::all();
    auto const& cross = std::get<events::Cross>(s.events[5].question);
    EXPECT_EQ(cross.fast, 50);
    EXPECT_EQ(cross.slow, 200);
    auto const changed = sample::read(full + asked::more, {"event.averages.fast=20"});
    EXPECT_EQ(std::get<events::Cross>(changed.events[5].question).fast, 20);
}

TEST(Cross, IsRefusedWithPlaceAndReason) {
    asked::expect_refusals({
        {"fast = 50", "fast = 200", "fast = 50",
         "event.averages.fast = 200 is not shorter than event.averages.slow = 200"},
        {"fast = 50", "fast = 0", "fast = 50", "fast = 0 d is out of range; accepted: at least 1"},
        {"slow = 200", "slow = 1001", "slow = 200", "at most 1000"},
    });
}

TEST(Cross, NeedsTheCloseOfEveryDay) {
    std::string const text = full + asked::more;
    EXPECT_PRED2(contains,
                 sample::refusal(text, {"simulation.step=2d", "event.closes_above_100k.at=2d",
                                        "event.race_113k_93k.by=30d", "event.touch_97k.by=8d",
                                        "event.holds.for=4d", "event.holds.by=14d"}),
                 "simulation.step = 2d is longer than a day; event.averages needs the close");
}

std::string const cross = "[[event]]\nname = \"c\"\nkind = \"cross\"\nfast = 2\nslow = 5\n";

TEST(Cross, SeedsItsAveragesWithTheClosesOfWholeDays) {
    // Hourly candles: the one of 23:00 is the last of its day. It is 22 candles before the last
    // candle, and then there is one every 24 candles.
    planning::PlannedRun const run = asked::planned(cross, asked::market(1, 200));
    Plan const& plan = run.plan;
    ASSERT_EQ(plan.past_closes.size(), 5u);
    std::int64_t sum = 0;
    for (int day = 0; day < 5; ++day) {
        double const close = 100'000 + 199 - 21 - 24 * (4 - day);
        EXPECT_EQ(plan.past_closes[static_cast<std::size_t>(day)],
                  std::llround(close / asked::spot * daily_close::ticks_per_spot));
        sum += plan.past_closes[static_cast<std::size_t>(day)];
    }
    EXPECT_EQ(plan.crosses[0].slow_sum, sum);
    EXPECT_EQ(plan.crosses[0].fast_sum, plan.past_closes[3] + plan.past_closes[4]);
    EXPECT_EQ(plan.crosses[0].sign, 1) << "closes rise";
    EXPECT_EQ(plan.closes_kept, 5);
    EXPECT_EQ(plan.day_ends.size(), 30u) << "the next midnight is beyond the horizon";
}

TEST(Cross, ClosesADayAtTheStartWhereMidnightIsLessThanAStepAway) {
    auto const ends = asked::planned(cross, asked::market(1, 200)).plan.day_ends;
    ASSERT_GE(ends.size(), 3u);
    EXPECT_EQ(ends[0], 0) << "21:00, 3 h before midnight, steps of 4 h";
    EXPECT_EQ(ends[1], 6) << "27 h later: the last step that ends before";
    EXPECT_EQ(ends[2], 12);
}

TEST(Cross, RefusesAveragesThatNeedMoreHistoryThanThereIs) {
    market::Market none = asked::market(1, 10);
    none.history.reset();
    EXPECT_PRED2(contains, asked::refusal_of_plan(cross, none),
                 "event.c.slow = 5 d needs the closes of 5 days");
    EXPECT_PRED2(contains, asked::refusal_of_plan(cross, none), "m.h5 has no /history");
    EXPECT_PRED2(contains, asked::refusal_of_plan(cross, asked::market(1, 100)),
                 "has the closes of 4 days without a gap");
    market::Market gap = asked::market(1, 300);
    auto& history = *gap.history;
    auto const begin = 300 - 21 - 24 * 3;  // the third day back is missing
    history.time.erase(history.time.begin() + begin, history.time.begin() + begin + 24);
    history.close.erase(history.close.begin() + begin, history.close.begin() + begin + 24);
    EXPECT_PRED2(contains, asked::refusal_of_plan(cross, gap),
                 "has the closes of 2 days without a gap");
    market::Market stale = asked::market(1, 300);
    stale.as_of = "2040-01-01T00:00:00Z";
    EXPECT_PRED2(contains, asked::refusal_of_plan(cross, stale), "has the closes of 0 days");
}

TEST(Cross, IsAskedInWords) {
    auto const s = asked::all();
    EXPECT_EQ(events::in_words(s.events[5], "golden", s.simulation.horizon),
              "sees its 50-day average cross above its 200-day average first within 30 d");
    EXPECT_EQ(events::in_words(s.events[5], "none", s.simulation.horizon),
              "sees its 50-day average not cross its 200-day average within 30 d");
}

}  // namespace
}  // namespace liq
