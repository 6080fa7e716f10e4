#include "host/stress/crossing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <vector>

#include "host/results/estimates.hpp"

namespace liq {
namespace {

using Curve = std::function<double(double)>;

/// A probability that is estimated on the same paths at all distances: path i has the outcome where
/// its uniform number is below the curve.
class Paths {
  public:
    Paths(Curve curve, std::size_t n, std::uint64_t seed) : curve_(std::move(curve)) {
        std::mt19937_64 random(seed);
        std::uniform_real_distribution<double> uniform;
        for (std::size_t i = 0; i < n; ++i) numbers_.push_back(uniform(random));
    }

    findings::Estimate operator()(double at, stress::Effort effort) {
        std::size_t const n =
            effort == stress::Effort::few ? numbers_.size() / 16 : numbers_.size();
        if (effort == stress::Effort::all) ++evaluations;
        auto const hits =
            std::count_if(numbers_.begin(), numbers_.begin() + static_cast<std::ptrdiff_t>(n),
                          [&](double number) { return number < curve_(at); });
        return results::estimate_of(static_cast<std::uint64_t>(hits), n);
    }

    int evaluations = 0;

  private:
    Curve curve_;
    std::vector<double> numbers_;
};

stress::Line line(double reach, bool rising, double limit = 5) {
    return {limit, reach, rising, 0.05, true};
}

/// The whole search: evaluate further out until few paths reach the value, then find the place.
std::optional<stress::Crossing> find(stress::CrossingSearch& search) {
    while (!search.rough_place() && search.evaluate_further()) {
    }
    search.evaluate_around_peak();
    return search.find();
}

std::optional<stress::Crossing> find(Paths& paths, stress::Line const& where) {
    stress::CrossingSearch search(
        [&](double at, stress::Effort effort) { return paths(at, effort); }, where);
    return find(search);
}

double normal(double z) {
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

constexpr std::size_t n_paths = 64'000;

TEST(Crossing, IsWhereTheEstimateItselfIsTheValueToATenthOfItsError) {
    Paths paths([](double t) { return normal(t - 1); }, n_paths, 1);
    auto const found = find(paths, line(0.4, true));
    ASSERT_TRUE(found);
    EXPECT_LE(std::abs(found->estimate.probability - 0.4), 0.101 * found->estimate.standard_error);
    EXPECT_FALSE(found->jumps || found->low_open || found->high_open);
    double const truth = 1 - 0.2533471;  // the normal quantile of 0.6
    EXPECT_NEAR(found->at, truth, 3 * found->standard_error);
    EXPECT_LT(found->low, truth);
    EXPECT_GT(found->high, truth);
}

TEST(Crossing, HasTheErrorOfTheProbabilityOverTheSlope) {
    Paths paths([](double t) { return 0.2 + 0.1 * t; }, n_paths, 2);
    auto const found = find(paths, line(0.35, true));
    ASSERT_TRUE(found);
    double const error = std::sqrt(0.35 * 0.65 / n_paths) / 0.1;
    EXPECT_NEAR(found->standard_error, error, 0.15 * error);
    EXPECT_NEAR(found->high - found->low, 2 * 1.96 * error, 0.25 * error);
}

TEST(Crossing, IsFoundWhereTheProbabilityHasToFall) {
    Paths paths([](double t) { return 0.6 * std::exp(-t); }, n_paths, 3);
    auto const found = find(paths, line(0.15, false));
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->at, std::log(4.0), 3 * found->standard_error);
    EXPECT_LT(found->low, std::log(4.0));
    EXPECT_GT(found->high, std::log(4.0));
}

TEST(Crossing, TakesFewLooksWithAllPaths) {
    for (double const slope : {0.02, 0.2, 2.0}) {
        Paths paths([slope](double t) { return normal(slope * t - 1); }, n_paths, 4);
        ASSERT_TRUE(find(paths, line(0.25, true, 100)));
        EXPECT_LE(paths.evaluations, 12) << "slope " << slope;
    }
}

// For 400 intervals of 95 %, 3 standard errors below that is 91.7 %. The ends may be further out
// than needed, so the coverage is slightly larger.
TEST(Crossing, ItsIntervalContainsTheTruthAsOftenAsItShould) {
    int holds = 0;
    int const trials = 400;
    double const truth = 1 - 1.2815516;  // the normal quantile of 0.9, so that 0.1 is at -0.28
    for (std::uint64_t seed = 0; seed < trials; ++seed) {
        Paths paths([](double t) { return normal(t - 2); }, 3200, seed + 100);
        auto const found = find(paths, line(0.1, true));
        ASSERT_TRUE(found);
        holds += found->low <= truth + 1 && truth + 1 <= found->high ? 1 : 0;
    }
    EXPECT_GE(holds, 0.917 * trials);
    EXPECT_LE(holds, 0.99 * trials);
}

TEST(Crossing, OfAStepIsTheStepAndSaysSo) {
    Paths paths([](double t) { return t < 0.3 ? 0.2 : 0.9; }, n_paths, 5);
    auto const found = find(paths, line(0.5, true));
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->jumps);
    EXPECT_NEAR(found->at, 0.3, 2e-4 * 0.3);
    EXPECT_LE(found->low, 0.3);
    EXPECT_GE(found->high, 0.3);
    EXPECT_LE(paths.evaluations, 8);
}

// The interval is wide where the probability is flat, and the slope between its ends is that of the
// jump: a standard error from it would be a hundred times smaller than the interval.
TEST(Crossing, HasNoStandardErrorBesideAnIntervalThatItDoesNotAgreeWith) {
    Paths paths([](double t) { return t < 1 ? 0.499 + 0.001 * t : 0.9; }, n_paths, 21);
    auto const found = find(paths, line(0.4995, true));
    ASSERT_TRUE(found);
    double const width = found->high - found->low;
    EXPECT_TRUE(std::isnan(found->standard_error) || found->standard_error > width / 12)
        << found->standard_error << " beside " << width;
}

TEST(Crossing, OfAFlatProbabilityIsNone) {
    Paths paths([](double) { return 0.2; }, n_paths, 6);
    EXPECT_FALSE(find(paths, line(0.5, true)));
    EXPECT_LE(paths.evaluations, 4);
}

TEST(Crossing, HasAnOpenEndWhereTheProbabilityFlattensOutWithinItsError) {
    Paths paths([](double t) { return 0.3 - 0.1 * std::exp(-4 * t); }, n_paths, 7);
    Paths all = paths;
    double const top = all(5, stress::Effort::all).probability;
    auto const found = find(paths, line(top - 1e-3, true));
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->high_open);
    EXPECT_EQ(found->high, 5);
    EXPECT_FALSE(found->low_open);
}

