// Depth that withdraws, follows the variance and lets displacements decay (models/law.md 5).
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "models/impact/displacement.hpp"
#include "tests/support/depth_under_test.hpp"

namespace liq::tests {
namespace {

DepthChoices elastic(double gamma) {
    DepthChoices choices{.book = sample_book()};
    choices.withdrawal.volatility_elasticity = gamma;
    return choices;
}

TEST(Elasticity, ScalesTheDepthByThePowerOfTheVarianceRatio) {
    for (double const gamma : {.5, 1., 2.}) {
        DepthUnderTest const steady(elastic(0));
        DepthUnderTest depth(elastic(gamma));
        for (double const ratio : {.0625, .3, 1., 2.5, 16.}) {
            depth.begin_step(static_cast<float>(std::log2(ratio)));
            double const scale = std::pow(ratio, -gamma / 2);
            for (double const usd : {1e6, 7e7, 1e9}) {
                auto const e = static_cast<Usd>(usd);
                auto const in_full = static_cast<Usd>(usd / scale);
                EXPECT_NEAR(depth.disp(e) / steady.disp(in_full), 1, 3e-6)
                    << gamma << ", " << ratio;
                EXPECT_NEAR(depth.disp(-e) / steady.disp(-in_full), 1, 3e-6);
            }
        }
    }
}

TEST(Elasticity, IsClampedToASixteenthAndSixteen) {
    float const infinite = std::numeric_limits<float>::infinity();
    DepthUnderTest depth(elastic(1));
    depth.begin_step(4);
    LogPrice const most = depth.disp(1e8f);
    depth.begin_step(-4);
    LogPrice const least = depth.disp(1e8f);
    EXPECT_LT(most, least);
    for (float const beyond : {4.1f, 80.f, infinite}) {
        depth.begin_step(beyond);
        EXPECT_EQ(depth.disp(1e8f), most) << beyond;
        depth.begin_step(-beyond);
        EXPECT_EQ(depth.disp(1e8f), least) << -beyond;
    }
}

TEST(Elasticity, OfNothingHasTheBitsOfADepthWithoutIt) {
    DepthUnderTest const untouched(elastic(0));
    DepthUnderTest depth(elastic(0));
    for (float const ratio : {-3.f, 0.f, .7f, 9.f}) {
        depth.begin_step(ratio);
        for (Usd e = 1; e < 1e11f; e *= 3.7f) EXPECT_EQ(depth.disp(e), untouched.disp(e));
    }
}

TEST(MarketDepth, WithdrawsAndRecoversByTheWithdrawal) {
    DepthChoices choices{.market_fraction = .7};
    choices.withdrawal = {.sensitivity = .8, .recovery = Duration{3600}, .floor = .05};
    DepthUnderTest depth(choices);
    WithdrawingDepth const alone(choices.withdrawal, choices.impact, depth_step_years, .7);
    float log_depth = 0;
    for (Usd const fuel : {0.f, 1e8f, 0.f, 3e8f, 1e12f, 0.f, 2e6f}) {
        depth.begin_step();
        depth.withdraw(fuel, fuel / 3);
        log_depth = alone.after_orders(alone.after_step(log_depth), fuel, fuel / 3);
        EXPECT_EQ(depth.log2_depth(), log_depth);
        EXPECT_EQ(depth.disp(3e7f), PowerLawImpact(choices.impact).displacement(3e7f, log_depth));
    }
}

TEST(MarketDepth, RelaxesASteadyPowerLawByTheDecayOfTheImbalance) {
    DepthChoices choices;
    choices.impact.exponent = 1.16;
    double const tau = choices.impact.resilience.years();
    double const keep = std::exp(-depth_step_years / tau);
    DepthUnderTest const depth(choices);
    for (Usd const e : {1e5f, 1e8f, -1e8f}) {
        LogPrice const relaxed = depth.relaxed(static_cast<Usd>(keep * e), depth.disp(e));
        EXPECT_NEAR(relaxed / depth.disp(static_cast<Usd>(keep * e)), 1, 3e-6);
        EXPECT_EQ(relaxed,
                  depth.disp(e) * static_cast<float>(std::exp(-depth_step_years / (tau * 1.16))));
    }
    EXPECT_EQ(depth.relaxed(0, depth.disp(1.1f)), 0) << "nothing is left";
}

/// All lanes of a tile, compared with one lane alone.
void expect_relaxed_like_one_lane(DepthChoices const& choices) {
    constexpr int lanes = 32;
    DepthUnderTest const one(choices);
    DepthTables const tables =
        choices.book.bid.points > 0 ? build_depth_tables(choices.book) : DepthTables{};
    PressureParameters p;
    p.impact = choices.impact;
    p.withdrawal = choices.withdrawal;
    p.depth = view_of(tables);
    MarketDepth const depth(p, depth_step_years);
    MarketDepth::State<lanes> state;
    PerLane<Usd, lanes> imbalance;
    PerLane<LogPrice, lanes> displaced;
    for (int lane = 0; lane < lanes; ++lane) {
        depth.start(state, lane);
        imbalance[lane] = static_cast<Usd>((lane % 2 == 0 ? 1 : -1) * std::pow(2.1, lane - 3));
        displaced[lane] = one.disp(imbalance[lane]) * 1.1f;
    }
    PerLane<LogPrice, lanes> const before = displaced;
    depth.relax(state, imbalance, displaced);
    for (int lane = 0; lane < lanes; ++lane) {
        EXPECT_EQ(displaced[lane], one.relaxed(imbalance[lane], before[lane])) << lane;
        EXPECT_EQ(displaced[lane] == 0, std::abs(imbalance[lane]) < 1) << lane;
    }
}

TEST(MarketDepth, RelaxesATileLikeEachOfItsLanes) {
    DepthChoices choices;
    choices.impact.exponent = 1.16;
    expect_relaxed_like_one_lane(choices);
    choices.withdrawal.sensitivity = 1;
    expect_relaxed_like_one_lane(choices);
    choices.book = sample_book();
    expect_relaxed_like_one_lane(choices);
}

}  // namespace
}  // namespace liq::tests
