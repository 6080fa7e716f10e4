#include "host/results/controlled.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>

#include "host/results/replicates.hpp"
#include "models/exact/double_barrier.hpp"
#include "tests/support/plan_builder.hpp"
#include "tests/support/statistics.hpp"

namespace liq {
namespace {

using tests::PlanBuilder;

/// 1,000 paths: 400 have the outcome with the cascade, 300 without it, 250 both with and without.
results::OutcomeCounts const counts{1000, 400, 300, 150, 50, {}};

TEST(Controlled, IsTheRegressionOnTheOutcomeWithoutTheCascade) {
    double const q = 0.31, p = 0.4, p_0 = 0.3;
    double const beta = (0.25 - p * p_0) / (p_0 * (1 - p_0));
    findings::ControlledEstimate const estimate = results::controlled_estimate(counts, q, false);
    EXPECT_NEAR(estimate.coefficient, beta, 1e-15);
    EXPECT_NEAR(estimate.probability, p - beta * (p_0 - q), 1e-15);
    // Close to the residual variance of the regression, which uses p_0 in place of q.
    double const rest = p * (1 - p) - beta * beta * p_0 * (1 - p_0);
    EXPECT_NEAR(estimate.standard_error, std::sqrt(rest / 1000), 0.02 * std::sqrt(rest / 1000));
    EXPECT_LT(estimate.low, estimate.probability);
    EXPECT_NEAR(estimate.high - estimate.low, 2 * 1.96 * estimate.standard_error, 1e-3);
}

TEST(Controlled, IsTheClosedFormItselfWithoutACascade) {
    results::OutcomeCounts const same{1000, 300, 300, 0, 0, {}};
    findings::ControlledEstimate const off = results::controlled_estimate(same, 0.31, true);
    EXPECT_EQ(off.probability, 0.31);
    EXPECT_EQ(off.standard_error, 0);
    EXPECT_EQ(off.low, 0.31);
    EXPECT_EQ(off.high, 0.31);
    EXPECT_EQ(results::cautious_error(same, 0.31, true), 0);
    // With a cascade that changed no path so far the value is the same, but it is not certain.
    findings::ControlledEstimate const on = results::controlled_estimate(same, 0.31, false);
    EXPECT_EQ(on.probability, 0.31);
    EXPECT_EQ(on.coefficient, 1);
    EXPECT_LT(on.low, 0.31);
    EXPECT_GT(on.high, 0.31);
    EXPECT_NEAR(on.standard_error, 2.0 / 1000, 1e-4) << "the error of two added paths each way";
    EXPECT_GT(results::cautious_error(same, 0.31, false), 1e-3);
}

TEST(Controlled, IsNotKnownWithoutAClosedForm) {
    findings::ControlledEstimate const estimate =
        results::controlled_estimate(counts, findings::not_known, false);
    EXPECT_TRUE(std::isnan(estimate.probability));
    EXPECT_TRUE(std::isnan(estimate.low));
}

TEST(Controlled, StaysBetweenZeroAndOneWhereAStratumIsEmpty) {
    for (results::OutcomeCounts const& few :
         {results::OutcomeCounts{50, 0, 0, 0, 0, {}}, results::OutcomeCounts{50, 50, 50, 0, 0, {}},
          results::OutcomeCounts{50, 3, 0, 3, 0, {}}}) {
        findings::ControlledEstimate const e = results::controlled_estimate(few, 0.001, false);
        EXPECT_GE(e.low, 0);
        EXPECT_LE(e.low, e.probability);
        EXPECT_LE(e.probability, e.high);
        EXPECT_LE(e.high, 1);
    }
}

TEST(Controlled, IsTheLineThroughReplicates) {
    results::OutcomeCounts of_four;
    // Hits are 1.5 times the hits without the cascade, plus 10: a line without residuals.
    for (std::uint64_t const without : {100u, 120u, 140u, 200u}) {
        std::uint64_t const hits = without * 3 / 2 + 10;
        of_four.replicates.push_back({1000, hits, without});
        of_four.paths += 1000;
        of_four.hits += hits;
        of_four.hits_without += without;
    }
    findings::ControlledEstimate const e = results::controlled_estimate(of_four, 0.13, false);
    EXPECT_NEAR(e.coefficient, 1.5, 1e-12);
    EXPECT_NEAR(e.probability, 1.5 * 0.13 + 0.01, 1e-12);
    // The line has no residuals, so only the error of two added paths each way remains.
    EXPECT_NEAR(e.standard_error, 2.0 / 4000, 1e-12);
    EXPECT_NEAR(results::cautious_error(of_four, 0.13, false),
                results::student_95(2) / 1.96 * 2 / 4000, 1e-7);
}

/// Replicates of 64 paths on which nothing differs, except that `changed` replicates have one path
/// each with the outcome only with the cascade.
results::OutcomeCounts agreeing(int replicates, int changed) {
    results::OutcomeCounts all;
    for (int r = 0; r < replicates; ++r) {
        std::uint64_t const more = r < changed ? 1 : 0;
        all.replicates.push_back({64, 20 + more, 20});
        all.paths += 64;
        all.hits += 20 + more;
        all.hits_without += 20;
        all.only_with += more;
    }
    return all;
}

TEST(Controlled, OfReplicatesIsUncertainWhereNoPathDiffers) {
    results::OutcomeCounts const same = agreeing(8, 0);
    findings::ControlledEstimate const e = results::controlled_estimate(same, 0.31, false);
    EXPECT_EQ(e.probability, 0.31);
    EXPECT_GT(e.standard_error, 0);
    // As for pairs, half as many independent paths.
    EXPECT_LE(e.low, 0.31 - (1 - std::pow(0.025, 1 / 256.0)) + 1e-12);
    EXPECT_GE(e.high, 0.31 + (1 - std::pow(0.025, 1 / 256.0)) - 1e-12);
}

TEST(Controlled, OfReplicatesIsAProbability) {
    results::OutcomeCounts lost = agreeing(8, 0);
    for (auto& r : lost.replicates) r.hits = 0;
    lost.hits = 0;
    lost.only_without = lost.hits_without;
    for (double const q : {0.001, 0.31, 0.999}) {
        for (results::OutcomeCounts const& seen : {lost, agreeing(8, 0), agreeing(8, 3)}) {
            findings::ControlledEstimate const e = results::controlled_estimate(seen, q, false);
            EXPECT_GE(e.low, 0);
            EXPECT_LE(e.low, e.probability);
            EXPECT_LE(e.probability, e.high);
            EXPECT_LE(e.high, 1);
            EXPECT_GT(e.high, e.low);
        }
    }
}

TEST(Controlled, IsNotKnownFromTwoReplicates) {
    EXPECT_TRUE(std::isnan(results::controlled_estimate(agreeing(2, 1), 0.31, false).probability));
    EXPECT_TRUE(std::isfinite(results::controlled_estimate(agreeing(3, 1), 0.31, false).low));
}

/// A sample of replicates of `paths` paths in all, which have the outcome with probability q
/// without the cascade. On average the cascade adds the outcome on `gained` paths and removes it on
/// `lost`.
results::OutcomeCounts sample(std::mt19937_64& random, int replicates, std::uint64_t paths,
                              double q, double gained, double lost) {
    auto const draw = [&](std::uint64_t n, double p) {
        return p > 0 ? std::binomial_distribution<std::uint64_t>(n, p)(random) : 0;
    };
    results::OutcomeCounts all;
    auto const n = static_cast<double>(paths);
    for (int r = 0; r < replicates; ++r) {
        std::uint64_t const size = paths / static_cast<std::uint64_t>(replicates);
        std::uint64_t const without = draw(size, q);
        std::uint64_t const more = draw(size - without, gained / n / (1 - q));
        std::uint64_t const less = draw(without, lost / n / q);
        all.replicates.push_back({size, without + more - less, without});
        all.paths += size;
        all.hits += without + more - less;
        all.hits_without += without;
        all.only_with += more;
        all.only_without += less;
    }
    return all;
}

// There are 2,000 samples for each case: the standard error is 0.5 %. An interval by the line alone
// would have no width in all samples without a path that differs (61 % of them where half a path is
// expected to), and would cover the truth in 87 % where 8 are expected to.
TEST(Controlled, OfReplicatesCoversTheTruthWhereFewPathsDiffer) {
    std::mt19937_64 random(20251125);
    int const trials = 2000;
    for (int const replicates : {8, 32}) {
        for (double const gained : {0.5, 2.0, 8.0, 20.0, 80.0}) {
            for (double const lost : {0.0, 1.0, 8.0}) {
                double const truth = 0.3 + (gained - lost) / 2048;
                int covered = 0;
                for (int t = 0; t < trials; ++t) {
                    auto const seen = sample(random, replicates, 2048, 0.3, gained, lost);
                    findings::ControlledEstimate const e =
                        results::controlled_estimate(seen, 0.3, false);
                    covered += e.low <= truth && truth <= e.high ? 1 : 0;
                }
                EXPECT_GT(covered / double{trials}, 0.945 - 3 * 0.005)
                    << replicates << " replicates, " << gained << " gained, " << lost << " lost";
            }
        }
    }
}

TEST(CautiousError, IsNeverZeroBecauseFewPathsAgree) {
    EXPECT_NEAR(results::cautious_error({8192, 0, 0, 0, 0, {}}, findings::not_known, false),
                std::sqrt(2.0) / 8196, 1e-7);
    EXPECT_NEAR(results::cautious_error({8192, 8192, 0, 8192, 0, {}}, findings::not_known, false),
                std::sqrt(2.0) / 8196, 1e-7);
    results::OutcomeCounts nothing;
    for (int r = 0; r < 32; ++r) nothing.replicates.push_back({256, 0, 0});
    nothing.paths = 8192;
    EXPECT_NEAR(results::cautious_error(nothing, findings::not_known, false), std::sqrt(2.0) / 8192,
                1e-12);
}

TEST(CautiousError, IsTheStandardErrorWhereHitsAreMany) {
    findings::Estimate const plain = results::estimate_of(400'000, 1'000'000);
    EXPECT_NEAR(
        results::cautious_error({1'000'000, 400'000, 0, 0, 0, {}}, findings::not_known, false),
        plain.standard_error, 1e-5 * plain.standard_error);
}

/// A race with a cascade that pushes paths through its lower level: fuel 1.4 % before the level
/// displaces the price by 2 %.
PlanBuilder race_with_cascade() {
    ImpactParameters impact;
    impact.resilience = Duration{7 * 86'400};
    return PlanBuilder()
        .clock(30, tests::day)
        .cascade({})
        .impact(impact)
        .fuel(Side::long_side, 100, 3'200'000'000)
        .race(0.083, -0.112);
}

// 64 runs of 8,192 paths against one of 2^21 paths: there is no visible bias, and the spread of the
// runs equals the error that they state.
TEST(Controlled, IsUnbiasedWithACascadeAndKnowsItsError) {
    std::uint64_t const paths = 8192;
    int const runs = 64;
    double const years = tests::day.years() * 30;
    double const q =
        exact::DoubleBarrier{1, std::exp(-0.112), std::exp(0.083), 0.4, 0}.lower_first(years);
    double sum = 0, squares = 0, stated = 0, plain = 0;
    for (int run = 0; run < runs; ++run) {
        Plan const plan = race_with_cascade().seed(static_cast<std::uint64_t>(run) + 100).build();
        results::OutcomeCounts const seen = results::counts_of(tests::simulate(plan, paths), 1);
        findings::ControlledEstimate const e = results::controlled_estimate(seen, q, false);
        sum += e.probability;
        squares += e.probability * e.probability;
        stated += e.standard_error / runs;
        plain += results::estimate_of(seen.hits, paths).standard_error / runs;
    }
    double const mean = sum / runs;
    double const spread = std::sqrt((squares / runs - mean * mean) * runs / (runs - 1));
    std::uint64_t const many = std::uint64_t{1} << 21;
    results::OutcomeCounts const brute =
        results::counts_of(tests::simulate(race_with_cascade().build(), many), 1);
    findings::Estimate const truth = results::estimate_of(brute.hits, many);
    double const error = std::hypot(spread / std::sqrt(double{runs}), truth.standard_error);
    EXPECT_TRUE(tests::within_3_standard_errors({mean, error}, truth.probability,
                                                "controlled against brute"));
    EXPECT_NEAR(spread / stated, 1, 3 / std::sqrt(2.0 * (runs - 1)));
    EXPECT_LT(stated, 0.8 * plain) << "the control variate reduces the error";
}

}  // namespace
}  // namespace liq
