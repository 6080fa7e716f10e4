// How walls are used and fill up again as time passes (models/law.md 5), through the class that
// paths use.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "tests/support/depth_under_test.hpp"

namespace liq::tests {
namespace {

constexpr double fall = -.03;

DepthChoices with_walls(std::vector<Wall> walls) {
    DepthChoices choices;
    choices.impact.exponent = 1.16;
    choices.book = sample_book();
    choices.walls = std::move(walls);
    return choices;
}

/// The imbalance that uses `usd` of the wall at `fall`, seen from X = 0.
Usd that_uses(double usd) {
    return static_cast<Usd>(sample_book().bid.at(-static_cast<double>(static_cast<float>(fall))) +
                            usd);
}

/// The resilience is six steps, so that a step leaves this of what is held.
double const keeps = std::exp(-1.0 / 6);

/// Expects the wall at `fall` to have this size, for an order that goes through it.
void expect_size(DepthUnderTest const& depth, double size, char const* message) {
    DepthUnderTest const expected(
        with_walls({{static_cast<float>(fall), static_cast<Usd>(size), 0}}));
    Usd const through = that_uses(9e8);
    EXPECT_NEAR(depth.disp(through) / expected.disp(through), 1, 4e-6) << message;
}

TEST(WallsInTime, LoseWhatHasDecayedOfTheMostThatAnImbalanceHasUsed) {
    DepthUnderTest depth(with_walls({{static_cast<float>(fall), 4e8f, 0}}));
    depth.begin_step();
    for (double const used : {1e8, 3e8, 2e8, 5e7}) depth.visit(that_uses(used), 0);
    expect_size(depth, 4e8, "this imbalance meets again what it holds");
    depth.next_step();
    expect_size(depth, 4e8 - 3e8 * (1 - keeps), "a step later");
    depth.next_step();
    expect_size(depth, 4e8 - 3e8 * (1 - keeps * keeps), "two steps later");
    for (int step = 0; step < 1000; ++step) depth.next_step();
    expect_size(depth, 1e8, "never refilled");
    depth.visit(that_uses(9e8), 0);
    for (int step = 0; step < 1000; ++step) depth.next_step();
    expect_size(depth, 1, "used up");
}

TEST(WallsInTime, AreUsedAnewByWhatAnImbalanceNoLongerHolds) {
    DepthUnderTest depth(with_walls({{static_cast<float>(fall), 4e8f, 0}}));
    depth.begin_step();
    depth.visit(that_uses(2e8), 0);
    depth.next_step();
    depth.visit(that_uses(2e8), 0);  // of which 2e8 keeps are held
    double const gone = 2e8 * (1 - keeps);
    expect_size(depth, 4e8 - gone, "a use is gone only with time");
    depth.next_step();
    expect_size(depth, 4e8 - 2 * gone, "an imbalance that is kept up uses it as it decays");
    for (int step = 0; step < 1000; ++step) depth.next_step();
    expect_size(depth, 2e8 - gone, "all of it");
}

TEST(WallsInTime, RefillLinearlyToTheirFullSize) {
    Wall const wall{static_cast<float>(fall), 4e8f, 1e7f};  // in forty steps
    DepthUnderTest depth(with_walls({wall}));
    depth.begin_step();
    depth.visit(that_uses(3e8), 0);
    double lowest = 4e8;
    for (int steps = 1; steps < 60; ++steps) {
        depth.next_step();
        // What is held is gone faster than the wall fills up at first, then slower.
        double const size = std::min(4e8, 4e8 - 3e8 * (1 - std::pow(keeps, steps)) + 1e7 * steps);
        expect_size(depth, size, "refilled");
        lowest = std::min(lowest, size);
    }
    EXPECT_LT(lowest, 2.6e8);
}

// As long as a wall fills up faster than what is held is gone, it stays full.
TEST(WallsInTime, AreAtMostFull) {
    DepthUnderTest depth(with_walls({{static_cast<float>(fall), 4e8f, 4e7f}}));
    depth.begin_step();
    depth.visit(that_uses(2e8), 0);
    for (int steps = 1; steps < 20; ++steps) {
        depth.next_step();
        expect_size(depth, 4e8, "full");
    }
}

TEST(WallsInTime, OfEachStepAreThoseOfItsParts) {
    Wall const wall{static_cast<float>(fall), 4e8f, 1e7f};
    DepthUnderTest whole(with_walls({wall})), parts(with_walls({wall}));
    for (DepthUnderTest* depth : {&whole, &parts}) {
        depth->begin_step();
        depth->visit(that_uses(3e8), 0);
        depth->next_step();
    }
    parts.rewind();
    Usd const through = that_uses(9e8);
    LogPrice at_first = parts.disp(through);
    for (float const share : {.25f, .5f, .25f}) {
        parts.pass_time(share);
        LogPrice const later = parts.disp(through);
        EXPECT_LT(later, at_first) << "less is left";
        at_first = later;
    }
    EXPECT_NEAR(parts.disp(through) / whole.disp(through), 1, 2e-6);
    for (DepthUnderTest* depth : {&whole, &parts}) depth->next_step();
    EXPECT_NEAR(parts.disp(through) / whole.disp(through), 1, 2e-6) << "also later on";
}

TEST(WallsInTime, UsedInTheMiddleOfAStepAreSoAtItsEnd) {
    Wall const wall{static_cast<float>(fall), 4e8f, 1e7f};
    DepthUnderTest middle(with_walls({wall})), there(with_walls({wall}));
    middle.next_step();
    middle.visit(that_uses(3e8), 0, -.5f);
    there.next_step();
    there.rewind();
    there.pass_time(.5f);
    there.visit(that_uses(3e8), 0);
    there.pass_time(.5f);
    Usd const through = that_uses(9e8);
    EXPECT_LT(middle.disp(through), -.04f);
    for (int step = 0; step < 3; ++step) {
        EXPECT_NEAR(middle.disp(through) / there.disp(through), 1, 2e-6) << step;
        middle.next_step();
        there.next_step();
    }
}

// Random imbalances at random prices: what is gone never exceeds the full size and what refilled.
TEST(WallsInTime, GiveNoMoreThanTheyHadAndWhatRefilled) {
    Wall const wall{static_cast<float>(fall), 4e8f, 2e5f};
    DepthUnderTest depth(with_walls({wall}));
    std::mt19937_64 random(5);
    std::uniform_real_distribution<double> uniform(0, 1);
    double gone = 0, given = 4e8;
    for (int step = 0; step < 3000; ++step) {
        depth.next_step();
        given += 2e5;
        auto const x = static_cast<LogPrice>(fall * uniform(random));
        depth.visit(static_cast<Usd>(2e9 * uniform(random)), x);
        auto const before = depth.wall(0);
        ASSERT_LE(0, before.held);
        ASSERT_LE(before.held, before.left);
        ASSERT_LE(before.left, 4e8f);
        gone += static_cast<double>(before.held) * (1 - keeps);
        ASSERT_LE(gone, given * 1.0001);
    }
    EXPECT_GT(gone, .8 * given);
}

/// The walls of a book whose depth is a quarter.
TEST(WallsInTime, LoseAShareOfTheirFullSize) {
    DepthChoices choices = with_walls({{static_cast<float>(fall), 4e8f, 0}});
    choices.withdrawal = {.sensitivity = 10, .recovery = Duration{1 << 30}, .floor = .25};
    DepthUnderTest thin(choices);
    thin.begin_step();
    thin.withdraw(1e12f, 0);
    thin.visit(that_uses(1e8) / 4, 0);
    thin.next_step();
    choices.withdrawal = {};
    choices.walls[0].notional -= static_cast<Usd>(1e8 * (1 - keeps));
    EXPECT_NEAR(thin.disp(that_uses(1e9) / 4) / DepthUnderTest(choices).disp(that_uses(1e9)), 1,
                1e-5);
}

}  // namespace
}  // namespace liq::tests
