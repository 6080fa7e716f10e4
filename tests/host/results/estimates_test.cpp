#include "host/results/estimates.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace liq {
namespace {

// Clopper & Pearson (1934): ends are quantiles of the beta distribution. With no hits the upper end
// is 1 - (alpha/2)^(1/n); 4 of 20 is the textbook case (0.0573, 0.4366).
TEST(Estimate, HasTheClopperPearsonInterval) {
    Estimate const none = estimate_of(0, 10);
    EXPECT_EQ(none.low, 0);
    EXPECT_NEAR(none.high, 1 - std::pow(0.025, 0.1), 1e-12);
    Estimate const all = estimate_of(10, 10);
    EXPECT_NEAR(all.low, std::pow(0.025, 0.1), 1e-12);
    EXPECT_EQ(all.high, 1);
    Estimate const some = estimate_of(4, 20);
    EXPECT_NEAR(some.low, 0.0573, 5e-5);
    EXPECT_NEAR(some.high, 0.4366, 5e-5);
}

TEST(Estimate, ProbabilityIsHitsOverPaths) {
    Estimate const estimate = estimate_of(250'000, 1'000'000);
    EXPECT_EQ(estimate.probability, 0.25);
    EXPECT_NEAR(estimate.standard_error, std::sqrt(0.25 * 0.75 / 1e6), 1e-15);
    EXPECT_NEAR(estimate.high - estimate.low, 2 * 1.96 * estimate.standard_error, 1e-5);
}

TEST(Estimate, OfNoPathsKnowsNothing) {
    EXPECT_TRUE(std::isnan(estimate_of(0, 0).probability));
    EXPECT_TRUE(std::isnan(paired_effect(0, 0, 0).difference));
}

TEST(Estimate, StaysAnIntervalForAsManyPathsAsAreAllowed) {
    for (std::uint64_t hits :
         {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{500'000'000'000}}) {
        Estimate const estimate = estimate_of(hits, 1'000'000'000'000);
        EXPECT_LE(estimate.low, estimate.probability);
        EXPECT_GE(estimate.high, estimate.probability);
    }
}

// The variance of a difference of paired indicators: mean of squares less the square of the mean.
TEST(PairedEffect, ComesFromThePathsOnWhichTheTwoDiffer) {
    PairedEffect const effect = paired_effect(30, 10, 1000);
    EXPECT_DOUBLE_EQ(effect.difference, 0.02);
    EXPECT_DOUBLE_EQ(effect.standard_error, std::sqrt((0.04 - 0.0004) / 1000));
    EXPECT_EQ(paired_effect(0, 0, 1000).standard_error, 0);
}

}  // namespace
}  // namespace liq
