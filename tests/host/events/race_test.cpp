// Which of two levels is reached first: closed forms, tables, words.
#include <gtest/gtest.h>

#include <cmath>

#include "models/exact/double_barrier.hpp"
#include "tests/host/events/asked.hpp"

namespace liq {
namespace {

using sample::contains;

TEST(Race, HasThePrintedValuesAsClosedForms) {
    auto const race = asked::forms(0);  // models/law.md 9.1, first row
    EXPECT_NEAR(asked::form(race, "up").probability, 0.4426766786, 1e-10);
    EXPECT_NEAR(asked::form(race, "down").probability, 0.3320196348, 1e-10);
    EXPECT_NEAR(asked::form(race, "neither").probability, 1 - 0.4426766786 - 0.3320196348, 2e-10);
    auto const week = asked::forms(0, {"event.race_113k_93k.by=7d"});
    EXPECT_NEAR(asked::form(week, "up").probability, 0.1285730892, 1e-10);
    EXPECT_NEAR(asked::form(week, "down").probability, 0.0460707819, 1e-10);
    auto const drift = asked::forms(0, {"price.drift=0.5"});
    EXPECT_NEAR(asked::form(drift, "up").probability, 0.5634427203, 1e-10);
    EXPECT_NEAR(asked::form(drift, "down").probability, 0.2290497452, 1e-10);
}

TEST(Race, StartsAfterTheInitialJump) {
    exact::DoubleBarrier const lower{104'000 * std::exp(-0.05), 93'000, 113'000, 0.4, 0};
    double const month = Duration{30 * seconds_per_day}.years();
    auto const race = asked::forms(0, {"price.initial_jump=-0.05"});
    EXPECT_NEAR(asked::form(race, "up").probability, lower.upper_first(month), 1e-14);
    EXPECT_NEAR(asked::form(race, "down").probability, lower.lower_first(month), 1e-14);
}

TEST(Race, IsCertainWhereTheJumpReachesALevelAtOnce) {
    auto const down = asked::forms(0, {"price.initial_jump=-0.2"});
    EXPECT_EQ(asked::form(down, "up").probability, 0);
    EXPECT_EQ(asked::form(down, "down").probability, 1);
    EXPECT_EQ(asked::form(down, "neither").probability, 0);
    EXPECT_EQ(asked::form(asked::forms(0, {"price.initial_jump=0.1"}), "up").probability, 1);
}

TEST(Race, SaysWhyItHasNoClosedForms) {
    auto const obstacle = [](std::vector<std::string> const& set) {
        return asked::form(asked::forms(0, set), "up").obstacle;
    };
    for (auto const& one : asked::forms(0, {"simulation.monitoring=step"}))
        EXPECT_PRED2(contains, one.form.obstacle, "monitoring is \"step\"") << one.outcome;
    EXPECT_PRED2(contains,
                 obstacle({"simulation.step=10d", "event.touch_97k.by=10d",
                           "event.closes_above_100k.at=10d"}),
                 "a step is long enough to reach both levels");
    EXPECT_PRED2(contains, obstacle({"price.drift=50.0", "price.volatility=0.05"}),
                 "too large for the volatility");
    EXPECT_EQ(obstacle({"event.race_113k_93k.given=touch_97k.touched"}),
              "a condition has no closed form");
}

TEST(Race, PutsItsOutcomesIntoTablesByName) {
    planning::PlannedRun const run = asked::planned(R"([[event]]
name = "first"
kind = "touch"
level = 105_000
[[event]]
name = "r"
kind = "race"
up = 110_000
down = 90_000
)",
                                                    asked::market(1, 10));
    auto const up = static_cast<int>(run.index_of("r.up")),
               down = static_cast<int>(run.index_of("r.down")),
               neither = static_cast<int>(run.index_of("r.neither"));
    ASSERT_EQ(run.plan.levels_above.size(), 3u) << "the touch, the race, and what is never reached";
    EXPECT_EQ(run.plan.levels_above[1].outcome, up);
    EXPECT_EQ(run.plan.levels_below[0].outcome, down);
    ASSERT_EQ(run.plan.remainders.size(), 1u);
    EXPECT_EQ(run.plan.remainders[0].outcome, OutcomeBits{1} << neither);
    EXPECT_FALSE(run.outcomes[run.index_of("r.neither")].has_moment);
    EXPECT_THROW(static_cast<void>(run.index_of("r.sideways")), std::invalid_argument);
}

TEST(Race, IsAskedInWords) {
    auto const s = asked::all();
    auto const words = [&](char const* outcome) {
        return events::in_words(s.events[0], outcome, s.simulation.horizon);
    };
    EXPECT_EQ(words("up"), "reaches 113,000 before 93,000 within 30 d");
    EXPECT_EQ(words("down"), "falls to 93,000 before 113,000 within 30 d");
    EXPECT_EQ(words("neither"), "reaches neither 113,000 nor 93,000 within 30 d");
    EXPECT_THROW(static_cast<void>(words("sideways")), std::invalid_argument);
}

}  // namespace
}  // namespace liq
