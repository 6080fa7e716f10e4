// Ratios of counts: their errors against the spread of repeated samples, and cases without trials
// or hits.
#include "host/results/conditional.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>

#include "host/results/replicates.hpp"

namespace liq {
namespace {

using Cells = std::array<std::array<std::uint64_t, 3>, 3>;

TEST(Conditional, IsHitsOverTrialsWithTheIntervalOfThatManyTrials) {
    results::ConditionalCounts counts;
    counts.paths = Cells{{{700, 20, 10}, {30, 90, 15}, {5, 10, 120}}};
    findings::Estimate const with = results::conditional_estimate(counts, 0),
                             without = results::conditional_estimate(counts, 1);
    findings::Estimate const expected = results::estimate_of(135, 270);
    EXPECT_EQ(with.hits, 135u);
    EXPECT_EQ(with.trials, 270u);
    EXPECT_EQ(with.probability, expected.probability);
    EXPECT_EQ(with.standard_error, expected.standard_error);
    EXPECT_EQ(with.low, expected.low);
    EXPECT_EQ(with.high, expected.high);
    EXPECT_EQ(without.hits, 145u);
    EXPECT_EQ(without.trials, 265u);
    EXPECT_DOUBLE_EQ(results::conditional_effect(counts).difference, 135 / 270. - 145 / 265.);
}

TEST(Conditional, IsNotKnownWithoutTrials) {
    results::ConditionalCounts counts;
    counts.paths[0][0] = 1000;
    EXPECT_TRUE(std::isnan(results::conditional_estimate(counts, 0).probability));
    EXPECT_TRUE(std::isnan(results::conditional_effect(counts).difference));
    counts.paths[2][0] = 10;
    EXPECT_EQ(results::conditional_estimate(counts, 0).probability, 1.0);
    EXPECT_TRUE(std::isnan(results::conditional_effect(counts).difference));
}

TEST(Conditional, HasNoEffectWhereTheCascadeChangesNoPath) {
    results::ConditionalCounts counts;
    counts.paths = Cells{{{700, 0, 0}, {0, 90, 0}, {0, 0, 120}}};
    EXPECT_EQ(results::conditional_effect(counts).difference, 0);
    EXPECT_NEAR(results::conditional_effect(counts).standard_error, 2 / 210.0, 1e-12)
        << "no path of 210 differs, and that does not prove that no path can";
}

/// n paths; each draws its pair of categories, with and without the cascade, by these weights.
results::ConditionalCounts sample(std::mt19937_64& random, std::discrete_distribution<int>& law,
                                  int n) {
    results::ConditionalCounts counts;
    for (int i = 0; i < n; ++i) {
        auto const cell = static_cast<std::size_t>(law(random));
        ++counts.paths[cell / 3][cell % 3];
    }
    return counts;
}

struct Moments {
    double sum = 0, squares = 0;
    int n = 0;
    void add(double x) {
        sum += x;
        squares += x * x;
        ++n;
    }
    [[nodiscard]] double mean() const { return sum / n; }
    [[nodiscard]] double spread() const { return std::sqrt(squares / n - mean() * mean()); }
};

TEST(Conditional, HasErrorsLikeTheSpreadOfRepeatedSamples) {
    std::mt19937_64 random(5);
    std::discrete_distribution<int> law{60, 3, 2, 4, 10, 3, 1, 2, 15};
    double const truth = 18. / 35 - 20. / 35;  // by the weights
    Moments ratios, effects, errors, effect_errors;
    int covered = 0, effect_covered = 0;
    int const runs = 4000;
    for (int run = 0; run < runs; ++run) {
        results::ConditionalCounts const counts = sample(random, law, 2000);
        findings::Estimate const estimate = results::conditional_estimate(counts, 0);
        results::PairedEffect const effect = results::conditional_effect(counts);
        ratios.add(estimate.probability);
        errors.add(estimate.standard_error);
        effects.add(effect.difference);
        effect_errors.add(effect.standard_error);
        covered += estimate.low <= 18. / 35 && 18. / 35 <= estimate.high ? 1 : 0;
        effect_covered +=
            std::abs(effect.difference - truth) < 1.96 * effect.standard_error ? 1 : 0;
    }
    double const noise = 4 / std::sqrt(2. * runs);  // relative error of a spread
    EXPECT_NEAR(errors.mean() / ratios.spread(), 1, noise);
    EXPECT_NEAR(effect_errors.mean() / effects.spread(), 1, noise);
    EXPECT_NEAR(effects.mean(), truth, 4 * effects.spread() / std::sqrt(runs));
    EXPECT_GT(covered, .94 * runs) << "Clopper & Pearson covers at least 95 %";
    EXPECT_NEAR(effect_covered / double{runs}, .95, .015);
}

TEST(Conditional, TakesItsErrorFromTheSpreadOfReplicates) {
    std::mt19937_64 random(6);
    std::discrete_distribution<int> law{60, 3, 2, 4, 10, 3, 1, 2, 15};
    Moments ratios, errors, effects, effect_errors;
    int const runs = 1500;
    for (int run = 0; run < runs; ++run) {
        results::ConditionalCounts all;
        for (int r = 0; r < 16; ++r) {
            results::ConditionalCounts const part = sample(random, law, 200);
            for (std::size_t i = 0; i < 9; ++i) all.paths[i / 3][i % 3] += part.paths[i / 3][i % 3];
            all.replicates.push_back({part.share(0), part.share(1)});
        }
        findings::Estimate const estimate = results::conditional_estimate(all, 0);
        ratios.add(estimate.probability);
        errors.add(estimate.standard_error * estimate.standard_error);
        effects.add(results::conditional_effect(all).difference);
        effect_errors.add(std::pow(results::conditional_effect(all).standard_error, 2));
    }
    EXPECT_NEAR(std::sqrt(errors.mean()) / ratios.spread(), 1, .08);
    EXPECT_NEAR(std::sqrt(effect_errors.mean()) / effects.spread(), 1, .08);
}

TEST(Conditional, HasAnIntervalWhereAllReplicatesAgree) {
    results::ConditionalCounts counts;
    counts.paths[0][0] = 100;
    counts.paths[1][1] = 40;
    for (int r = 0; r < 4; ++r)
        counts.replicates.push_back(
            {results::ConditionalShare{10, 0}, results::ConditionalShare{10, 0}});
    findings::Estimate const estimate = results::conditional_estimate(counts, 0);
    EXPECT_EQ(estimate.probability, 0);
    EXPECT_EQ(estimate.low, 0);
    EXPECT_NEAR(estimate.high, results::estimate_of(0, 20).high, 1e-12);
}

TEST(Conditional, ComparesTheErrorOfItsTrialsWithATarget) {
    results::ConditionalCounts counts;
    counts.paths[0][0] = 1'000'000;
    EXPECT_GT(results::cautious_error(counts), .2) << "nothing is known without trials";
    counts.paths[2][2] = 50;
    counts.paths[1][1] = 50;
    EXPECT_NEAR(results::cautious_error(counts), std::sqrt(.25 / 104), 1e-12);
}

}  // namespace
}  // namespace liq
