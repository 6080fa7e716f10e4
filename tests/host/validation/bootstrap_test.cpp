/// Intervals by resampling blocks.
#include "host/validation/bootstrap.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <thread>

namespace liq::validation {
namespace {

std::vector<double> normals(std::size_t n, double memory) {
    std::mt19937_64 generator(7);
    std::normal_distribution<double> normal;
    std::vector<double> values;
    double last = 0;
    for (std::size_t i = 0; i < n; ++i)
        values.push_back(last = memory * last + std::sqrt(1 - memory * memory) * normal(generator));
    return values;
}

TEST(BlockBootstrap, TheSameSeedGivesTheSameBitsOnEveryThread) {
    auto const values = normals(500, 0.5);
    auto const expected = BlockBootstrap(500, 42).sums(values);
    std::vector<std::vector<double>> found(4);
    std::vector<std::thread> threads;
    for (auto& one : found)
        threads.emplace_back([&] { one = BlockBootstrap(500, 42).sums(values); });
    for (auto& thread : threads) thread.join();
    for (auto const& one : found) EXPECT_EQ(one, expected);
    EXPECT_NE(BlockBootstrap(500, 43).sums(values), expected);
}

TEST(BlockBootstrap, AReplicateJoinsWholeBlocksOfACircle) {
    std::size_t const n = 10, block = 4;
    std::vector<double> values(n);
    for (std::size_t i = 0; i < n; ++i) values[i] = std::pow(3.0, static_cast<double>(i));
    auto const block_sum = [&](std::size_t begin, std::size_t length) {
        double sum = 0;
        for (std::size_t i = 0; i < length; ++i) sum += values[(begin + i) % n];
        return sum;
    };
    auto const sums = BlockBootstrap(n, 1, 50, block).sums(values);
    EXPECT_EQ(sums.size(), 51U);
    EXPECT_EQ(sums[0], block_sum(0, n));
    for (std::size_t i = 1; i < sums.size(); ++i) {
        bool found = false;
        for (std::size_t a = 0; a < n; ++a)
            for (std::size_t b = 0; b < n; ++b)
                for (std::size_t c = 0; c < n; ++c)
                    found |= block_sum(a, 4) + block_sum(b, 4) + block_sum(c, 2) == sums[i];
        EXPECT_TRUE(found) << sums[i];
    }
}

TEST(BlockBootstrap, TheIntervalOfAMeanIsThatOfItsStandardError) {
    std::size_t const n = 3'000;
    auto const values = normals(n, 0);
    BlockBootstrap const bootstrap(n, 5, 2'000, 5);
    auto const mean = bootstrap.mean(bootstrap.sums(values));
    double const error = 1 / std::sqrt(static_cast<double>(n));
    EXPECT_NEAR((mean.high - mean.low) / (2 * 1.96 * error), 1, 0.1);
    EXPECT_LT(mean.low, mean.value);
    EXPECT_GT(mean.high, mean.value);
}

TEST(BlockBootstrap, BlocksKeepWhatNeighboursShare) {
    std::size_t const n = 6'000;
    auto const values = normals(n, 0.9);  // the mean's variance is (1 + 0.9)/(1 - 0.9) times that
    BlockBootstrap const bootstrap(n, 5, 2'000, 120);
    auto const mean = bootstrap.mean(bootstrap.sums(values));
    double const error = std::sqrt(19.0 / static_cast<double>(n));
    EXPECT_NEAR((mean.high - mean.low) / (2 * 1.96 * error), 1, 0.2);
}

TEST(BlockBootstrap, AShortSeriesHasNoInterval) {
    BlockBootstrap const bootstrap(100, 1);
    auto const mean = bootstrap.mean(bootstrap.sums(std::vector<double>(100, 2.0)));
    EXPECT_EQ(mean.value, 2);
    EXPECT_TRUE(std::isnan(mean.low) && std::isnan(mean.high));
}

TEST(BlockBootstrap, AQuotientOfNothingIsNotKnown) {
    BlockBootstrap const bootstrap(200, 1, 100);
    auto const zero = bootstrap.sums(std::vector<double>(200, 0.0));
    EXPECT_TRUE(std::isnan(bootstrap.ratio(zero, zero).value));
}

}  // namespace
}  // namespace liq::validation
