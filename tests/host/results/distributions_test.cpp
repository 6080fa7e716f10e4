#include "host/results/distributions.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace liq {
namespace {

/// 100 paths: 90 at zero, 6 in [10, 20), 4 in [20, 30).
results::Histogram skewed() {
    return {{0, 10, 20}, {0, 20, 30}, {90, 6, 4}, 100};
}

TEST(Histogram, QuantileIsLinearInsideABin) {
    EXPECT_DOUBLE_EQ(skewed().quantile(0.5), 0);
    EXPECT_DOUBLE_EQ(skewed().quantile(0.93), 15);
    EXPECT_DOUBLE_EQ(skewed().quantile(0.96), 20);
    EXPECT_DOUBLE_EQ(skewed().quantile(0.98), 25);
}

TEST(Histogram, TailMeanTakesTheOutermostPartOfABin) {
    EXPECT_DOUBLE_EQ(skewed().tail_mean(0.04, false), 25);
    EXPECT_DOUBLE_EQ(skewed().tail_mean(0.02, false), 27.5);
    EXPECT_DOUBLE_EQ(skewed().tail_mean(0.10, false), (4 * 25 + 6 * 15) / 10.0);
    EXPECT_DOUBLE_EQ(skewed().tail_mean(0.95, true), 5 * (10 + 10 * 5 / 12.0) / 95);
}

TEST(Histogram, ExpectedShortfallIsNeverMilderThanItsQuantile) {
    for (double level : {0.5, 0.9, 0.905, 0.95, 0.96, 0.97, 0.99, 0.999}) {
        EXPECT_GE(skewed().tail_mean(1 - level, false), skewed().quantile(level) - 1e-12) << level;
        EXPECT_LE(skewed().tail_mean(1 - level, true), skewed().quantile(1 - level) + 1e-12)
            << level;
    }
}

TEST(Histogram, AQuantileInABinWithoutEndIsNotKnown) {
    double const infinity = std::numeric_limits<double>::infinity();
    results::Histogram const open{{0, 10}, {10, infinity}, {1, 1}, 2};
    EXPECT_DOUBLE_EQ(open.quantile(0.5), 10);
    EXPECT_TRUE(std::isnan(open.quantile(0.75)));
    EXPECT_TRUE(std::isnan(open.tail_mean(0.25, false)));
}

TEST(Histogram, AQuantileBelowTheReachOfPriceBinsIsNotKnown) {
    results::Histogram prices = results::empty_histogram(Quantity::close, 100.0);
    prices.count[0] = 60;
    prices.count[prices.count.size() / 2] = 40;
    prices.total = 100;
    EXPECT_TRUE(std::isnan(prices.quantile(0.5)));
    EXPECT_NEAR(prices.quantile(0.9), 100.0, 1.0);
    EXPECT_TRUE(std::isnan(prices.tail_mean(0.05, true)));
}

// A displacement that stands at the most that depth can give lies at the upper end of its bin.
TEST(Histogram, AShortfallIsNoMilderThanTheExactMean) {
    auto const es99 = findings::statistics[findings::PlaceIn<findings::statistics>("es99").index];
    results::Histogram const high{{0, 63.5}, {63.5, 64}, {0, 100}, 100};
    EXPECT_LT(high.tail_mean(0.01, false), 64);
    EXPECT_EQ(results::value_of(es99, high, {.value = 64}, findings::Tail::high), 64);
    results::Histogram const low{{10, 20}, {20, 30}, {100, 0}, 100};
    EXPECT_EQ(results::value_of(es99, low, {.value = 10}, findings::Tail::low), 10);
    EXPECT_EQ(results::value_of(es99, low, {}, findings::Tail::low), low.tail_mean(0.01, true));
}

TEST(Histogram, TheLastBinOfDistancesHasNoEnd) {
    results::Histogram distances = results::empty_histogram(Quantity::displacement, 100.0);
    distances.count.back() = distances.total = 100;
    EXPECT_EQ(distances.lower.back(), 63.75);
    EXPECT_TRUE(std::isnan(distances.quantile(0.5)));
}

TEST(Histogram, OfNoPathsKnowsNothing) {
    results::Histogram const none{{0}, {1}, {0}, 0};
    EXPECT_TRUE(std::isnan(none.quantile(0.5)));
    EXPECT_TRUE(std::isnan(none.tail_mean(0.05, false)));
}

TEST(Histogram, BinsOfEveryQuantityJoinAndAreAtMostOnePercentWide) {
    for (int q = 0; q < n_quantities; ++q) {
        results::Histogram const bins = results::empty_histogram(Quantity{q}, 100.0);
        for (std::size_t i = 2; i + 1 < bins.lower.size(); ++i) {
            ASSERT_EQ(bins.upper[i], bins.lower[i + 1]) << "quantity " << q << " bin " << i;
            ASSERT_LE(bins.upper[i] / bins.lower[i], 1.01) << "quantity " << q << " bin " << i;
        }
    }
}

}  // namespace
}  // namespace liq
