#include "host/results/estimates.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace liq {
namespace {

// The ends of the interval of Clopper & Pearson (1934) are quantiles of the beta distribution. With
// no hits the upper end is 1 - (alpha/2)^(1/n). 4 of 20 is a textbook case (0.0573, 0.4366).
TEST(Estimate, HasTheClopperPearsonInterval) {
    findings::Estimate const none = results::estimate_of(0, 10);
    EXPECT_EQ(none.low, 0);
    EXPECT_NEAR(none.high, 1 - std::pow(0.025, 0.1), 1e-12);
    findings::Estimate const all = results::estimate_of(10, 10);
    EXPECT_NEAR(all.low, std::pow(0.025, 0.1), 1e-12);
    EXPECT_EQ(all.high, 1);
    findings::Estimate const some = results::estimate_of(4, 20);
    EXPECT_NEAR(some.low, 0.0573, 5e-5);
    EXPECT_NEAR(some.high, 0.4366, 5e-5);
}

TEST(Estimate, ProbabilityIsHitsOverPaths) {
    findings::Estimate const estimate = results::estimate_of(250'000, 1'000'000);
    EXPECT_EQ(estimate.probability, 0.25);
    EXPECT_NEAR(estimate.standard_error, std::sqrt(0.25 * 0.75 / 1e6), 1e-15);
    EXPECT_NEAR(estimate.high - estimate.low, 2 * 1.96 * estimate.standard_error, 1e-5);
}

TEST(Estimate, OfNoPathsKnowsNothing) {
    EXPECT_TRUE(std::isnan(results::estimate_of(0, 0).probability));
    EXPECT_TRUE(std::isnan(results::paired_effect(0, 0, 0).difference));
}

TEST(Estimate, StaysAnIntervalForAsManyPathsAsAreAllowed) {
    for (std::uint64_t hits :
         {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{500'000'000'000}}) {
        findings::Estimate const estimate = results::estimate_of(hits, 1'000'000'000'000);
        EXPECT_LE(estimate.low, estimate.probability);
        EXPECT_GE(estimate.high, estimate.probability);
    }
}

// The variance of a difference of paired indicators: mean of squares less the square of the mean.
TEST(PairedEffect, ComesFromThePathsOnWhichTheTwoDiffer) {
    results::PairedEffect const effect = results::paired_effect(30, 10, 1000);
    EXPECT_DOUBLE_EQ(effect.difference, 0.02);
    EXPECT_DOUBLE_EQ(effect.standard_error, std::sqrt((0.044 - 0.0004) / 1000));
    EXPECT_NEAR(results::paired_effect(3'000'000, 1'000'000, 100'000'000).standard_error,
                std::sqrt((0.04 - 0.0004) / 1e8), 1e-10);
}

// None of n paths differs: 2.5 % of samples are like that where 3.7/n of all paths differ.
TEST(PairedEffect, IsUncertainWhereNoPathDiffers) {
    EXPECT_GT(1.96 * results::paired_effect(0, 0, 1000).standard_error, 3.68e-3);
    EXPECT_GT(results::paired_effect(1000, 0, 1000).standard_error, 0);
    results::Interval const none = results::paired_interval(0, 0, 1000);
    EXPECT_NEAR(none.high, 1 - std::pow(0.025, 1e-3), 1e-9);
    EXPECT_NEAR(none.low, -none.high, 1e-12);
}

// Only some of 10,000 paths differ, one way or both ways: the interval, and 1.96 errors about the
// difference, contain the truth (5,000 samples for each case: the standard error is 0.3 %).
TEST(PairedEffect, CoversTheTruthWhereFewPathsDiffer) {
    std::mt19937_64 random(20251123);
    std::uint64_t const n = 10'000;
    int const trials = 5000;
    for (double const first : {0.5, 2.0, 5.0, 12.0, 40.0}) {
        for (double const second : {0.0, 1.5, 40.0}) {
            std::poisson_distribution<std::uint64_t> gained(first);
            std::poisson_distribution<std::uint64_t> lost(std::max(second, 1e-9));
            double const truth = (first - second) / static_cast<double>(n);
            int by_error = 0, by_interval = 0;
            for (int t = 0; t < trials; ++t) {
                std::uint64_t const a = gained(random), b = second > 0 ? lost(random) : 0;
                results::PairedEffect const effect = results::paired_effect(a, b, n);
                results::Interval const interval = results::paired_interval(
                    static_cast<double>(a), static_cast<double>(b), static_cast<double>(n));
                by_error +=
                    std::abs(effect.difference - truth) <= 1.96 * effect.standard_error ? 1 : 0;
                by_interval += interval.low <= truth && truth <= interval.high ? 1 : 0;
            }
            EXPECT_GT(by_error, 0.94 * trials) << first << " and " << second;
            EXPECT_GT(by_interval, 0.945 * trials) << first << " and " << second;
        }
    }
}

}  // namespace
}  // namespace liq
