// What planning makes of events that remember: levels, moments, memory, daily closes.
#include "host/planning/event_tables.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "host/market/utc_time.hpp"
#include "host/planning/daily_closes.hpp"
#include "tests/host/scenario/sample.hpp"

namespace liq {
namespace {

using sample::contains;

constexpr double spot = 101'500;
constexpr std::int64_t as_of = 20'244 * seconds_per_day + 21 * 3600;

std::string const head = R"(schema = 1
name = "small"
market.file = "m.h5"
simulation = { paths = 10, horizon = "30d", step = "4h" }
price = { model = "gbm", volatility = 0.5 }
impact.depth = 300e6
)";

/// Candles of some hours that end with the moment of the snapshot; their closes count up by one.
market::Market market(int hours, int n) {
    market::Market made;
    made.path = "m.h5";
    made.as_of = market::utc_text(as_of).substr(0, 10) + "T21:00:00Z";
    made.spot = spot;
    market::History history;
    for (int i = n; i >= 1; --i) {
        history.time.push_back(as_of - std::int64_t{i} * hours * 3600);
        history.close.push_back(100'000 + n - i);
    }
    made.history = history;
    return made;
}

planning::PlannedRun planned(std::string const& events, market::Market const& with) {
    scenario::Scenario const scenario = sample::read(head + events);
    planning::PlannedRun run;
    run.spot = spot;
    run.plan.steps = 180;
    planning::add_event_tables(scenario, with, run);
    return run;
}

std::string refusal(std::string const& events, market::Market const& with) {
    try {
        planned(events, with);
    } catch (Error const& error) {
        return error.what();
    }
    return {};
}

TEST(EventTables, TurnASequenceIntoStepsThatAreMetOrEndIt) {
    planning::PlannedRun const run = planned(R"([[event]]
name = "s"
kind = "sequence"
steps = [ { above = 106_000, before_below = 99_000, by = "10d" }, { below = 95_000 } ]
by = "20d"
)",
                                             market(1, 10));
    Plan const& plan = run.plan;
    ASSERT_EQ(plan.stories.size(), 1u);
    EXPECT_EQ(plan.stories[0].n_steps, 2);
    EXPECT_EQ(plan.stories[0].lasting, 0);
    ASSERT_EQ(plan.story_steps.size(), 2u);
    EXPECT_EQ(plan.story_steps[0].meets_high, static_cast<float>(std::log(106e3 / spot)));
    EXPECT_EQ(plan.story_steps[0].ends_low, static_cast<float>(std::log(99e3 / spot)));
    EXPECT_EQ(plan.story_steps[0].meets_low, -StoryStep::never);
    EXPECT_EQ(plan.story_steps[0].last_step, 60);
    EXPECT_EQ(plan.story_steps[1].meets_low, static_cast<float>(std::log(95e3 / spot)));
    EXPECT_EQ(plan.story_steps[1].last_step, 120) << "the event's by";
    EXPECT_EQ(run.outcomes[0].outcome, "happened");
    EXPECT_TRUE(run.outcomes[0].has_moment);
    EXPECT_GE(plan.memory.bytes, bytes_of_stories(1));
    EXPECT_TRUE(plan.day_ends.empty());
}

TEST(EventTables, LetAHoldBeginAtSpotWhereThatIsOnTheRightSide) {
    std::string const hold = "[[event]]\nname = \"h\"\nkind = \"hold\"\nfor = \"3d\"\n";
    EXPECT_EQ(planned(hold + "above = 100000\n", market(1, 10)).plan.stories[0].first_state, 0);
    EXPECT_EQ(planned(hold + "below = 100000\n", market(1, 10)).plan.stories[0].first_state,
              Story::outside);
    planning::PlannedRun const run = planned(hold + "below = 103000\nby = \"9d\"\n", market(1, 10));
    EXPECT_EQ(run.plan.stories[0].first_state, 0);
    EXPECT_EQ(run.plan.stories[0].lasting, 18);
    EXPECT_EQ(run.plan.stories[0].last_step, 54);
}

TEST(EventTables, MarkOutcomesOfEventsWithACondition) {
    planning::PlannedRun const run = planned(R"([[event]]
name = "a"
kind = "race"
up = 110_000
down = 90_000
given = "b.touched"
[[event]]
name = "b"
kind = "touch"
level = 105_000
)",
                                             market(1, 10));
    ASSERT_EQ(run.plan.givens.size(), 3u);
    for (int i = 0; i < 3; ++i) {
        auto const at = static_cast<std::size_t>(i);
        EXPECT_EQ(run.plan.givens[at].outcome, i);
        EXPECT_EQ(run.plan.givens[at].condition, 3);
        EXPECT_EQ(run.outcomes[at].given, i);
        EXPECT_FALSE(run.outcomes[at].has_moment);
    }
    EXPECT_EQ(run.outcomes[3].given, -1);
    EXPECT_TRUE(run.outcomes[3].has_moment);
}

