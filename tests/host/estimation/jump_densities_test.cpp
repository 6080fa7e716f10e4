/// The law of a return with jumps, against sums and integrals that share nothing with it.
#include "host/estimation/jump_densities.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <numeric>

namespace liq::estimation {
namespace {

constexpr double mean = 0.003, sd = 0.02;
constexpr TwoSidedJumps jumps{0.4, 0.03, 0.05};

double normal(double x) {
    double const z = (x - mean) / sd;
    return std::exp(-z * z / 2) / (sd * std::sqrt(2 * std::numbers::pi));
}

double jump_density(double y) {
    return y > 0 ? 0.4 / 0.03 * std::exp(-y / 0.03) : 0.6 / 0.05 * std::exp(y / 0.05);
}

/// Densities on a grid, and their convolution with one more jump.
struct Grid {
    static constexpr int n = 3'000;
    static constexpr double step = 4e-4;
    std::vector<double> f = std::vector<double>(2 * n + 1);
    static double at(int i) { return (i - n) * step; }

    [[nodiscard]] Grid with_a_jump() const {
        // A jump is near its place on the grid by the mean of its density over the cell.
        std::vector<double> cell(2 * n + 1);
        for (int i = 0; i <= 2 * n; ++i)
            for (double const part : {-3.0, -1.0, 1.0, 3.0})
                cell[static_cast<std::size_t>(i)] +=
                    jump_density(at(i) + part * step / 8) * step / 4;
        Grid made;
        for (int i = 0; i <= 2 * n; i += 25)
            for (int j = std::max(0, i - n); j <= std::min(2 * n, i + n); ++j)
                made.f[static_cast<std::size_t>(i)] +=
                    f[static_cast<std::size_t>(j)] * cell[static_cast<std::size_t>(i - j + n)];
        return made;
    }
};

TEST(JumpCounts, AreThoseOfPoisson) {
    auto const counts = jump_counts(0.7);
    EXPECT_DOUBLE_EQ(counts[0], std::exp(-0.7));
    EXPECT_NEAR(counts[3], std::exp(-0.7) * 0.343 / 6, 1e-15);
    EXPECT_NEAR(std::accumulate(counts.begin(), counts.end(), 0.0), 1, 1e-15);
    EXPECT_EQ(jump_counts(0).size(), 1);
}

TEST(NormalPlusErlang, IsTheConvolutionWithEachFurtherJump) {
    Grid one;
    for (int i = 0; i <= 2 * Grid::n; ++i) one.f[static_cast<std::size_t>(i)] = normal(Grid::at(i));
    Grid const convolved = one.with_a_jump();
    ErlangWeights const weights(jumps, 1);
    NormalPlusErlang const law(mean, sd, jumps, 1);
    std::vector<Likelihood> up, down, found;
    for (int i = 1'000; i <= 5'000; i += 125) {
        law.evaluate(Grid::at(i), up, down);
        given_jumps(weights, up, down, found);
        EXPECT_NEAR(found[0].density, normal(Grid::at(i)), 1e-12);
        double const expected = convolved.f[static_cast<std::size_t>(i)];
        EXPECT_NEAR(found[1].density / expected, 1, 2e-4) << Grid::at(i);
    }
}

TEST(NormalPlusErlang, OfManyJumpsHasTheMomentsAndTheSlopeOfItsDistribution) {
    constexpr std::size_t most = 6;
    ErlangWeights const weights(jumps, most);
    NormalPlusErlang const law(mean, sd, jumps, most);
    std::vector<Likelihood> up, down, found, before;
    std::vector<double> total(most + 1), first(most + 1), second(most + 1);
    constexpr double step = 2.5e-4;  // the trapezoids are then right to 7e-8
    for (int i = -8'000; i <= 8'000; ++i) {
        double const x = i * step;
        law.evaluate(x, up, down);
        given_jumps(weights, up, down, found);
        for (std::size_t n = 0; n <= most; ++n) {
            total[n] += found[n].density * step;
            first[n] += found[n].density * step * x;
            second[n] += found[n].density * step * x * x;
            if (i > -8'000)
                EXPECT_NEAR(found[n].below - before[n].below,
                            (found[n].density + before[n].density) / 2 * step, 2e-7)
                    << n << ' ' << x;
        }
        before = found;
    }
    double const jump_mean = 0.4 * 0.03 - 0.6 * 0.05;
    double const jump_square = 2 * (0.4 * 0.03 * 0.03 + 0.6 * 0.05 * 0.05);
    for (std::size_t n = 0; n <= most; ++n) {
        auto const count = static_cast<double>(n);
        double const variance = sd * sd + count * (jump_square - jump_mean * jump_mean);
        EXPECT_NEAR(total[n], 1, 1e-6) << n;
        EXPECT_NEAR(first[n], mean + count * jump_mean, 1e-6) << n;
        EXPECT_NEAR(second[n] - first[n] * first[n], variance, 2e-6) << n;
        EXPECT_NEAR(before[n].below, 1, 1e-9) << n;
    }
}

TEST(NormalJumpMixture, IsTheSumOverNumbersOfJumps) {
    NormalJumpMixture const law(mean, sd, 0.7, -0.01, 0.05);
    double const x = -0.04;
    double sum = 0, below = 0, weight = std::exp(-0.7);
    for (int n = 0; n < 40; ++n) {
        double const width = std::sqrt(sd * sd + n * 0.0025), z = (x - mean + 0.01 * n) / width;
        sum += weight * std::exp(-z * z / 2) / (width * std::sqrt(2 * std::numbers::pi));
        below += weight * std::erfc(-z / std::numbers::sqrt2) / 2;
        weight *= 0.7 / (n + 1);
    }
    EXPECT_NEAR(law.density(x), sum, 1e-11);
    EXPECT_NEAR(law.below(x), below, 1e-11);
}

}  // namespace
}  // namespace liq::estimation
