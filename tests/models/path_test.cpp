// What is counted along paths whose increments are all chosen (models/law.md 6): levels and their
// order, times, closes, drawdown, liquidations.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/equal_totals.hpp"
#include "tests/support/scripted_path.hpp"
#include "tests/support/totals_reader.hpp"

namespace liq::tests {
namespace {

using Per = TotalsLayout;

PlanBuilder steps(int n) {
    return PlanBuilder{}.clock(n, hour).report_every(1);
}

std::uint64_t hits(Totals const& totals, int outcome) {
    return totals.outcome(outcome, Per::hits);
}

TEST(FirstPassage, CountsALevelThatThePriceIsExactlyOn) {
    Plan const plan = steps(2).touch(.25).touch(-.125).build();
    EXPECT_EQ(hits(follow_steps(plan, {.25f}), 0), 1u);
    EXPECT_EQ(hits(follow_steps(plan, {std::nextafter(.25f, 0.0f)}), 0), 0u);
    EXPECT_EQ(hits(follow_steps(plan, {-.125f}), 1), 1u);
    EXPECT_EQ(hits(follow_steps(plan, {-std::nextafter(.125f, 0.0f)}), 1), 0u);
}

TEST(FirstPassage, GivesARaceToTheLevelThatIsReachedFirst) {
    Plan const plan = steps(4).race(.1, -.1).build();
    Totals const up = follow_steps(plan, {.11f, -.3f, .5f});
    EXPECT_EQ(hits(up, 0), 1u);
    EXPECT_EQ(hits(up, 1), 0u);
    EXPECT_EQ(hits(up, 2), 0u);
    EXPECT_EQ(up.outcome(0, Per::steps), 1u);
    Totals const down = follow_steps(plan, {.05f, -.2f, .5f});
    EXPECT_EQ(hits(down, 0), 0u);
    EXPECT_EQ(hits(down, 1), 1u);
    EXPECT_EQ(down.outcome(1, Per::steps), 2u);
    Totals const neither = follow_steps(plan, {.05f, -.1f, .1f, -.1f});
    EXPECT_EQ(hits(neither, 2), 1u);
    EXPECT_EQ(hits(neither, 0) + hits(neither, 1), 0u);
}

TEST(FirstPassage, CountsEveryEventOnceHoweverOftenItsLevelIsCrossed) {
    Plan const plan = steps(6).touch(.1).touch(.2).touch(-.1).build();
    Totals const totals = follow_steps(plan, {.3f, -.5f, .5f, -.5f, .5f, -.5f});
    for (int outcome : {0, 1, 2}) EXPECT_EQ(hits(totals, outcome), 1u);
    EXPECT_EQ(totals.outcome(0, Per::steps), 1u);
    EXPECT_EQ(totals.outcome(1, Per::steps), 1u) << "a jump over two levels reaches both";
    EXPECT_EQ(totals.outcome(2, Per::steps), 2u);
}

TEST(FirstPassage, StopsAfterTheLastStepOfItsBy) {
    Plan const plan = steps(5).touch(.1, 2).touch(.1, 3).race(.1, -.1, 2).build();
    Totals const totals = follow_steps(plan, {0, 0, .2f});
    EXPECT_EQ(hits(totals, 0), 0u);
    EXPECT_EQ(hits(totals, 1), 1u);
    EXPECT_EQ(hits(totals, 4), 1u) << "neither, by step 2";
    EXPECT_EQ(hits(follow_steps(plan, {0, .2f}), 0), 1u) << "at its last step it still counts";
}

TEST(FirstPassage, DatesAnOutcomeToTheReportTimeItFallsInto) {
    Plan const plan = PlanBuilder{}.clock(10, hour).report_every(4).touch(.1).build();
    ASSERT_EQ(plan.report_steps, (std::vector<int>{4, 8, 10}));
    for (int step : {1, 4, 5, 8, 9, 10}) {
        std::vector<float> script(10, 0.0f);
        script[static_cast<std::size_t>(step) - 1] = .2f;
        Totals const totals = follow_steps(plan, script);
        int const bin = step <= 4 ? 0 : step <= 8 ? 1 : 2;
        for (int b = 0; b < 3; ++b) {
            for (Priced priced : {Priced::with_cascade, Priced::without_cascade}) {
                EXPECT_EQ(first_times(totals, priced, 0, b), b == bin ? 1u : 0u) << step;
            }
        }
        EXPECT_EQ(totals.outcome(0, Per::steps), static_cast<std::uint64_t>(step));
    }
}

// With v dt = 0 the extremes of a step are its ends, so that every visit is at one of the two ends.
TEST(BridgeMonitoring, WithoutVarianceSeesNoMoreThanTheEnds) {
    Plan const plan = steps(4).race(.1, -.1).touch(.05, 2).close(.02, 3).build();
    ScriptedPrice::variance = 0;
    for (std::vector<float> const& script :
         {std::vector<float>{.11f, -.3f}, {.05f, -.2f}, {.04f, .02f, -.03f, .1f}}) {
        EXPECT_TRUE(same_totals(follow<BridgeMonitoring, NoCascade>(plan, script),
                                follow_steps(plan, script)));
    }
}

// The variance is so large that both extremes are beyond both levels: the order of visits decides.
TEST(BridgeMonitoring, VisitsTheLowFirstWhenThePriceRisesAndTheHighFirstElse) {
    Plan const plan = steps(1).race(.001, -.001).build();
    ScriptedPrice::variance = 1.0f;
    Totals const rises = follow<BridgeMonitoring, NoCascade>(plan, {.01f});
    Totals const falls = follow<BridgeMonitoring, NoCascade>(plan, {-.01f});
    ScriptedPrice::variance = 0;
    EXPECT_EQ(hits(rises, 1), 1u) << "down first";
    EXPECT_EQ(hits(falls, 0), 1u) << "up first";
}

TEST(Closes, CompareTheEndOfTheirStepWithTheLevelInclusively) {
    Plan const plan = steps(4).close(.25, 2).close(.25).close(-.5, 1).build();
    Totals const on = follow_steps(plan, {.5f, -.25f, -.1f});
    EXPECT_EQ(hits(on, 0), 1u);
    EXPECT_EQ(hits(on, 1), 0u);
    EXPECT_EQ(hits(on, 2), 1u);
    EXPECT_EQ(hits(follow_steps(plan, {.5f, -.2501f, .5f}), 0), 0u);
    EXPECT_EQ(hits(follow_steps(plan, {0, 0, 0, .25f}), 1), 1u);
}

TEST(PathStatistics, DrawdownIsTheLargestFallFromARunningHighThatStartsAtSpot) {
    struct Case {
        std::vector<float> script;
        double log_fall;
    };
    for (Case const& c : {Case{{-.1f, -.1f, .5f}, .2}, Case{{.3f, -.25f, .5f, -.1f}, .25},
                          Case{{.1f, .1f, .1f}, 0.}, Case{{.1f, -.2f, .15f, -.2f}, .25}}) {
        Totals const totals = follow_steps(steps(5).build(), c.script);
        double const expected = 1 - std::exp(-c.log_fall);
        for (Quantity q : {Quantity::drawdown, Quantity::drawdown_without_cascade}) {
            EXPECT_NEAR(mean_of(totals, q, drawdown_bins::ticks_per_unit).value, expected, 3e-7);
        }
    }
}

TEST(PathStatistics, CloseIsThePriceOfTheLastStep) {
    Totals const totals = follow_steps(steps(3).build(), {.1f, .2f, -.05f});
    EXPECT_NEAR(mean_of(totals, Quantity::close, price_bins::ticks_per_unit).value, std::exp(.25),
                5e-7);
    EXPECT_EQ(totals.cold(totals.layout().distribution(Quantity::close) + price_bin(.25f)), 1u);
}

TEST(InitialJump, IsSettledAndObservedOnceAndDatedToTheStart) {
    Plan const plan = steps(3).initial_jump(-.2).touch(-.1).touch(-.25).close(-.15, 1).build();
    Totals const totals = follow_steps(plan, {.1f});
    EXPECT_EQ(hits(totals, 0), 1u);
    EXPECT_EQ(totals.outcome(0, Per::steps), 0u);
    EXPECT_EQ(first_times(totals, Priced::with_cascade, 0, 0), 1u);
    EXPECT_EQ(hits(totals, 1), 0u);
    EXPECT_EQ(hits(totals, 2), 1u) << "the first step starts from the jump";
    EXPECT_NEAR(mean_of(totals, Quantity::drawdown, drawdown_bins::ticks_per_unit).value,
                1 - std::exp(-.2), 3e-7);
}

constexpr FuelTicks thousand = 1000 * ticks_per_usd;

/// 1000 USD at 5 and at 8 levels below spot. Each moves the price by two levels, which never decay.
PlanBuilder two_longs(int n_steps) {
    ImpactParameters impact;
    impact.depth = {500 / grid::spacing * .01, 500 / grid::spacing * .01};
    impact.resilience = Duration{1'000'000'000'000};
    PlanBuilder builder = steps(n_steps);
    return builder.cascade({})
        .impact(impact)
        .fuel(Side::long_side, 5, thousand)
        .fuel(Side::long_side, 8, thousand);
}

float levels(double n) {
    return static_cast<float>(n * grid::spacing);
}

TEST(CascadeOnAPath, LowersTheTradedPriceAndLeavesTheFundamentalOne) {
    Plan const plan = two_longs(3).touch(-6.5 * grid::spacing).close(-6 * grid::spacing, 2).build();
    Totals const totals = follow_cascade(plan, {levels(-5.25)});
    EXPECT_EQ(totals.outcome(0, Per::hits), 1u);
    EXPECT_EQ(totals.outcome(0, Per::hits_without), 0u);
    EXPECT_EQ(totals.outcome(0, Per::only_with), 1u);
    EXPECT_EQ(totals.outcome(1, Per::hits), 0u);
    EXPECT_EQ(totals.outcome(1, Per::only_without), 1u);
    EXPECT_EQ(sum_of(totals, Quantity::liquidated_long), static_cast<long double>(thousand));
    EXPECT_NEAR(mean_of(totals, Quantity::close, price_bins::ticks_per_unit).value,
                std::exp(-7.25 * grid::spacing), 1e-6);
    EXPECT_NEAR(mean_of(totals, Quantity::close_without_cascade, price_bins::ticks_per_unit).value,
                std::exp(-5.25 * grid::spacing), 1e-6);
}

TEST(CascadeOnAPath, MapsEachLevelToTheTimeItWasLiquidated) {
    Totals const totals = follow_cascade(two_longs(3).build(), {levels(-5.25), levels(-1)});
    EXPECT_EQ(paths_that_swept(totals, Side::long_side, 0, 5), 1u);
    EXPECT_EQ(paths_that_swept(totals, Side::long_side, 0, 8), 0u);
    EXPECT_EQ(paths_that_swept(totals, Side::long_side, 1, 5), 0u);
    EXPECT_EQ(paths_that_swept(totals, Side::long_side, 1, 8), 1u);
    EXPECT_EQ(paths_that_swept(totals, Side::long_side, 1, 700), 0u);
    for (int bin : {0, 1, 2}) EXPECT_EQ(paths_that_swept(totals, Side::short_side, bin, 5), 0u);
}

TEST(CascadeOnAPath, LargestCascadeIsTheMostFuelOfOneStep) {
    Totals const apart = follow_cascade(two_longs(3).build(), {levels(-5.25), levels(-1)});
    EXPECT_EQ(sum_of(apart, Quantity::liquidated_long), 2.0L * thousand);
    EXPECT_EQ(sum_of(apart, Quantity::largest_cascade), 1.0L * thousand);
    Totals const together = follow_cascade(two_longs(3).build(), {levels(-6.5)});
    EXPECT_EQ(sum_of(together, Quantity::liquidated_long), 2.0L * thousand);
    EXPECT_EQ(sum_of(together, Quantity::largest_cascade), 2.0L * thousand);
}

TEST(CascadeOnAPath, CountsAVisitWhoseRoundsAreExhaustedAndGoesOnAtTheNext) {
    CascadeParameters cascade;
    cascade.max_rounds = 1;
    // Level 5 moves the mark to 7, beyond level 6; the end of the step takes that, and leaves 8.
    Plan const plan = two_longs(3).cascade(cascade).fuel(Side::long_side, 6, thousand).build();
    Totals const totals = follow_cascade(plan, {levels(-5.25)});
    EXPECT_EQ(totals.hot(totals.layout().rounds_exhausted()), 2u);
    EXPECT_EQ(sum_of(totals, Quantity::liquidated_long), 3.0L * thousand);
    EXPECT_EQ(paths_that_swept(totals, Side::long_side, 0, 6), 1u) << "at the end of the first";
    EXPECT_EQ(paths_that_swept(totals, Side::long_side, 1, 8), 1u) << "in the second step";
}

TEST(OutcomeTally, CountsAPathOnWhichBothPricesAgreeInNeitherDifference) {
    Plan const plan = two_longs(3).race(.1, -.1).build();
    Totals const totals = follow_cascade(plan, {levels(-5.25), .3f});
    EXPECT_EQ(totals.paths(), 1u);
    for (int outcome : {0, 1, 2}) {
        EXPECT_EQ(totals.outcome(outcome, Per::hits), outcome == 0 ? 1u : 0u);
        EXPECT_EQ(totals.outcome(outcome, Per::hits_without), outcome == 0 ? 1u : 0u);
        EXPECT_EQ(totals.outcome(outcome, Per::only_with), 0u);
        EXPECT_EQ(totals.outcome(outcome, Per::only_without), 0u);
    }
}

}  // namespace
}  // namespace liq::tests
