// The depth and the walls of a plan, from [impact], [[wall]] and a snapshot (models/law.md 5).
#include "host/planning/resting_depth.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "host/errors.hpp"
#include "host/planning/book_of_positions.hpp"
#include "kernels/build_ladder.hpp"

namespace liq::tests {
namespace {

market::Market market_with_depth() {
    market::Market market;
    market.path = "btc.h5";
    market.depth = market::DepthTable{{.001, .01, .05}, {1e7, 5e8, 2e9}, {1e7, 4e8, 1e9}};
    return market;
}

scenario::Scenario scenario_with(ImpactParameters const& impact) {
    scenario::Scenario scenario;
    scenario.source = "a.toml";
    scenario.simulation.step = Duration{300};
    scenario.price_model = GbmParameters{.4};
    scenario.impact = impact;
    return scenario;
}

scenario::Scenario asking_the_market() {
    ImpactParameters impact;
    impact.depth_from_market = true;
    return scenario_with(impact);
}

/// The message of the error; empty if there is none.
template <class F>
std::string refusal(F const& f) {
    try {
        f();
    } catch (Error const& error) {
        return error.what();
    }
    return "";
}

TEST(RestingDepth, IsTheTableOfTheSnapshotAtLogDistances) {
    ExactBook const book = planning::resting_depth(asking_the_market(), market_with_depth());
    EXPECT_NEAR(book.bid.at(-std::log(1 - .01)), 5e8, 1e-4);
    EXPECT_NEAR(book.ask.at(std::log(1 + .01)), 4e8, 1e-4);
    EXPECT_NEAR(book.bid.inverse(2e9), -std::log(.95), 1e-12);
    EXPECT_NEAR(book.bid.at(-std::log(1 - .001) / 2), 5e6, 1e-4) << "the line from (0, 0)";
    double const kappa = std::log(1e9 / 4e8) / std::log(std::log(1.05) / std::log(1.01));
    EXPECT_NEAR(book.ask.at(2 * std::log(1.05)) / (1e9 * std::pow(2, kappa)), 1, 1e-12);
}

TEST(RestingDepth, RefusesATableBeyondSinglePrecision) {
    for (double const odd : {0.5, 2e18}) {
        market::Market market = market_with_depth();
        (odd < 1 ? market.depth->bid.front() : market.depth->ask.back()) = odd;
        std::string const message =
            refusal([&] { planning::resting_depth(asking_the_market(), market); });
        EXPECT_NE(message.find("impact.depth = \"market\": /depth/notional of btc.h5 has "),
                  std::string::npos)
            << message;
        EXPECT_NE(message.find("USD; accepted: at least 1 and at most 1e+18"), std::string::npos)
            << message;
    }
}

TEST(RestingDepth, IsThePowerLawOfTheScenarioOtherwise) {
    ImpactParameters impact;
    impact.depth = {5e8, 3.5e8};
    impact.exponent = 1.16;
    ExactBook const book = planning::resting_depth(scenario_with(impact), market_with_depth());
    for (double const u : {.0003, .01, .2}) {
        EXPECT_NEAR(book.bid.at(u) / (5e8 * std::pow(u / .01, 1.16)), 1, 1e-12);
        EXPECT_NEAR(book.ask.at(u) / (3.5e8 * std::pow(u / .01, 1.16)), 1, 1e-12);
    }
    Plan plan;
    planning::plan_depth(scenario_with(impact), book, 1e5, plan);
    EXPECT_EQ(plan.depth.points, 0);
    EXPECT_EQ(plan.impact.depth, impact.depth);
}

TEST(RestingDepth, GivesAPlanTheDepthOfTheTableWithinOnePercent) {
    scenario::Scenario const scenario = asking_the_market();
    ExactBook const book = planning::resting_depth(scenario, market_with_depth());
    Plan plan;
    planning::plan_depth(scenario, book, 1e5, plan);
    EXPECT_EQ(plan.depth.points, 3);
    EXPECT_NEAR(plan.impact.depth.bid, book.bid.at(.01), 1e-4);
    EXPECT_LT(plan.impact.depth.bid, 5e8) << "1 % below is a little more than .01 of log distance";
    EXPECT_GT(plan.impact.depth.ask, 4e8);
}

TEST(RestingDepth, RefusesAMarketWithoutATable) {
    market::Market market = market_with_depth();
    market.depth.reset();
    std::string const message =
        refusal([&] { planning::resting_depth(asking_the_market(), market); });
    EXPECT_NE(message.find("impact.depth = \"market\": btc.h5 has no /depth"), std::string::npos)
        << message;
}

TEST(RestingDepth, RefusesATableOfTooManyPoints) {
    market::Market market;
    market.depth.emplace();
    for (int i = 1; i <= max_depth_points + 1; ++i) {
        market.depth->distance.push_back(.001 * i);
        market.depth->bid.push_back(1e7 * i);
        market.depth->ask.push_back(1e7 * i);
    }
    std::string const message =
        refusal([&] { planning::resting_depth(asking_the_market(), market); });
    EXPECT_NE(message.find("has 65 distances; accepted: at most 64"), std::string::npos) << message;
    market.depth->distance.pop_back();
    EXPECT_EQ(planning::resting_depth(asking_the_market(), market).bid.points, max_depth_points);
}

TEST(RestingDepth, RefusesElasticityToAVarianceThatIsConstant) {
    scenario::Scenario scenario = asking_the_market();
    scenario.withdrawal.volatility_elasticity = .5;
    Plan plan;
    std::string const message = refusal([&] {
        planning::plan_depth(scenario, planning::resting_depth(scenario, market_with_depth()), 1e5,
                             plan);
    });
    EXPECT_NE(message.find("the variance of price.model = \"gbm\" is constant"), std::string::npos)
        << message;
}

TEST(PlannedWalls, AreAtTheirLogPriceInAscendingOrderAndRefillAtEachStep) {
    scenario::Scenario scenario = asking_the_market();
    scenario.walls = {{113e3, 2e8, Duration{86400}}, {93e3, 4e8, {}}};
    auto const walls = planning::plan_walls(scenario, 1e5);
    ASSERT_EQ(walls.size(), 2U);
    EXPECT_EQ(walls[0].at, static_cast<float>(std::log(.93)));
    EXPECT_EQ(walls[0].notional, 4e8f);
    EXPECT_EQ(walls[0].refill_per_step, 0) << "never";
    EXPECT_EQ(walls[1].at, static_cast<float>(std::log(1.13)));
    EXPECT_NEAR(walls[1].refill_per_step * 288, 2e8, 20) << "a day has 288 steps of 5 minutes";
}

TEST(PlannedWalls, AreAtMostEight) {
    scenario::Scenario scenario = asking_the_market();
    scenario.walls.assign(max_walls, {93e3, 4e8, {}});
    EXPECT_EQ(planning::plan_walls(scenario, 1e5).size(), 8U);
    scenario.walls.push_back({95e3, 1e8, {}});
    std::string const message = refusal([&] { planning::plan_walls(scenario, 1e5); });
    EXPECT_NE(message.find("there are 9 walls; accepted: at most 8"), std::string::npos) << message;
}

TEST(BranchingRatio, IsTheOrderOfAMoveDividedByTheSlopeOfAnyDepth) {
    LevelFuel fuel;
    for (int k = 1; k <= 300; ++k) fuel.add(k, static_cast<FuelTicks>(16e6 * (1 + k % 7)), 0);
    LadderSide const side = build_ladder_side(fuel);
    CascadeParameters cascade;
    cascade.market_fraction = .8;
    cascade.mark_pass_through = .6;
    ExactBook const table = planning::resting_depth(asking_the_market(), market_with_depth());
    for (ExactDepth const& depth : {table.bid, table.ask, ExactDepth::power_law(5e8, 1.16)}) {
        auto const ratio = planning::branching_ratio(side, depth, cascade);
        double order = 0;
        for (int k = 1; k <= 300; ++k) {
            double const usd = 1e6 * (1 + k % 7);
            order += .8 * usd;
            double const u = std::max(grid::spacing, depth.inverse(order));
            double const rise = depth.at(u) - depth.at(u - 1e-9);
            EXPECT_NEAR(ratio[static_cast<std::size_t>(k)] /
                            (.6 * .8 * usd / grid::spacing / (rise / 1e-9)),
                        1, 1e-4)
                << k;
        }
        EXPECT_EQ(ratio[301], 0);
    }
}

TEST(BranchingRatio, WithWithdrawalIsThatOfTheDepthThatIsLeft) {
    LevelFuel fuel;
    for (int k = 1; k <= 200; ++k) fuel.add(k, static_cast<FuelTicks>(16e6), 0);
    LadderSide const side = build_ladder_side(fuel);
    CascadeParameters cascade;
    cascade.market_fraction = .8;
    Plan plan;
    plan.cascade = cascade;
    plan.impact.depth = {4e8, 3e8};
    plan.withdrawal.sensitivity = 5;
    plan.withdrawal.floor = .2;
    auto const steady = planning::branching_ratio(side, ExactDepth::power_law(4e8, 1.16), cascade);
    auto const withdrawn =
        planning::branching_ratio(side, ExactDepth::power_law(4e8, 1.16), cascade,
                                  planning::withdrawal_of(plan, Side::long_side));
    for (std::size_t k : {1U, 50U, 100U, 200U}) {
        double const left = std::max(.2, std::exp(-5 * .8 * 1e6 * static_cast<double>(k) / 4e8));
        auto const thinner =
            planning::branching_ratio(side, ExactDepth::power_law(left * 4e8, 1.16), cascade);
        EXPECT_NEAR(withdrawn[k] / thinner[k], 1, 1e-12) << k;
        EXPECT_GT(withdrawn[k], steady[k]);
    }
    EXPECT_EQ(planning::withdrawal_of(plan, Side::short_side).per_usd, 5 * .8 / 3e8);
}

}  // namespace
}  // namespace liq::tests
