#include "host/results/replicates.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>

namespace liq {
namespace {

/// Replicates of 1,000 paths with these hits, and half as many hits without the cascade.
results::OutcomeCounts counts_with(std::vector<std::uint64_t> const& hits) {
    results::OutcomeCounts counts;
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
    results::Spread const spread = results::spread_of({1, 2, 3, 6}, {5, 5, 5, 5});
    EXPECT_DOUBLE_EQ(spread.mean, 3);
    // The squares about the mean sum to 14, so s^2/m = 14/3/4.
    EXPECT_DOUBLE_EQ(spread.standard_error, std::sqrt(14.0 / 3 / 4));
    EXPECT_EQ(spread.freedom, 3);
    EXPECT_TRUE(std::isnan(results::spread_of({1}, {5}).standard_error));
}

TEST(Spread, WeighsPartsByTheirPaths) {
    EXPECT_DOUBLE_EQ(results::spread_of({0, 1}, {300, 100}).mean, 0.25);
}

TEST(Student, HasTheTabulatedQuantiles) {
    EXPECT_NEAR(results::student_95(1), 12.706, 5e-4);
    EXPECT_NEAR(results::student_95(7), 2.365, 5e-4);
    EXPECT_NEAR(results::student_95(31), 2.040, 5e-4);
}

TEST(ReplicatedEstimate, KeepsHitsOverPathsAndTakesTheSpreadForItsError) {
    results::OutcomeCounts const counts = counts_with({100, 200, 300, 600});
    findings::Estimate const estimate = results::replicated_estimate(counts, 0);
    EXPECT_EQ(estimate.hits, 1200U);
    EXPECT_DOUBLE_EQ(estimate.probability, 0.3);
    double const error = std::sqrt(14.0 / 3 / 4) / 10;
    EXPECT_NEAR(estimate.standard_error, error, 1e-15);
    EXPECT_EQ(estimate.low, 0) << "0.3 less 3.2 errors of 0.108";
    EXPECT_NEAR(estimate.high, 0.3 + results::student_95(3) * error, 1e-5);
    findings::Estimate const without = results::replicated_estimate(counts, 1);
    EXPECT_DOUBLE_EQ(without.probability, 0.15);
    EXPECT_NEAR(without.standard_error, error / 2, 1e-15);
}

TEST(ReplicatedEstimate, StillHasAnIntervalWhereNoPathHits) {
    findings::Estimate const none = results::replicated_estimate(counts_with({0, 0, 0, 0}), 0);
    EXPECT_EQ(none.standard_error, 0);
    EXPECT_EQ(none.low, 0);
    EXPECT_EQ(none.high, results::estimate_of(0, 2000).high);
    findings::Estimate const all =
        results::replicated_estimate(counts_with({1000, 1000, 1000, 1000}), 0);
    EXPECT_EQ(all.high, 1);
    EXPECT_EQ(all.low, results::estimate_of(2000, 2000).low);
}

TEST(ReplicatedEffect, IsTheDifferenceWithTheSpreadOfDifferences) {
    results::PairedEffect const effect =
        results::replicated_effect(counts_with({100, 200, 300, 600}));
    EXPECT_DOUBLE_EQ(effect.difference, 0.15);
    EXPECT_NEAR(effect.standard_error, std::sqrt(14.0 / 3 / 4) / 20, 1e-4);
}

// None of n paths differs. With pairs of paths that happens by chance where up to 7.4/n of all
// would differ.
TEST(ReplicatedEffect, IsUncertainWhereNoPathDiffers) {
    results::PairedEffect const effect = results::replicated_effect(counts_with({0, 0, 0, 0}));
    EXPECT_EQ(effect.difference, 0);
    EXPECT_GT(1.96 * effect.standard_error, 7.38 / 4000);
}

TEST(ReplicatedEstimate, IsWidenedWhereReplicatesAgreeByChance) {
    findings::Estimate const even =
        results::replicated_estimate(counts_with({300, 300, 300, 300}), 0);
    EXPECT_EQ(even.standard_error, 0);
    EXPECT_LT(even.low, 0.3 - 1.0 / 4000);
    EXPECT_GT(even.high, 0.3 + 1.0 / 4000);
    EXPECT_GT(even.low, 0.29);
}

TEST(ReplicatedEstimate, OfOneReplicateHasAnIntervalOfItsCountsAlone) {
    findings::Estimate const one = results::replicated_estimate(counts_with({300}), 0);
    EXPECT_TRUE(std::isnan(one.standard_error));
    results::Interval const counted = results::clopper_pearson(150, 500);
    EXPECT_EQ(one.low, counted.low);
    EXPECT_EQ(one.high, counted.high);
    EXPECT_TRUE(std::isnan(results::replicated_estimate(results::OutcomeCounts{}, 0).probability));
}

// Independent hits in replicates: the interval of Student's t contains the truth in 95 % of the
// cases (2,000 trials, so the standard error is 0.5 %).
TEST(ReplicatedEstimate, CoversTheTruthAsOftenAsItSays) {
    std::mt19937_64 random(20251122);
    std::binomial_distribution<std::uint64_t> hits(1000, 0.3);
    int covered = 0;
    int const trials = 2000;
    for (int t = 0; t < trials; ++t) {
        std::vector<std::uint64_t> sample(8);
        for (auto& h : sample) h = hits(random);
        findings::Estimate const e = results::replicated_estimate(counts_with(sample), 0);
        covered += e.low <= 0.3 && 0.3 <= e.high ? 1 : 0;
    }
    EXPECT_NEAR(covered / static_cast<double>(trials), 0.95, 3 * 0.005);
}

bool full() {
    return std::getenv("LIQ_FULL") != nullptr;
}

/// How often intervals contain the truth.
struct Coverage {
    double of_ours = 0;
    double of_student = 0;  ///< by the spread alone, from one hit on
};

/// The coverage for rare hits that come one by one, or `together` as in pairs that always agree.
Coverage coverage(int replicates, double expected, std::uint64_t together) {
    std::mt19937_64 random(20251124);
    auto const size = static_cast<double>(together) * replicates;
    std::poisson_distribution<std::uint64_t> hits(expected / size);
    int const trials = full() ? 40'000 : 2'000;
    double const truth = expected / (1000.0 * replicates),
                 half = results::student_95(replicates - 1);
    Coverage seen;
    for (int t = 0; t < trials; ++t) {
        std::vector<std::uint64_t> sample(static_cast<std::size_t>(replicates));
        for (auto& h : sample) h = together * hits(random);
        findings::Estimate const e = results::replicated_estimate(counts_with(sample), 0);
        bool const student = std::abs(e.probability - truth) <= half * e.standard_error;
        bool const ours = e.low <= truth && truth <= e.high;
        seen.of_ours += ours ? 1.0 / trials : 0;
        seen.of_student += student || (e.hits == 0 && ours) ? 1.0 / trials : 0;
    }
    return seen;
}

// There are 2,000 samples for each case: the standard error is 0.5 %. An interval by Student's t
// alone covers 8 expected hits in 92 % of the cases with 8 replicates, in 90 % with 32. All figures
// are in tools/decisions/sampling.md.
TEST(ReplicatedEstimate, CoversTheTruthOfRareOutcomes) {
    double worst_of_student = 1;
    for (std::uint64_t const together : {std::uint64_t{1}, std::uint64_t{2}}) {
        for (int const replicates : {8, 32}) {
            for (double const expected : {1.0, 4.0, 8.0, 15.0, 30.0, 45.0, 60.0, 80.0, 150.0}) {
                Coverage const seen = coverage(replicates, expected, together);
                EXPECT_GT(seen.of_ours, 0.945 - 3 * 0.005)
                    << replicates << " replicates, " << expected << " hits, " << together;
                worst_of_student = std::min(worst_of_student, seen.of_student);
                if (full())
                    std::printf("%llu together, %d replicates, %3.0f hits: %.1f %%, was %.1f %%\n",
                                static_cast<unsigned long long>(together), replicates, expected,
                                100 * seen.of_ours, 100 * seen.of_student);
            }
        }
    }
    EXPECT_LT(worst_of_student, 0.92) << "by Student's t alone the coverage is too small";
}

}  // namespace
}  // namespace liq
