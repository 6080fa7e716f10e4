// Crossings of averages of daily closes, compared with averages that are computed anew every day;
// and outcomes that count only where another one happens.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "tests/support/scripted_path.hpp"
#include "tests/support/totals_reader.hpp"

namespace liq::tests {
namespace {

using Per = TotalsLayout;

/// Which of golden, death and none happened, and in which step.
struct Crossing {
    int which = 2;
    std::uint64_t step = 0;
    bool operator==(Crossing const&) const = default;
};

Crossing crossing(Totals const& totals, int outcome = 0) {
    Crossing found;
    int happened = 0;
    for (int i = 0; i < 3; ++i) {
        if (totals.outcome(outcome + i, Per::hits) == 0) continue;
        found = {i, totals.outcome(outcome + i, Per::steps)};
        ++happened;
    }
    EXPECT_EQ(happened, 1);
    return found;
}

/// The same with averages that are summed anew each day from all closes [ticks]. Spot is the last
/// close before the path.
Crossing plain_crossing(std::vector<std::int64_t> closes, std::vector<std::int64_t> const& days,
                        int fast, int slow, int steps_per_day) {
    auto const sign = [&] {
        std::int64_t a = 0, b = 0;
        for (int i = 1; i <= fast; ++i) a += closes[closes.size() - static_cast<std::size_t>(i)];
        for (int i = 1; i <= slow; ++i) b += closes[closes.size() - static_cast<std::size_t>(i)];
        std::int64_t const difference = a * slow - b * fast;
        return difference > 0 ? 1 : difference < 0 ? -1 : 0;
    };
    int before = sign();
    for (std::size_t day = 0; day < days.size(); ++day) {
        closes.push_back(days[day]);
        int const now = sign();
        if (now * before == -1)
            return {now > 0 ? 0 : 1, (day + 1) * static_cast<std::uint64_t>(steps_per_day)};
        before = now == 0 ? before : now;
    }
    return {};
}

std::vector<double> trend(int days, double first, double last) {
    std::vector<double> closes;
    for (int i = 0; i < days; ++i) closes.push_back(first + (last - first) * i / (days - 1));
    return closes;
}

PlanBuilder days(int n, int steps_per_day = 1) {
    return PlanBuilder{}
        .clock(n * steps_per_day, Duration{day.seconds / steps_per_day})
        .report_every(1);
}

TEST(Cross, IsADeathWhenTheFastAverageFallsBelowTheSlowOne) {
    // Averages of 2 and 4 closes: .95 and .85 of .7 .8 .9 1; a close of c makes them (1 + c)/2 and
    // (2.7 + c)/4, which cross at c = .7.
    std::vector<double> const past{.7, .8, .9, 1};
    Plan const plan = days(5).cross(2, 4, past).build();
    EXPECT_EQ(crossing(follow_steps(plan, {std::log(.69f)})), (Crossing{1, 1}));
    EXPECT_EQ(crossing(follow_steps(plan, {std::log(.71f)})).which, 1) << "a day later";
    EXPECT_EQ(crossing(follow_steps(plan, {std::log(.71f)})).step, 2u);
    EXPECT_EQ(crossing(follow_steps(plan, {.01f, .01f, .01f, .01f, .01f})), Crossing{});
}

TEST(Cross, IsGoldenWhenTheFastAverageRisesAboveTheSlowOne) {
    Plan const plan = days(5).cross(2, 4, {1.3, 1.2, 1.1, 1}).build();
    EXPECT_EQ(crossing(follow_steps(plan, {std::log(1.31f)})), (Crossing{0, 1}));
    EXPECT_EQ(crossing(follow_steps(plan, {})).which, 2) << "the averages come to be the same";
}

TEST(Cross, CountsOnlyTheFirstOne) {
    Plan const plan = days(6).cross(1, 2, {.9, 1}).build();
    EXPECT_EQ(crossing(follow_steps(plan, {-.1f, .2f, -.2f, .2f})), (Crossing{1, 1}));
}

TEST(Cross, ComparesWithTheLastDayOnWhichTheAveragesDiffered) {
    // Closes 1, 1: the averages of 1 and 2 days are equal, so neither is above the other.
    Plan const plan = days(6).cross(1, 2, {1, 1}).build();
    EXPECT_EQ(crossing(follow_steps(plan, {0, .1f})), Crossing{});
    EXPECT_EQ(crossing(follow_steps(plan, {0, .1f, 0, 0, -.1f})), (Crossing{1, 5}));
    EXPECT_EQ(crossing(follow_steps(plan, {0, .1f, 0, 0, .1f})), Crossing{});
}

TEST(Cross, TakesThePriceAtTheEndOfADayAndNoOther) {
    Plan const plan = days(2, 4).cross(1, 2, {.9, 1}).build();
    EXPECT_EQ(crossing(follow_steps(plan, {0, -.5f, 0, .51f})), Crossing{});
    EXPECT_EQ(crossing(follow_steps(plan, {0, 0, 0, -.1f, .2f})), (Crossing{1, 4}));
}

TEST(Cross, ClosesTheFirstDayAtTheStartWhereMidnightIsNearerThanAStep) {
    auto const from_an_hour_before = [](PlanBuilder const& builder) {
        Plan plan = builder.build();
        plan.day_ends = day_end_steps(3600, 4 * 3600, plan.steps);
        return plan;
    };
    Plan const jumps = from_an_hour_before(days(3, 6).cross(1, 2, {.9, 1}).initial_jump(-.2));
    ASSERT_EQ(jumps.day_ends, (std::vector<int>{0, 6, 12}));
    EXPECT_EQ(crossing(follow_steps(jumps, {})), (Crossing{1, 0})) << "the jump is before midnight";
    Plan const falls = from_an_hour_before(days(3, 6).cross(1, 2, {.9, 1}));
    EXPECT_EQ(crossing(follow_steps(falls, {-.2f})), (Crossing{1, 6}));
}

TEST(Cross, AgreesWithAveragesSummedAnewOnRandomPaths) {
    std::mt19937 random(3);
    std::normal_distribution<float> normal(0, .08f);
    std::array<int, 3> seen{};
    for (auto const [fast, slow, n] :
         {std::array{2, 5, 30}, {3, 10, 12}, {1, 2, 40}, {5, 20, 5}, {5, 20, 6}, {4, 30, 29}}) {
        for (int path = 0; path < 60; ++path) {
            std::vector<double> past = trend(slow, path % 2 == 0 ? .8 : 1.2, 1);
            Plan const plan = days(n).cross(fast, slow, past).build();
            std::vector<float> script;
            std::vector<std::int64_t> closes;
            float x = 0;
            for (int i = 0; i < n; ++i) {
                script.push_back(normal(random));
                x += script.back();
                closes.push_back(Crosses<1>::ticks_of(x));
            }
            Crossing const expected = plain_crossing(plan.past_closes, closes, fast, slow, 1);
            ASSERT_EQ(crossing(follow_steps(plan, script)), expected) << fast << " " << slow;
            ++seen[static_cast<std::size_t>(expected.which)];
        }
    }
    for (int count : seen) EXPECT_GT(count, 20);
}

TEST(Cross, SharesItsClosesWithOtherCrosses) {
    std::vector<double> const past = trend(20, .9, 1);
    Plan const both = days(30).cross(2, 5, past).cross(4, 20, past).build();
    std::mt19937 random(5);
    std::normal_distribution<float> normal(0, .05f);
    for (int path = 0; path < 50; ++path) {
        std::vector<float> script(30);
        for (float& increment : script) increment = normal(random);
        Totals const totals = follow_steps(both, script);
        Plan const first = days(30).cross(2, 5, past).build();
        Plan const second = days(30).cross(4, 20, past).build();
        ASSERT_EQ(crossing(totals, 0), crossing(follow_steps(first, script)));
        ASSERT_EQ(crossing(totals, 3), crossing(follow_steps(second, script)));
    }
}

TEST(Cross, KeepsExactTicksOfCloses) {
    EXPECT_EQ(Crosses<1>::ticks_of(0), std::int64_t{1} << 24);
    EXPECT_NEAR(static_cast<double>(Crosses<1>::ticks_of(std::log(1.5f))), 1.5 * (1 << 24), 8);
    EXPECT_EQ(Crosses<1>::ticks_of(-40), 0);
    EXPECT_EQ(Crosses<1>::ticks_of(80), Crosses<1>::ticks_of(daily_close::highest));
    auto const largest = static_cast<double>(Crosses<1>::ticks_of(daily_close::highest));
    EXPECT_LT(largest * daily_close::most_days * daily_close::most_days, std::ldexp(1.0, 63));
}

/// Counts of [no condition, condition only, both] x the same without the cascade.
std::array<Counter, 9> cells(Totals const& totals, int given) {
    std::array<Counter, 9> found{};
    for (int i = 0; i < 9; ++i)
        found[static_cast<std::size_t>(i)] =
            totals.cold(totals.layout().given(given, i / 3, i % 3));
    return found;
}

TEST(Given, CountsOnlyPathsOnWhichTheConditionHappens) {
    Plan const plan = days(4).touch(.2).touch(-.1).close(0).given(0, 1).given(2, 0).build();
    struct Case {
        std::vector<float> script;
        int up_given_down, close_given_up;  ///< 0 no condition, 1 condition only, 2 both
        std::array<unsigned, 3> hits;
    };
    for (Case const& c : {Case{{.3f}, 0, 2, {0, 0, 1}}, Case{{-.2f}, 1, 0, {0, 1, 0}},
                          Case{{-.2f, .5f}, 2, 2, {1, 1, 1}}, Case{{.3f, -.9f}, 2, 1, {1, 1, 0}},
                          Case{{}, 0, 0, {0, 0, 0}}}) {
        Totals const totals = follow_steps(plan, c.script);
        std::array<Counter, 9> up{}, close{};
        up[static_cast<std::size_t>(4 * c.up_given_down)] = 1;
        close[static_cast<std::size_t>(4 * c.close_given_up)] = 1;
        EXPECT_EQ(cells(totals, 0), up);
        EXPECT_EQ(cells(totals, 1), close);
        for (int i = 0; i < 3; ++i)
            EXPECT_EQ(totals.outcome(i, Per::hits), c.hits[static_cast<std::size_t>(i)]);
    }
}

TEST(Given, MayHaveAnOutcomeThatMeansNoneOfTheOthers) {
    Plan const plan = days(4).race(.2, -.2).touch(.1).given(2, 3).build();
    EXPECT_EQ(follow_steps(plan, {.15f}).outcome(2, Per::hits), 1u);
    EXPECT_EQ(follow_steps(plan, {}).outcome(2, Per::hits), 0u);
    EXPECT_EQ(follow_steps(plan, {.3f}).outcome(2, Per::hits), 0u);
    Plan const condition = days(4).race(.2, -.2).touch(.1).given(3, 2).build();
    EXPECT_EQ(follow_steps(condition, {.15f}).outcome(3, Per::hits), 1u);
    EXPECT_EQ(follow_steps(condition, {.3f}).outcome(3, Per::hits), 0u);
}

}  // namespace
}  // namespace liq::tests