TEST(Crossing, HasAnOpenEndAtABaseThatIsWithinTheError) {
    Paths paths([](double t) { return 0.3 + 0.1 * t; }, n_paths, 8);
    Paths all = paths;
    findings::Estimate const base = all(0, stress::Effort::all);
    auto const found = find(paths, line(base.probability + base.standard_error, true));
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->low_open);
    EXPECT_EQ(found->low, 0);
    EXPECT_FALSE(found->high_open);
}

TEST(Crossing, MayStandAtTheVeryEndOfTheLine) {
    Paths paths([](double t) { return 0.1 + 0.1 * t; }, n_paths, 9);
    Paths all = paths;
    auto const found = find(paths, line(all(2, stress::Effort::all).probability, true, 2));
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->at, 2, 0.2 * found->standard_error);
    EXPECT_TRUE(found->high_open);
}

TEST(Crossing, IsFoundBeyondADipWhichIsReported) {
    Paths paths([](double t) { return 0.3 + 0.4 * t * (t - 1); }, n_paths, 10);
    stress::CrossingSearch search(
        [&](double at, stress::Effort effort) { return paths(at, effort); }, line(0.5, true, 1.5));
    auto const found = find(search);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->at, 0.5 + std::sqrt(0.75), 3 * found->standard_error);
    auto const reversal = search.reversal();
    ASSERT_TRUE(reversal);
    EXPECT_EQ(reversal->from, 0);
    EXPECT_NEAR(reversal->to, 0.5, 0.31);
}

TEST(Crossing, OfAPeakThatStaysBelowIsNoneAndThePeakIsReported) {
    Paths paths([](double t) { return 0.2 + 0.2 * t * std::exp(1 - 2 * t); }, n_paths, 11);
    stress::CrossingSearch search(
        [&](double at, stress::Effort effort) { return paths(at, effort); }, line(0.5, true));
    EXPECT_FALSE(find(search));
    auto const reversal = search.reversal();
    ASSERT_TRUE(reversal);
    EXPECT_NEAR(reversal->from, 0.5, 0.31);
    EXPECT_LT(reversal->probability_to, reversal->probability_from);
}

TEST(Crossing, OfAPeakBetweenTheDoubledDistancesIsFound) {
    Paths paths([](double t) { return 0.1 + 0.6 * std::exp(-100 * (t - 0.6) * (t - 0.6)); },
                n_paths, 14);
    auto const found = find(paths, line(0.5, true));
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->at, 0.6 - std::sqrt(std::log(1.5) / 100), 3 * found->standard_error);
}

TEST(Crossing, OfAMonotoneProbabilityHasNoReversal) {
    for (bool const rising : {true, false}) {
        Paths paths([](double t) { return normal(0.5 * t - 1); }, n_paths, 12);
        stress::CrossingSearch search(
            [&](double at, stress::Effort effort) { return paths(at, effort); },
            line(rising ? 0.4 : 0.1, rising));
        EXPECT_EQ(find(search).has_value(), rising);
        EXPECT_FALSE(search.reversal());
    }
}

TEST(Crossing, IsTheSameWithoutEvaluationsWithFewPaths) {
    Paths paths([](double t) { return normal(t - 1); }, 3200, 13);
    stress::Line alone = line(0.4, true);
    alone.has_few = false;
    auto const found = find(paths, alone);
    ASSERT_TRUE(found);
    EXPECT_LE(std::abs(found->estimate.probability - 0.4), 0.101 * found->estimate.standard_error);
}

}  // namespace
}  // namespace liq