std::string const cross = "[[event]]\nname = \"c\"\nkind = \"cross\"\nfast = 2\nslow = 5\n";

TEST(EventTables, SeedAveragesWithTheClosesOfWholeDays) {
    // Hourly candles: that of 23:00 is the last of its day, 22 before the last one and every 24.
    planning::PlannedRun const run = planned(cross, market(1, 200));
    Plan const& plan = run.plan;
    ASSERT_EQ(plan.past_closes.size(), 5u);
    std::int64_t sum = 0;
    for (int day = 0; day < 5; ++day) {
        double const close = 100'000 + 199 - 21 - 24 * (4 - day);
        EXPECT_EQ(plan.past_closes[static_cast<std::size_t>(day)],
                  std::llround(close / spot * daily_close::ticks_per_spot));
        sum += plan.past_closes[static_cast<std::size_t>(day)];
    }
    EXPECT_EQ(plan.crosses[0].slow_sum, sum);
    EXPECT_EQ(plan.crosses[0].fast_sum, plan.past_closes[3] + plan.past_closes[4]);
    EXPECT_EQ(plan.crosses[0].sign, 1) << "closes rise";
    EXPECT_EQ(plan.closes_kept, 5);
    EXPECT_EQ(plan.day_ends.size(), 30u) << "the next midnight is beyond the horizon";
}

TEST(EventTables, CloseADayAtTheStartWhereMidnightIsLessThanAStepAway) {
    auto const ends = planned(cross, market(1, 200)).plan.day_ends;
    ASSERT_GE(ends.size(), 3u);
    EXPECT_EQ(ends[0], 0) << "21:00, 3 h before midnight, steps of 4 h";
    EXPECT_EQ(ends[1], 6) << "27 h later: the last step that ends before";
    EXPECT_EQ(ends[2], 12);
}

TEST(EventTables, RefuseAveragesThatHistoryDoesNotReachBackFor) {
    market::Market none = market(1, 10);
    none.history.reset();
    EXPECT_PRED2(contains, refusal(cross, none), "event.c.slow = 5 d needs the closes of 5 days");
    EXPECT_PRED2(contains, refusal(cross, none), "m.h5 has no /history");
    EXPECT_PRED2(contains, refusal(cross, market(1, 100)), "has those of 4 days without a gap");
    market::Market gap = market(1, 300);
    auto& history = *gap.history;
    auto const begin = 300 - 21 - 24 * 3;  // the third day back is missing
    history.time.erase(history.time.begin() + begin, history.time.begin() + begin + 24);
    history.close.erase(history.close.begin() + begin, history.close.begin() + begin + 24);
    EXPECT_PRED2(contains, refusal(cross, gap), "has those of 2 days without a gap");
    market::Market stale = market(1, 300);
    stale.as_of = "2040-01-01T00:00:00Z";
    EXPECT_PRED2(contains, refusal(cross, stale), "has those of 0 days");
}

TEST(DailyCloses, AreThoseOfTheLastCandleOfEachDay) {
    market::History history;
    std::int64_t const day = 20'000 * seconds_per_day;
    history.time = {day, day + 3600, day + 86'000, day + seconds_per_day,
                    day + 2 * seconds_per_day};
    history.close = {1, 2, 3, 4, 5};
    auto const at = [&](std::int64_t as_of_time) {
        return planning::daily_closes(history, {as_of_time, 0});
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
    EXPECT_EQ(planning::midnight_ahead(some).to_next, seconds_per_day);
    some.as_of = "2025-06-05T21:00:00Z";
    EXPECT_EQ(planning::midnight_ahead(some).to_next, 3 * 3600);
    some.as_of = "yesterday";
    EXPECT_THROW(planning::midnight_ahead(some), Error);
}

}  // namespace
}  // namespace liq
