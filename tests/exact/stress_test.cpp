// The reverse stress test against the closed form of one barrier (models/law.md 9.1): the value
// that it finds is the one that solves it, within the error that it states.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <numbers>

#include "host/market/read_market.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/stress/stress.hpp"
#include "models/exact/one_sided_passage.hpp"
#include "tests/support/market_file.hpp"

namespace liq::tests {
namespace {

constexpr double spot = 100'000, level = 90'000, sigma = .4, years = 20 / 365.0;
std::filesystem::path const snapshot =
    std::filesystem::absolute(LIQ_SOURCE_DIR "/scenarios/btc-2025-06-05.h5");

constexpr char const* text = R"(
schema = 1
name = "touch"
[market]
file = SNAPSHOT
spot = 100_000.0
[simulation]
paths = 100_000
horizon = "20d"
step = "2d"
[price]
model = "gbm"
volatility = 0.4
[cascade]
enabled = false
[impact]
depth = 1e9
[[event]]
name = "low"
kind = "touch"
level = 90_000
[[event]]
name = "race"
kind = "race"
up = 110_000
down = 90_000
)";

class ReverseStress : public ::testing::Test {
  protected:
    ReverseStress() {
        std::string scenario = text;
        scenario.replace(scenario.find("SNAPSHOT"), 8, scenario::toml_string(snapshot.string()));
        std::ofstream(folder_.file("s.toml")) << scenario;
    }

    stress::StressResult run(double reach, std::vector<std::string> const& vary,
                             std::string const& outcome = "low.touched",
                             std::vector<std::string> const& set = {}) {
        stress::StressQuestion const question{
            folder_.file("s.toml").string(), set, outcome, reach, vary, 5};
        std::string ignored;
        return stress::run_stress(
            question, market_, *make_backend({.name = "cpu"}, ignored), [] { return false; },
            [](stress::StressProgress const&) {});
    }

    test::TemporaryFolder folder_;
    market::Market market_ = market::read_market(snapshot);
};

double touch(double volatility, double jump) {
    double const start = spot * std::exp(jump);
    return start <= level ? 1 : exact::touch_probability(start, level, volatility, 0, years);
}

double root(std::function<double(double)> const& f, double low, double high) {
    for (int i = 0; i < 60; ++i) {
        double const middle = (low + high) / 2;
        (f(middle) < 0 ? low : high) = middle;
    }
    return low;
}

TEST_F(ReverseStress, FindsTheVolatilityAtWhichATouchIsAsLikelyAsAsked) {
    for (double const reach : {.45, .12}) {
        stress::StressResult const result = run(reach, {"price.volatility"});
        ASSERT_EQ(result.nearest, 0);
        stress::Crossing const& found = result.points[0].crossing;
        double const truth =
            std::abs(std::log(root([&](double v) { return touch(v, 0) - reach; }, .05, 4) / sigma));
        EXPECT_NEAR(found.at, truth, 3 * found.standard_error) << "reach " << reach;
        EXPECT_LE(found.low, truth);
        EXPECT_GE(found.high, truth);
        EXPECT_LT(found.high - found.low, 6 * found.standard_error);
        EXPECT_EQ(result.points[0].direction[0] > 0, reach > .3);
    }
}

// Without a cascade the control variate is the outcome itself, and leaves no error.
TEST_F(ReverseStress, IsExactWhereTheProbabilityIs) {
    stress::StressResult const result =
        run(.45, {"price.volatility"}, "low.touched",
            {"simulation.control_variate=true", "simulation.paths=1000"});
    ASSERT_EQ(result.nearest, 0);
    stress::Crossing const& found = result.points[0].crossing;
    double const truth = root([&](double v) { return touch(v, 0) - .45; }, .05, 4);
    EXPECT_NEAR(found.at, std::log(truth / sigma), 1e-5);
    EXPECT_FALSE(found.jumps);
    EXPECT_LT(found.standard_error, 1e-6);
}

TEST_F(ReverseStress, FindsTheContourOfVolatilityAndAJumpAtTheStart) {
    double const reach = .5;
    stress::StressResult const result = run(reach, {"price.volatility", "price.initial_jump"},
                                            "low.touched", {"simulation.paths=40000"});
    ASSERT_GE(result.points.size(), 5U);
    double nearest = 10;
    for (int i = 0; i <= 900; ++i) {
        double const angle = i * std::numbers::pi / 1800;
        auto const excess = [&](double t) {
            return touch(sigma * std::exp(t * std::cos(angle)), -t * std::sin(angle)) - reach;
        };
        nearest = std::min(nearest, root(excess, 0, 3));
    }
    for (stress::StressPoint const& point : result.points) {
        stress::Crossing const& c = point.crossing;
        double const there = touch(sigma * std::exp(point.change(0, c.at)), point.change(1, c.at));
        EXPECT_NEAR(there, reach, 3.1 * c.estimate.standard_error) << "change " << c.at;
        EXPECT_GE(point.direction[0], 0);
        EXPECT_LE(point.direction[1], 0);
    }
    stress::Crossing const& best = result.points[static_cast<std::size_t>(result.nearest)].crossing;
    EXPECT_NEAR(best.at, nearest, 3 * best.standard_error + .01 * nearest);
    EXPECT_LT(best.at, result.points.front().crossing.at);
}

TEST_F(ReverseStress, SaysHowFarItGotWhereARangeEndsFirst) {
    stress::StressResult const result = run(.9999, {"market.open_interest_factor"});
    EXPECT_EQ(result.nearest, -1);
    EXPECT_TRUE(result.complete);
    ASSERT_EQ(result.ends.size(), 2U);  // without a cascade nothing depends on it
    EXPECT_EQ(result.ends[0].estimate.probability, result.base.probability);
    EXPECT_TRUE(result.reversals.empty());
}

// A race is refused where its upper level is not above spot.
TEST_F(ReverseStress, ComesCloseToWhereTheScenarioIsRefused) {
    stress::StressResult const result = run(.97, {"event.race.up"}, "race.up");
    ASSERT_EQ(result.nearest, 0);
    stress::StressPoint const& point = result.points[0];
    double const up = 110'000 * std::exp(point.change(0, point.crossing.at));
    EXPECT_GT(up, spot);
    EXPECT_LT(up, 1.005 * spot);
}

TEST_F(ReverseStress, NeedsNoChangeWhereTheProbabilityIsAsAsked) {
    std::vector<std::string> const few{"simulation.paths=2000"};
    double const base = run(.5, {"price.volatility"}, "low.touched", few).base.probability;
    stress::StressResult const result = run(base, {"price.volatility"}, "low.touched", few);
    EXPECT_TRUE(result.there_already);
    EXPECT_EQ(result.trials.size(), 1U);
}

}  // namespace
}  // namespace liq::tests
