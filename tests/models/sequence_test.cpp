// Sequences: levels in their order. Every visit of a path is chosen; random paths are compared with
// a plain walk through their visits.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>

#include "tests/support/scripted_path.hpp"
#include "tests/support/totals_reader.hpp"

namespace liq::tests {
namespace {

using Per = TotalsLayout;

PlanBuilder steps(int n) {
    return PlanBuilder{}.clock(n, hour).report_every(1);
}
StoryStep above(double level, int last_step = 0) {
    return {.meets_high = static_cast<float>(level), .last_step = last_step};
}
StoryStep below(double level, int last_step = 0) {
    return {.meets_low = static_cast<float>(level), .last_step = last_step};
}
StoryStep before_below(StoryStep step, double level) {
    step.ends_low = static_cast<float>(level);
    return step;
}
StoryStep before_above(StoryStep step, double level) {
    step.ends_high = static_cast<float>(level);
    return step;
}

/// The step in which the first outcome happens on a path of increments; 0 if it does not happen.
std::uint64_t moment(PlanBuilder const& builder, std::vector<float> const& script) {
    Totals const totals = follow_steps(builder.build(), script);
    std::uint64_t const hits = totals.outcome(0, Per::hits);
    EXPECT_EQ(totals.outcome(0, Per::hits_without), hits);
    EXPECT_EQ(totals.outcome(0, Per::steps_without), totals.outcome(0, Per::steps));
    if (hits == 0) {
        EXPECT_EQ(totals.outcome(0, Per::steps), 0u);
    }
    return totals.outcome(0, Per::steps);
}

TEST(Sequence, HappensWhenItsStepsAreMetInTheirOrder) {
    PlanBuilder const builder = steps(5).sequence({above(.25), below(.125)});
    EXPECT_EQ(moment(builder, {.25f, -.125f}), 2u);
    EXPECT_EQ(moment(builder, {.25f, .5f, -.5f, -.125f}), 4u);
    EXPECT_EQ(moment(builder, {-.5f, .7f, .1f}), 0u) << "below .125 only before it was above .25";
    EXPECT_EQ(moment(builder, {.2f, -.2f}), 0u);
}

TEST(Sequence, HasLevelsThatAreInclusive) {
    PlanBuilder const builder = steps(3).sequence({above(.25), below(-.5)});
    EXPECT_EQ(moment(builder, {.25f, -.75f}), 2u);
    EXPECT_EQ(moment(builder, {std::nextafter(.25f, 0.0f), -.75f}), 0u);
    EXPECT_EQ(moment(builder, {.25f, -.74f}), 0u);
}

TEST(Sequence, MeetsAtMostOneStepAVisit) {
    PlanBuilder const builder = steps(4).sequence({above(.1), above(.2), above(.15)});
    EXPECT_EQ(moment(builder, {.3f}), 3u) << "a visit at the end of each of three steps";
    EXPECT_EQ(moment(steps(2).sequence({above(.1), above(.2), above(.15)}), {.3f}), 0u);
}

TEST(Sequence, IsOverWhenAPriceThatHadToWaitComesFirst) {
    PlanBuilder const builder = steps(5).sequence({before_below(above(.25), -.125), below(-.5)});
    EXPECT_EQ(moment(builder, {.25f, -.75f}), 2u) << "from then on the other price is free";
    EXPECT_EQ(moment(builder, {-.125f, .5f, -.875f}), 0u);
    EXPECT_EQ(moment(builder, {-.1f, .5f, -.91f}), 3u);
    PlanBuilder const mirrored = steps(5).sequence({before_above(below(-.25), .125)});
    EXPECT_EQ(moment(mirrored, {-.25f}), 1u);
    EXPECT_EQ(moment(mirrored, {.125f, -.5f}), 0u);
}

TEST(Sequence, LooksAtWhatEndsItBeforeWhatItWaitsFor) {
    PlanBuilder const builder = steps(3).sequence({before_above(above(.25), .5)});
    EXPECT_EQ(moment(builder, {.5f}), 0u) << "one visit reaches both";
    EXPECT_EQ(moment(builder, {.4f}), 1u);
}

TEST(Sequence, CountsUntilTheLastStepOfEachOfItsSteps) {
    PlanBuilder const builder = steps(6).sequence({above(.1, 2), below(0, 4)});
    EXPECT_EQ(moment(builder, {0, .1f, 0, -.2f}), 4u);
    EXPECT_EQ(moment(builder, {0, 0, .1f, -.2f}), 0u);
    EXPECT_EQ(moment(builder, {0, .1f, 0, 0, -.2f}), 0u);
}

TEST(Sequence, TakesTheVisitsOfAStepInTheirOrder) {
    // Both extremes of the one step lie beyond both levels; the low is visited first if it rises.
    ScriptedPrice::variance = 1.0f;
    Plan const plan = steps(1)
                          .sequence({below(-.001), above(.001)})
                          .sequence({above(.001), below(-.001)})
                          .build();
    Totals const rises = follow<BridgeMonitoring, NoCascade>(plan, {.0005f});
    Totals const falls = follow<BridgeMonitoring, NoCascade>(plan, {-.0005f});
    ScriptedPrice::variance = 0;
    EXPECT_EQ(rises.outcome(0, Per::hits), 1u);
    EXPECT_EQ(rises.outcome(1, Per::hits), 0u);
    EXPECT_EQ(falls.outcome(0, Per::hits), 0u);
    EXPECT_EQ(falls.outcome(1, Per::hits), 1u);
}

TEST(Sequence, SeesTheJumpAtTheStartAsAVisit) {
    EXPECT_EQ(moment(steps(3).initial_jump(.3).sequence({above(.25), above(.125)}), {}), 1u);
    Totals const totals =
        follow_steps(steps(3).initial_jump(.3).sequence({above(.25)}).build(), {-.3f});
    EXPECT_EQ(totals.outcome(0, Per::hits), 1u);
    EXPECT_EQ(totals.outcome(0, Per::steps), 0u) << "dated to the start";
}

TEST(Sequence, SharesItsPathWithOtherEventsWithoutDisturbingThem) {
    auto const others = [] { return steps(8).race(.2, -.2).touch(.1).touch(-.3, 6); };
    Plan const alone = others().build();
    Plan const together = others()
                              .sequence({above(.05), below(-.05), above(.15)})
                              .sequence({before_below(above(.3), -.1)})
                              .hold(-.15, true, 3)
                              .build();
    std::mt19937 random(20250605);
    std::normal_distribution<float> normal(0, .09f);
    for (int path = 0; path < 300; ++path) {
        std::vector<float> script(8);
        for (float& increment : script) increment = normal(random);
        Totals const a = follow_steps(alone, script), b = follow_steps(together, script);
        for (int outcome = 0; outcome < 5; ++outcome) {
            EXPECT_EQ(a.outcome(outcome, Per::hits), b.outcome(outcome, Per::hits));
            EXPECT_EQ(a.outcome(outcome, Per::steps), b.outcome(outcome, Per::steps));
        }
    }
}

/// The law of host/interface.md, visit by visit. Returns the number of the visit at which it
/// happens.
std::optional<int> plain_walk(std::vector<StoryStep> const& story, std::vector<float> const& path) {
    std::size_t pending = 0;
    for (std::size_t v = 0; v < path.size(); ++v) {
        int const step = static_cast<int>(v) + 1;
        StoryStep const& wanted = story[pending];
        if (path[v] <= wanted.ends_low || path[v] >= wanted.ends_high) return std::nullopt;
        if (step > wanted.last_step) return std::nullopt;
        bool const met = path[v] <= wanted.meets_low || path[v] >= wanted.meets_high;
        if (met && ++pending == story.size()) return step;
    }
    return std::nullopt;
}

StoryStep random_step(std::mt19937& random, int n_steps) {
    std::uniform_int_distribution<int> tenth(-6, 6), one_of(0, 3), last(n_steps / 2, n_steps);
    StoryStep step;
    float const level = static_cast<float>(tenth(random)) / 16;
    if (one_of(random) % 2 == 0)
        step.meets_high = level;
    else
        step.meets_low = level;
    int const guard = one_of(random);
    if (guard == 0) step.ends_low = level - .25f;
    if (guard == 1) step.ends_high = level + .25f;
    step.last_step = last(random);
    return step;
}

TEST(Sequence, AgreesWithAPlainWalkOverRandomPathsAndStories) {
    int const n = 40;
    std::mt19937 random(7);
    std::uniform_int_distribution<int> move(-3, 3), length(1, 4);
    int happened = 0, checked = 0;
    for (int story = 0; story < 60; ++story) {
        std::vector<StoryStep> wanted;
        for (int i = length(random); i > 0; --i) wanted.push_back(random_step(random, n));
        Plan const plan = steps(n).sequence(wanted).build();
        for (int path = 0; path < 30; ++path) {
            std::vector<float> script, x;
            for (int i = 0; i < n; ++i) {
                script.push_back(static_cast<float>(move(random)) / 16);
                x.push_back((x.empty() ? 0.0f : x.back()) + script.back());
            }
            auto const expected = plain_walk(wanted, x);
            Totals const totals = follow_steps(plan, script);
            ASSERT_EQ(totals.outcome(0, Per::hits), expected ? 1u : 0u);
            ASSERT_EQ(totals.outcome(0, Per::steps),
                      static_cast<std::uint64_t>(expected.value_or(0)));
            happened += expected ? 1 : 0;
            ++checked;
        }
    }
    EXPECT_GT(happened, checked / 10);
    EXPECT_LT(happened, checked - checked / 10);
}

// With a cascade: forced sales at -.1 push the traded price below -.15, the fundamental one stays.
TEST(Sequence, FollowsBothPrices) {
    CascadeParameters cascade;
    ImpactParameters impact;
    impact.depth = {1e6, 1e6};
    Plan const plan = steps(2)
                          .cascade(cascade)
                          .impact(impact)
                          .fuel(Side::long_side, 102, 16 * 60'000'000)
                          .sequence({below(-.05), below(-.15)})
                          .build();
    Totals const totals = follow_cascade(plan, {-.1f, -.002f});
    EXPECT_EQ(totals.outcome(0, Per::hits), 1u);
    EXPECT_EQ(totals.outcome(0, Per::hits_without), 0u);
    EXPECT_EQ(totals.outcome(0, Per::only_with), 1u);
}

}  // namespace
}  // namespace liq::tests
