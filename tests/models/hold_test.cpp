// Holds: stretches of visits on one side of a level. Every visit of a path is chosen; random paths
// are compared with a plain search through their visits.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "tests/support/scripted_path.hpp"
#include "tests/support/totals_reader.hpp"

namespace liq::tests {
namespace {

using Per = TotalsLayout;

PlanBuilder steps(int n) {
    return PlanBuilder{}.clock(n, hour).report_every(1);
}

/// The step at which the first outcome happens on a path of increments; 0 if it does not happen.
std::uint64_t moment(PlanBuilder const& builder, std::vector<float> const& script) {
    Totals const totals = follow_steps(builder.build(), script);
    EXPECT_EQ(totals.outcome(0, Per::hits), totals.outcome(0, Per::hits_without));
    return totals.outcome(0, Per::steps);
}

TEST(Hold, BeginsAtSpotWhereThatIsOnTheRightSide) {
    EXPECT_EQ(moment(steps(5).hold(-.1, true, 3), {}), 3u);
    EXPECT_EQ(moment(steps(5).hold(.1, false, 3), {}), 3u);
    EXPECT_EQ(moment(steps(3).hold(-.1, true, 3), {}), 3u) << "held at the last step";
    EXPECT_EQ(moment(steps(5).hold(.1, true, 3), {}), 0u);
    EXPECT_EQ(moment(steps(5).hold(0, true, 2), {}), 2u) << "spot is at the level";
}

TEST(Hold, CountsFromTheEndOfTheStepInWhichItsStretchBegins) {
    PlanBuilder const builder = steps(8).hold(.25, true, 2);
    EXPECT_EQ(moment(builder, {0, .25f}), 4u);
    EXPECT_EQ(moment(builder, {0, .25f, 0, -.01f}), 0u) << "broken at the step it would be held";
    EXPECT_EQ(moment(builder, {0, .25f, 0, 0, -.01f}), 4u) << "broken one later";
    EXPECT_EQ(moment(builder, {0, .25f, -.25f, .25f, 0, 0, -.01f}), 6u) << "the second stretch";
}

TEST(Hold, HasALevelThatIsInclusive) {
    PlanBuilder const above = steps(6).hold(-.25, true, 4), below = steps(6).hold(.25, false, 4);
    EXPECT_EQ(moment(above, {0, -.25f, .1f}), 4u);
    EXPECT_EQ(moment(above, {0, std::nextafter(-.25f, -1.0f), .1f}), 0u);
    EXPECT_EQ(moment(below, {0, .25f, -.1f}), 4u);
    EXPECT_EQ(moment(below, {0, std::nextafter(.25f, 1.0f), -.1f}), 0u);
}

TEST(Hold, MayBeOverBeforeThePathIs) {
    PlanBuilder const builder = steps(9).hold(.25, true, 3, 5);
    EXPECT_EQ(moment(builder, {0, .25f}), 5u);
    EXPECT_EQ(moment(builder, {0, 0, .25f}), 0u);
}

TEST(Hold, IsDatedToTheReportTimeOfItsMomentNotOfItsDiscovery) {
    Plan const plan = PlanBuilder{}.clock(12, hour).report_every(4).hold(-.25, true, 5).build();
    for (std::vector<float> const& script :
         {std::vector<float>{}, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -.5f}}) {
        Totals const totals = follow_steps(plan, script);
        for (int bin : {0, 1, 2}) {
            EXPECT_EQ(first_times(totals, Priced::with_cascade, 0, bin), bin == 1 ? 1u : 0u);
            EXPECT_EQ(first_times(totals, Priced::without_cascade, 0, bin), bin == 1 ? 1u : 0u);
        }
    }
}

TEST(Hold, IsBrokenBetweenTheEndsOfAStepWhereVisitsAreMadeThere) {
    Plan const plan = steps(4).hold(-.01, true, 2).build();
    ScriptedPrice::variance = 1.0f;
    Totals const watched = follow<BridgeMonitoring, NoCascade>(plan, {});
    ScriptedPrice::variance = 0;
    EXPECT_EQ(watched.outcome(0, Per::hits), 0u);
    EXPECT_EQ(follow_steps(plan, {}).outcome(0, Per::hits), 1u);
}

TEST(Hold, IsBrokenByTheJumpAtTheStartAndBegunByIt) {
    EXPECT_EQ(moment(steps(4).initial_jump(-.2).hold(-.1, true, 4), {}), 0u);
    EXPECT_EQ(moment(steps(4).initial_jump(-.2).hold(-.1, false, 4), {}), 4u);
}

/// The first step s1 such that all visits from one in step s to the end of s1 >= s + lasting are on
/// the right side; visit 0 is spot, visit v is the end of step v.
int plain_search(std::vector<float> const& x, float level, bool above, int lasting, int last) {
    auto const right = [&](int v) {
        float const price = x[static_cast<std::size_t>(v)];
        return above ? price >= level : price <= level;
    };
    for (int held = lasting; held <= last; ++held) {
        bool all = true;
        for (int v = held - lasting; v <= held; ++v) all = all && right(v);
        if (all) return held;
    }
    return 0;
}

TEST(Hold, AgreesWithAPlainSearchThroughRandomPaths) {
    int const n = 40;
    std::mt19937 random(11);
    std::uniform_int_distribution<int> move(-3, 3), level(-4, 4), coin(0, 1), length(1, 15);
    int held = 0, checked = 0;
    for (int event = 0; event < 80; ++event) {
        float const at = static_cast<float>(level(random)) / 16;
        bool const above = coin(random) == 1;
        int const lasting = length(random), last = n - coin(random) * 10;
        Plan const plan = steps(n).hold(at, above, lasting, last).build();
        for (int path = 0; path < 25; ++path) {
            std::vector<float> script, x{0.0f};
            for (int i = 0; i < n; ++i) {
                script.push_back(static_cast<float>(move(random)) / 16);
                x.push_back(x.back() + script.back());
            }
            auto const expected =
                static_cast<std::uint64_t>(plain_search(x, at, above, lasting, last));
            Totals const totals = follow_steps(plan, script);
            ASSERT_EQ(totals.outcome(0, Per::hits), expected > 0 ? 1u : 0u);
            ASSERT_EQ(totals.outcome(0, Per::steps), expected);
            held += expected > 0 ? 1 : 0;
            ++checked;
        }
    }
    EXPECT_GT(held, checked / 10);
    EXPECT_LT(held, checked - checked / 10);
}

}  // namespace
}  // namespace liq::tests
