// Walls within a step (models/law.md 5 and 6.3): the free price moves along bridges, the traded one
// stands at a wall, and a long step does what many short ones do.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "tests/support/statistics.hpp"
#include "tests/support/walked_full.hpp"

namespace liq::tests {
namespace {

constexpr double h = grid::spacing;

/// 1,000 USD move the price by one level, in a flat book; levels hold fuel on both sides.
FullTerms terms_of(double longs, double shorts, std::vector<Wall> const& walls) {
    FullTerms terms;
    for (int level = 1; level <= 60; ++level) {
        terms.longs.add(level, static_cast<FuelTicks>(longs * ticks_per_usd), 0);
        terms.shorts.add(level, static_cast<FuelTicks>(shorts * ticks_per_usd), 0);
    }
    PressureParameters& p = terms.pressure;
    p.impact.depth = {1000 * .01 / h, 1000 * .01 / h};
    p.impact.exponent = 1;
    p.impact.resilience = Duration{600};
    p.walls = {walls.data(), static_cast<int>(walls.size())};
    return terms;
}
LogPrice at(double level) {
    return static_cast<LogPrice>(level * h);
}

struct Draws {
    std::mt19937_64 random{3};
    double uniform() { return std::uniform_real_distribution<double>(1e-12, 1)(random); }
    double normal() { return std::normal_distribution<double>()(random); }
};

TEST(WalkAtAWall, ReachesNoLevelBehindItWhileItHolds) {
    // It cannot be used up. Levels behind it are reached only where X itself passes the wall.
    std::vector<Wall> const walls{{at(-10.5), 1e9f, 0}, {at(9.5), 1e9f, 0}};
    WalkedFull path(terms_of(1500, 1200, walls));
    Draws draws;
    int stood = 0, passed = 0;
    for (std::uint64_t i = 0; i < 4000; ++i) {
        path.restart(i);
        double x = 0, low = 0, high = 0;
        double const v = 4 * h * h;
        for (int step = 0; step < 4; ++step) {
            double const to = x + std::sqrt(v) * draws.normal();
            double const u = draws.uniform(), w = draws.uniform(), apart = (to - x) * (to - x);
            low = std::min(low, .5 * (x + to - std::sqrt(apart - 2 * v * std::log(u))) / h);
            high = std::max(high, .5 * (x + to + std::sqrt(apart - 2 * v * std::log(w))) / h);
            Extremes const p = path.walk(static_cast<LogPrice>(to), v, u, w);
            x = to;
            if (low > -7) {
                ASSERT_GE(p.low, at(-10.5)) << i;
                ASSERT_GE(path.traded(path.x()), at(-10.5)) << i;
                ASSERT_LE(path.removed().longs, 10 * 1500 * ticks_per_usd) << i;
            }
            if (high < 6) {
                ASSERT_LE(p.high, at(9.5)) << i;
                ASSERT_LE(path.removed().shorts, 9 * 1200 * ticks_per_usd) << i;
            }
            stood += p.low == at(-10.5) || p.high == at(9.5);
            passed += low < -10.5 || high > 9.5;
        }
    }
    EXPECT_GT(stood, 1000);
    EXPECT_GT(passed, 1);
}

/// What a path loses in a few long steps or in many short ones, over the same time and variance,
/// and how low P gets.
struct Lost {
    Measured fuel, low;
};
Lost lost_in(double const refill_per_step, int parts, int n) {
    auto const refill = static_cast<Usd>(refill_per_step / parts);
    std::vector<Wall> const walls{
        {at(-14.5), 3e3f, 0}, {at(-6.5), 2e3f, refill}, {at(5.5), 2e3f, refill}};
    FullTerms terms = terms_of(900, 700, walls);
    terms.step_years = Duration{300}.years() / parts;
    WalkedFull path(terms);
    Draws draws;
    double const v = 9 * h * h / parts;
    MeanOfPaths fuel, lowest;
    for (int i = 0; i < n; ++i) {
        path.restart(static_cast<std::uint64_t>(i));
        double x = 0, low = 0;
        for (int step = 0; step < 6 * parts; ++step) {
            x += std::sqrt(v) * draws.normal();
            Extremes const p =
                path.walk(static_cast<LogPrice>(x), v, draws.uniform(), draws.uniform());
            low = std::min(low, static_cast<double>(p.low));
        }
        fuel.add(static_cast<double>(path.removed().longs) / ticks_per_usd);
        lowest.add(low / h);
    }
    return {fuel.measured(), lowest.measured()};
}

// Steps as long as half of the resilience, with three levels in the standard deviation of each.
TEST(WalkAtAWall, IsWhatManyShortStepsDo) {
    for (double const refill : {0.0, 2e3}) {
        Lost const one = lost_in(refill, 1, 20'000), many = lost_in(refill, 64, 2'000);
        EXPECT_TRUE(same_within(.06, one.fuel, many.fuel));
        EXPECT_TRUE(same_within(.06, one.low, many.low));
        EXPECT_LT(one.fuel.value, 9000) << "11,100 without walls";
    }
}

}  // namespace
}  // namespace liq::tests
