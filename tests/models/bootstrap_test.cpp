// The stationary bootstrap against the history that it draws from.
#include "models/price/bootstrap.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include "tests/models/price_walk.hpp"

namespace liq::tests {
namespace {

/// A history of returns in which calm and wild spells alternate, each 64 long.
std::vector<float> spells(int n) {
    std::vector<float> returns;
    std::uint32_t word = 12345;
    for (int i = 0; i < n; ++i) {
        word = word * 1664525u + 1013904223u;
        float const size = i / 64 % 2 == 0 ? 0.002f : 0.02f;
        returns.push_back(size * (static_cast<float>(word >> 8) * 0x1p-23f - 1.0f));
    }
    return returns;
}

Bootstrap model_of(std::vector<float> const& returns, double step, std::int64_t block_seconds) {
    PriceInputs in = inputs_of(step, 0);
    in.returns = returns.data();
    in.n_returns = static_cast<int>(returns.size());
    return Bootstrap({Duration{block_seconds}, {}}, in);
}

/// The returns 0, 1, 2, ...: each is its own index.
std::vector<float> places(int n) {
    std::vector<float> returns;
    for (int i = 0; i < n; ++i) returns.push_back(static_cast<float>(i));
    return returns;
}

TEST(Bootstrap, GoesOnWithTheNextReturnAndAfterTheLastWithTheFirst) {
    auto const returns = places(50);
    auto const moves = moves_of<32>(model_of(returns, hour, 24 * 3600), 1024, 480);
    double restarts = 0, steps = 0, after_last = 0;
    for (std::size_t i = 0; i < moves.size(); ++i) {
        if (i % 480 == 0) continue;
        float const before = moves[i - 1].increment;
        bool const onward = moves[i].increment == (before == 49 ? 0 : before + 1);
        restarts += !onward;
        after_last += onward && before == 49;
        ++steps;
    }
    double const p = 1.0 / 24 * 49 / 50;  // one restart in 50 leads to the next return
    EXPECT_NEAR(restarts / steps, p, 3 * std::sqrt(p / steps));
    EXPECT_GT(after_last, 1000);
}

TEST(Bootstrap, BlocksBeginAnywhereWithTheSameProbability) {
    int const n = 20;
    auto const returns = places(n);
    std::vector<double> first(n);
    int const paths = 20000;
    walk<32>(model_of(returns, hour, 36000), paths, 1,
             [&](int, int, Move const& move, auto const&, int) {
                 ++first[static_cast<std::size_t>(move.increment)];
             });
    double chi_square = 0;
    for (double count : first)
        chi_square += (count - paths / n) * (count - paths / n) / (paths / n);
    EXPECT_LT(chi_square, 43.8);  // 0.1 % of chi-square with 19 degrees of freedom
}

TEST(Bootstrap, DrawsEveryStepAnewWhenABlockIsNoLongerThanAStep) {
    auto const returns = places(1000);
    for (std::int64_t block : {3600, 60}) {
        int onward = 0;
        auto const moves = moves_of<32>(model_of(returns, hour, block), 64, 64);
        for (std::size_t i = 1; i < moves.size(); ++i)
            onward += moves[i].increment == moves[i - 1].increment + 1;
        EXPECT_LT(onward, 20);  // 4 expected
    }
}

/// Correlation of the squares of returns `lag` steps apart.
double square_correlation(std::vector<std::vector<double>> const& series, std::size_t lag) {
    Moments all;
    double both = 0, pairs = 0;
    for (auto const& r : series)
        for (double x : r) all.add(x * x);
    for (auto const& r : series) {
        for (std::size_t i = 0; i + lag < r.size(); ++i) {
            both += (r[i] * r[i] - all.mean()) * (r[i + lag] * r[i + lag] - all.mean());
            pairs += 1;
        }
    }
    return both / pairs / all.variance();
}

TEST(Bootstrap, KeepsTheMomentsAndTheCorrelationOfSquaresOfItsHistory) {
    auto const history = spells(4096);
    std::vector<std::vector<double>> paths(1024), one(1);
    double const block = 200;
    walk<32>(model_of(history, hour, static_cast<std::int64_t>(block) * 3600), 1024, 512,
             [&](int path, int, Move const& move, auto const&, int) {
                 paths[static_cast<std::size_t>(path)].push_back(move.increment);
                 EXPECT_EQ(move.variance, 0);
             });
    Moments drawn, own;
    for (float r : history) {
        own.add(r);
        one[0].push_back(r);
    }
    double fourth = 0;
    for (auto const& path : paths)
        for (double r : path) drawn.add(r);
    for (double r : one[0]) fourth += r * r * r * r / own.n;
    // Draws of one stretch are alike: about n/block of all draws count as independent.
    double const independent = std::sqrt(drawn.n / block);
    EXPECT_NEAR(drawn.mean(), own.mean(), 3 * std::sqrt(own.variance()) / independent);
    EXPECT_NEAR(drawn.variance(), own.variance(), 3 * std::sqrt(fourth) / independent);
    for (std::size_t lag : {1u, 8u, 32u, 64u}) {
        // A stretch lasts so many steps with probability (1 - 1/block)^lag (Politis & Romano).
        double const kept = std::pow(1 - 1 / block, static_cast<double>(lag));
        EXPECT_NEAR(square_correlation(paths, lag), kept * square_correlation(one, lag), 0.03)
            << lag;
    }
    EXPECT_GT(square_correlation(one, 1), 0.3);
}

TEST(Bootstrap, GrowsAsTheMeanOfItsReturnsSays) {
    auto const history = spells(4096);
    double growth = 0;
    for (float r : history) growth += std::exp(r) / static_cast<double>(history.size());
    // With one return in each stretch the steps are independent, and growth multiplies.
    Moments m;
    for (double x : ends_of(model_of(history, hour, 3600), 1 << 14, 96)) m.add(std::exp(x));
    EXPECT_NEAR(m.mean(), std::pow(growth, 96), 3 * m.error());
}

TEST(Bootstrap, HasTheSameBitsForEveryLaneWidth) {
    auto const history = spells(500);
    Bootstrap const model = model_of(history, hour, 6 * 3600);
    auto const one = moves_of<1>(model, 64, 41);
    EXPECT_TRUE(moves_of<8>(model, 64, 41) == one);
    EXPECT_TRUE(moves_of<32>(model, 64, 41) == one);
}

}  // namespace
}  // namespace liq::tests
