// What happens between the ends of a step (models/law.md 6.3): a light step takes what its extremes
// reach as one order; else the mark passes level after level, each at its own time, and neither
// extreme moves by that. A long step does what many short ones do.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "tests/support/fuel.hpp"
#include "tests/support/statistics.hpp"
#include "tests/support/walked.hpp"

namespace liq::tests {
namespace {

constexpr double h = grid::spacing;
constexpr double tau = 1800, dt = 300;  ///< s

LevelFuel fuel_at(int first, int last, double amount) {
    LevelFuel fuel;
    for (int level = first; level <= last; ++level) fuel.add(level, usd(amount), 0);
    return fuel;
}
LogPrice at(double level) {
    return static_cast<LogPrice>(level * h);
}
/// An imbalance of this many USD moves the price by one level, in a flat book.
ImpactParameters level_per(double amount) {
    ImpactParameters p;
    p.depth = {amount * .01 / h, amount * .01 / h};
    p.exponent = 1;
    p.resilience = Duration{static_cast<std::int64_t>(tau)};
    return p;
}
/// Which uniform variate has the low of a bridge from 0 to `to` at `low`, for the variance v.
double uniform_of(double to, double low, double v) {
    return std::exp(-2 * low * (low - to) / v);
}

struct Draws {
    std::mt19937_64 random{3};
    double uniform() { return std::uniform_real_distribution<double>(1e-12, 1)(random); }
    double normal() { return std::normal_distribution<double>()(random); }
};

TEST(LightStep, TakesWhatAnExtremeReachesAsOneOrderOfItsMiddle) {
    WalkedPath path({.longs = fuel_at(2, 4, 100), .shorts = {}, .impact = level_per(1000)});
    double const v = 1e-5;
    Extremes const p = path.step(at(1), v, uniform_of(h, -3.5 * h, v), .999999);
    EXPECT_EQ(path.long_swept(), 3) << "levels 2 and 3: less than a level together";
    EXPECT_NEAR(path.imbalance(), 200 * std::exp(-.5 * dt / tau), .01);
    double const moved = .2 * std::exp(-.5 * dt / tau);
    EXPECT_NEAR(p.low, -(3.5 + moved) * h, 1e-6);
    EXPECT_NEAR(p.high, (1 - moved) * h, 1e-5) << "the extreme that follows moves too";
    EXPECT_NEAR(path.traded(), (1 - moved) * h, 1e-6);
}

TEST(LightStep, GoesOnWhileWhatItReachesReachesMore) {
    WalkedPath path({.longs = fuel_at(2, 9, 400), .shorts = {}, .impact = level_per(1000)});
    double const v = 1e-5;
    path.step(at(0), v, uniform_of(0, -2.7 * h, v), .999999);
    EXPECT_EQ(path.long_swept(), 3) << "level 2 moves the price .37 levels, to level 3";
}

TEST(LightStep, WithdrawsDepthAsInItsMiddle) {
    ImpactParameters const impact = level_per(1000);
    WalkedPath<WithdrawingDepth> path(
        {.longs = fuel_at(2, 2, 100),
         .shorts = {},
         .impact = impact,
         .withdrawal = {.sensitivity = 1, .recovery = Duration{3600}, .floor = .05}});
    double const v = 1e-5;
    path.step(at(0), v, uniform_of(0, -2.5 * h, v), .999999);
    double const ln_depth = -100 / impact.depth.bid * std::exp(-.5 * dt / 3600);
    EXPECT_NEAR(path.log2_depth() * std::log(2), ln_depth, std::abs(ln_depth) * 1e-5);
}

TEST(Walk, PassesLevelsOfAStraightLineWhereTheLineIs) {
    // Fuel of 3 levels each, at 1, 5 and 9; the mark does not follow, so that times are known.
    LevelFuel longs;
    for (int level : {1, 5, 9}) longs.add(level, usd(3000), 0);
    WalkedPath path({.longs = longs,
                     .shorts = {},
                     .cascade = {.mark_pass_through = 0},
                     .impact = level_per(1000)});
    path.step(at(-10), 0, .5, .5);
    double expected = 0;
    for (int level : {1, 5, 9}) expected += 3000 * std::exp(-(1 - level / 10.) * dt / tau);
    EXPECT_NEAR(path.imbalance(), expected, .01);
}

// A mark that does not follow the price is X, whose extremes are known: a walk reaches every level
// within them, and no other, on both sides, however many it passes on the way.
TEST(Walk, LeavesBothExtremesWhereTheyAre) {
    LevelFuel const fuel = fuel_at(1, 40, 3000);
    WalkedPath path({.longs = fuel,
                     .shorts = fuel,
                     .cascade = {.mark_pass_through = 0},
                     .impact = level_per(1000)});
    Draws draws;
    double const v = 6 * 6 * h * h;
    int near_a_level = 0;
    for (std::uint64_t i = 0; i < 20'000; ++i) {
        path.restart(i);
        double const to = std::sqrt(v) * draws.normal();
        double const u = draws.uniform(), w = draws.uniform();
        double const low = -.5 * (to - std::sqrt(to * to - 2 * v * std::log(u))) / h;
        double const high = .5 * (to + std::sqrt(to * to - 2 * v * std::log(w))) / h;
        path.step(static_cast<LogPrice>(to), v, u, w);
        bool const far = low > 1 || high > 1;
        near_a_level +=
            std::abs(low - std::round(low)) < 1e-3 || std::abs(high - std::round(high)) < 1e-3;
        if (!far || std::abs(low - std::round(low)) < 1e-3 ||
            std::abs(high - std::round(high)) < 1e-3)
            continue;
        ASSERT_EQ(path.long_swept(), std::min(40, static_cast<int>(low))) << i << " " << low;
        ASSERT_EQ(path.short_swept(), std::min(40, static_cast<int>(high))) << i << " " << high;
    }
    EXPECT_LT(near_a_level, 200);
}

TEST(Walk, GoesOnAtOnceWhereASettlementBringsTheMarkToTheNextLevel) {
    // 5000 USD move the price by 5 levels: one level after the other falls, all at one time.
    WalkedPath path({.longs = fuel_at(2, 30, 5000), .shorts = {}, .impact = level_per(1000)});
    double const v = 1e-5;
    path.step(at(0), v, uniform_of(0, -2.1 * h, v), .999999);
    EXPECT_EQ(path.removed().longs, usd(29 * 5000));
    double const share = std::log(29 * 5000. / path.imbalance()) * tau / dt;
    EXPECT_GT(share, 0);
    EXPECT_LT(share, 1);
}

TEST(Walk, IsOverWhereRoundsAreExhausted) {
    WalkedPath path({.longs = fuel_at(2, 30, 5000),
                     .shorts = {},
                     .cascade = {.max_rounds = 1},
                     .impact = level_per(1000)});
    double const v = 1e-5;
    path.step(at(6), v, uniform_of(6 * h, -2.1 * h, v), .999999);
    EXPECT_GE(path.exhausted(), 1);
    EXPECT_LT(path.long_swept(), 30);
}

TEST(Walk, DropsTheLowOfThePriceByWhatItSells) {
    WalkedPath path({.longs = fuel_at(2, 2, 5000), .shorts = {}, .impact = level_per(1000)});
    double const v = 1e-5;
    Extremes const p = path.step(at(0), v, uniform_of(0, -2.1 * h, v), .999999);
    EXPECT_LE(p.low, -7 * h + 1e-6) << "from the level by 5";
    EXPECT_GE(p.low, -7.5 * h);
    EXPECT_GE(p.high, -7 * h);
}

/// What a path loses in one step or in as many short ones, over the same time and variance.
struct Lost {
    Measured fuel, traded;
};
template <class Depth>
Lost lost_in(WalkTerms terms, int steps, int n) {
    terms.step_years = Duration{300}.years() / steps;
    WalkedPath<Depth> path(terms);
    Draws draws;
    double const v = 9 * h * h / steps;
    MeanOfPaths fuel, traded;
    for (int i = 0; i < n; ++i) {
        path.restart(static_cast<std::uint64_t>(i));
        double x = 0;
        for (int step = 0; step < steps; ++step) {
            x += std::sqrt(v) * draws.normal();
            path.step(static_cast<LogPrice>(x), v, draws.uniform(), draws.uniform());
        }
        fuel.add(static_cast<double>(path.removed().longs) / ticks_per_usd);
        traded.add(path.traded());
    }
    return {fuel.measured(), traded.measured()};
}

TEST(WithinAStep, IsWhatManyShortStepsDo) {
    WalkTerms terms{
        .longs = fuel_at(1, 60, 900), .shorts = fuel_at(1, 60, 700), .impact = level_per(1000)};
    terms.impact.resilience = Duration{600};
    for (bool const withdraws : {false, true}) {
        terms.withdrawal = {
            .sensitivity = withdraws ? .3 : 0.0, .recovery = Duration{900}, .floor = .2};
        auto const lost = [&](int steps, int n) {
            return withdraws ? lost_in<WithdrawingDepth>(terms, steps, n)
                             : lost_in<SteadyDepth>(terms, steps, n);
        };
        Lost const one = lost(1, 40'000), many = lost(64, 10'000);
        EXPECT_GT(one.fuel.value, 3000);
        // What is left of the error of a step as long as half of the resilience (a third of the
        // recovery), with a level in every third of its standard deviation.
        EXPECT_TRUE(same_within(.06, one.fuel, many.fuel));
        EXPECT_TRUE(same_within(.06, one.traded, many.traded));
    }
}

}  // namespace
}  // namespace liq::tests
