// Ranges of answers under draws of estimated inputs.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "host/batch/draws.hpp"

namespace liq::batch {
namespace {

/// Quantiles of a normal law at the middles of n equal parts, by bisection.
std::vector<double> normal_moves(int n, double mean, double sd) {
    std::vector<double> moves;
    for (int i = 0; i < n; ++i) {
        double const share = (i + 0.5) / n;
        double low = -10, high = 10;
        for (int k = 0; k < 100; ++k) {
            double const z = (low + high) / 2;
            (0.5 * std::erfc(-z / std::numbers::sqrt2) < share ? low : high) = z;
        }
        moves.push_back(mean + sd * low);
    }
    return moves;
}

TEST(RangesOfDraws, AreTheCentralNineTenthsOfTheMovesWithoutTheNoiseOfTheirPaths) {
    int const n = 2'000;
    double const truth = 0.02, noise = 0.015;
    auto const moves = normal_moves(n, 0.01, std::hypot(truth, noise));
    auto const range = range_of(0.4, moves, std::vector<double>(n, noise));
    EXPECT_NEAR(range.sd, truth, 1e-4);
    EXPECT_NEAR(range.low, 0.41 - 1.6449 * truth, 2e-4);
    EXPECT_NEAR(range.high, 0.41 + 1.6449 * truth, 2e-4);
    EXPECT_NEAR(range.noise, noise, 1e-12);  // a sum of 2,000 squares
}

TEST(RangesOfDraws, AreAPointWhereTheNoiseIsLargerThanTheMoves) {
    auto const moves = normal_moves(100, 0, 0.001);
    auto const range = range_of(0.4, moves, std::vector<double>(100, 0.01));
    EXPECT_EQ(range.sd, 0);
    EXPECT_NEAR(range.low, 0.4, 1e-12);
    EXPECT_EQ(range.low, range.high);
}

TEST(RangesOfDraws, OfStatisticsWithoutErrorsHoldTheNoise) {
    auto const moves = normal_moves(1'000, 0, 3e6);
    auto const range = range_of(50e6, moves, {});
    EXPECT_NEAR(range.sd, 3e6, 2e4);
    EXPECT_TRUE(std::isnan(range.noise));
}

TEST(RangesOfDraws, AreNotKnownOfFewerThanTwoDrawsOrWhereOneHasNoAnswer) {
    EXPECT_TRUE(std::isnan(range_of(0.4, {0.1}, {0.0}).low));
    EXPECT_TRUE(std::isnan(range_of(0.4, {0.1, NAN, 0.2}, {0, 0, 0}).low));
}

}  // namespace
}  // namespace liq::batch
