#include "host/results/replicates.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace liq {
namespace {

/// Replicates of 1,000 paths with these hits, and half as many without the cascade.
OutcomeCounts counts_with(std::vector<std::uint64_t> const& hits) {
    OutcomeCounts counts;
    for (std::uint64_t const h : hits) {
        counts.replicates.push_back({1000, h, h / 2});
        counts.paths += 1000;
        counts.hits += h;
        counts.hits_without += h / 2;
        counts.only_with += h - h / 2;
    }
    return counts;
}

TEST(Spread, IsTheStandardErrorOfAMeanOfEqualParts) {
    Spread const spread = spread_of({1, 2, 3, 6}, {5, 5, 5, 5});
    EXPECT_DOUBLE_EQ(spread.mean, 3);
    // Squares about the mean sum to 14: s^2/m = 14/3/4.
    EXPECT_DOUBLE_EQ(spread.standard_error, std::sqrt(14.0 / 3 / 4));
    EXPECT_EQ(spread.freedom, 3);
    EXPECT_TRUE(std::isnan(spread_of({1}, {5}).standard_error));
}

TEST(Spread, WeighsPartsByTheirPaths) {
    EXPECT_DOUBLE_EQ(spread_of({0, 1}, {300, 100}).mean, 0.25);
}

TEST(Student, HasTheTabulatedQuantiles) {
    EXPECT_NEAR(student_95(1), 12.706, 5e-4);
    EXPECT_NEAR(student_95(7), 2.365, 5e-4);
    EXPECT_NEAR(student_95(31), 2.040, 5e-4);
}

TEST(ReplicatedEstimate, KeepsHitsOverPathsAndTakesTheSpreadForItsError) {
    OutcomeCounts const counts = counts_with({100, 200, 300, 600});
    Estimate const estimate = replicated_estimate(counts, 0);
    EXPECT_EQ(estimate.hits, 1200U);
    EXPECT_DOUBLE_EQ(estimate.probability, 0.3);
    double const error = std::sqrt(14.0 / 3 / 4) / 10;
    EXPECT_NEAR(estimate.standard_error, error, 1e-15);
    EXPECT_EQ(estimate.low, std::max(0.0, 0.3 - student_95(3) * error));
    EXPECT_NEAR(estimate.high, 0.3 + student_95(3) * error, 1e-15);
    Estimate const without = replicated_estimate(counts, 1);
    EXPECT_DOUBLE_EQ(without.probability, 0.15);
    EXPECT_NEAR(without.standard_error, error / 2, 1e-15);
}

TEST(ReplicatedEstimate, StillHasAnIntervalWhereNoPathHits) {
    Estimate const none = replicated_estimate(counts_with({0, 0, 0, 0}), 0);
    EXPECT_EQ(none.standard_error, 0);
    EXPECT_EQ(none.low, 0);
    EXPECT_EQ(none.high, estimate_of(0, 2000).high);
    Estimate const all = replicated_estimate(counts_with({1000, 1000, 1000, 1000}), 0);
    EXPECT_EQ(all.high, 1);
    EXPECT_EQ(all.low, estimate_of(2000, 2000).low);
}

TEST(ReplicatedEffect, IsTheDifferenceWithTheSpreadOfDifferences) {
    PairedEffect const effect = replicated_effect(counts_with({100, 200, 300, 600}));
    EXPECT_DOUBLE_EQ(effect.difference, 0.15);
    EXPECT_NEAR(effect.standard_error, std::sqrt(14.0 / 3 / 4) / 20, 1e-15);
}

// Independent hits in replicates: the interval of Student's t holds the truth in 95 % of the cases
// (2,000 trials: standard error 0.5 %).
TEST(ReplicatedEstimate, CoversTheTruthAsOftenAsItSays) {
    std::mt19937_64 random(20251122);
    std::binomial_distribution<std::uint64_t> hits(1000, 0.3);
    int covered = 0;
    int const trials = 2000;
    for (int t = 0; t < trials; ++t) {
        std::vector<std::uint64_t> sample(8);
        for (auto& h : sample) h = hits(random);
        Estimate const e = replicated_estimate(counts_with(sample), 0);
        covered += e.low <= 0.3 && 0.3 <= e.high ? 1 : 0;
    }
    EXPECT_NEAR(covered / static_cast<double>(trials), 0.95, 3 * 0.005);
}

}  // namespace
}  // namespace liq
