// Numbers and sizes of jumps, and the two models of constant intensity: merton and kou.
#include "models/price/jumps.hpp"
#include "models/price/gbm.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include "models/price/kou.hpp"
#include "models/price/merton.hpp"
#include "tests/models/price_walk.hpp"

namespace liq::tests {
namespace {

constexpr MertonParameters merton{0.4, 60, -0.02, 0.05};
constexpr KouParameters kou{0.4, 60, 0.4, 0.015, 0.02};

TEST(ExponentialInDouble, AgreesWithTheLibrary) {
    for (double x = -512; x <= 60; x += 0.37) {
        EXPECT_NEAR(exp_in_double(x) / std::exp(x), 1, 1e-12) << x;
        EXPECT_NEAR(exp_less_1(x) / std::expm1(x), 1, 1e-13) << x;
    }
    for (double x = 1e-12; x < 0.6; x *= 1.7) {
        EXPECT_NEAR(exp_less_1(x) / std::expm1(x), 1, 1e-15) << x;
        EXPECT_NEAR(exp_less_1(-x) / std::expm1(-x), 1, 1e-15) << x;
    }
    EXPECT_EQ(exp_less_1(0), 0);
}

/// How many of all 2^32 words give more than `count` jumps. The number of jumps falls with the
/// word, so bisection finds where it changes.
double words_above(int count, double mean) {
    double const none = exp_in_double(-mean), any = -exp_less_1(-mean);
    std::uint64_t low = 0, high = std::uint64_t{1} << 32;
    while (low < high) {
        std::uint64_t const middle = (low + high) / 2;
        bool const above =
            poisson_count(static_cast<std::uint32_t>(middle), mean, none, any) > count;
        (above ? low : high) = above ? middle + 1 : middle;
    }
    return static_cast<double>(low);
}

TEST(PoissonCount, HasItsProbabilitiesToHalfAWordAtEveryMean) {
    for (double mean : {0.0, 1e-9, 2e-5, 0.03, 0.7, 5.0, 40.0, 511.9}) {
        double at_least = -std::expm1(-mean);
        double exactly = std::exp(-mean);
        int const most = static_cast<int>(mean + 8 * std::sqrt(mean)) + 4;
        for (int count = 0; count < most; ++count) {
            ASSERT_NEAR(words_above(count, mean), at_least * 0x1p32, 0.51) << mean << ' ' << count;
            exactly *= mean / (count + 1);
            at_least -= exactly;
        }
    }
}

/// Chi-square of counts against Poisson probabilities; the last cell holds the rest.
double chi_square(std::vector<double> const& counts, double mean) {
    double const n = std::accumulate(counts.begin(), counts.end(), 0.0);
    double rest = 1, exactly = std::exp(-mean), sum = 0;
    for (std::size_t k = 0; k < counts.size(); ++k) {
        double const p = k + 1 < counts.size() ? exactly : rest;
        sum += (counts[k] - n * p) * (counts[k] - n * p) / (n * p);
        rest -= exactly;
        exactly *= mean / static_cast<double>(k + 1);
    }
    return sum;
}

TEST(Merton, HasAPoissonNumberOfJumpsInAStep) {
    // Each jump is exactly 1, so that their sum is their number.
    MertonParameters const ones{0.1, 1.3 / day, 1, 0};
    Merton const model(ones, inputs_of(day, 0));
    std::vector<double> counts(8);
    for (Move const& move : moves_of<32>(model, 4096, 32)) {
        ASSERT_EQ(move.jumped, move.jump > 0.5f);
        ++counts[std::min<std::size_t>(7, static_cast<std::size_t>(move.jump + 0.5f))];
    }
    EXPECT_LT(chi_square(counts, 1.3), 24.3);  // 0.1 % of chi-square with 7 degrees of freedom
}

TEST(Merton, JumpsHaveTheMeanAndTheVarianceOfACompoundSum) {
    double const mean = 2.5;
    MertonParameters const often{0.1, mean / day, -0.02, 0.05};
    Moments sums;
    for (Move const& move : moves_of<32>(Merton(often, inputs_of(day, 0)), 8192, 32))
        sums.add(move.jump);
    double const variance = mean * (0.02 * 0.02 + 0.05 * 0.05);
    EXPECT_NEAR(sums.mean(), -mean * 0.02, 3 * sums.error());
    EXPECT_NEAR(sums.variance(), variance, 3 * variance * std::sqrt(2.6 / sums.n));
}

TEST(Kou, JumpsHaveTheMeanAndTheVarianceOfACompoundSum) {
    for (double mean : {0.01, 3.0, 150.0}) {
        KouParameters const often{0.1, mean / day, 0.3, 0.02, 0.03};
        Moments sums, squares;
        double const first = mean * (0.3 * 0.02 - 0.7 * 0.03);
        for (Move const& move : moves_of<32>(Kou(often, inputs_of(day, 0)), 1024, 16)) {
            sums.add(move.jump);
            squares.add((move.jump - first) * (move.jump - first));
        }
        double const variance = mean * 2 * (0.3 * 0.02 * 0.02 + 0.7 * 0.03 * 0.03);
        EXPECT_NEAR(sums.mean(), first, 3 * sums.error()) << mean;
        EXPECT_NEAR(squares.mean(), variance, 3 * squares.error()) << mean;
    }
}

TEST(Kou, JumpsAreExponentialOnEitherSide) {
    KouParameters const rare{0.1, 0.01 / day, 0.3, 0.02, 0.05};
    Kou const model(rare, inputs_of(day, 0));
    double ups = 0, downs = 0;
    std::array<double, 5> above{}, below{};  // beyond 1..5 means
    for (Move const& move : moves_of<32>(model, 1 << 16, 32)) {
        if (!move.jumped) continue;
        (move.jump > 0 ? ups : downs) += 1;
        for (std::size_t k = 0; k < 5; ++k) {
            above[k] += move.jump > 0.02f * static_cast<float>(k + 1);
            below[k] += move.jump < -0.05f * static_cast<float>(k + 1);
        }
    }
    double const n = ups + downs;
    // Of 200 steps with jumps one has more than one jump: the bias is at most 0.5 %.
    EXPECT_NEAR(ups / n, 0.3, 3 * std::sqrt(0.21 / n) + 0.003);
    for (std::size_t k = 0; k < 5; ++k) {
        double const p = std::exp(-1.0 - static_cast<double>(k));
        EXPECT_NEAR(above[k] / ups, p, 3 * std::sqrt(p / ups) + 0.02 * p) << k;
        EXPECT_NEAR(below[k] / downs, p, 3 * std::sqrt(p / downs) + 0.02 * p) << k;
    }
}

TEST(JumpModels, GrowAtTheDriftAtEveryStep) {
    for (double step : {minute, 5 * minute, hour, 4 * hour}) {
        Moments const m = growth_of<Merton>(merton, step, 0.3, 1 << 13, 96);
        EXPECT_NEAR(m.mean(), std::exp(0.3 * 96 * step), 3 * m.error()) << step / minute;
        Moments const k = growth_of<Kou>(kou, step, 0.3, 1 << 13, 96);
        EXPECT_NEAR(k.mean(), std::exp(0.3 * 96 * step), 3 * k.error()) << step / minute;
    }
}

TEST(JumpModels, WithoutJumpsAreGbm) {
    Gbm const gbm({0.4}, inputs_of(hour, 0.1));
    auto const expected = moves_of<32>(gbm, 32, 16);
    EXPECT_TRUE(moves_of<32>(Merton({0.4, 0, -0.1, 0.2}, inputs_of(hour, 0.1)), 32, 16) ==
                expected);
    EXPECT_TRUE(moves_of<32>(Kou({0.4, 0, 0.5, 0.1, 0.2}, inputs_of(hour, 0.1)), 32, 16) ==
                expected);
}

TEST(JumpModels, HaveTheSameBitsForEveryLaneWidth) {
    for (bool antithetic : {false, true}) {
        KouParameters const often{0.4, 0.8 / hour, 0.4, 0.015, 0.02};
        Kou const model(often, inputs_of(hour, 0));
        auto const one = moves_of<1>(model, 64, 21, antithetic);
        EXPECT_TRUE(moves_of<8>(model, 64, 21, antithetic) == one);
        EXPECT_TRUE(moves_of<32>(model, 64, 21, antithetic) == one);
        Merton const normal({0.4, 0.8 / hour, 0.1, 0.2}, inputs_of(hour, 0));
        EXPECT_EQ(moves_of<32>(normal, 64, 21, antithetic),
                  moves_of<1>(normal, 64, 21, antithetic));
    }
}

TEST(JumpModels, PairedPathsMirrorTheDiffusionAndNotTheJumps) {
    Kou const model({0.4, 0.8 / hour, 0.4, 0.015, 0.02}, inputs_of(hour, 0));
    auto const own = moves_of<1>(model, 2, 32, false);
    auto const paired = moves_of<1>(model, 2, 32, true);
    float const both = own[0].increment + paired[32].increment;
    for (std::size_t step = 0; step < 32; ++step) {
        EXPECT_NEAR(paired[32 + step].increment + own[step].increment, both, 1e-8);
        EXPECT_EQ(paired[32 + step].jump, own[32 + step].jump);
    }
}

TEST(JumpModels, AreFiniteAtTheEndsOfWhatIsAccepted) {
    std::vector<KouParameters> const extreme{{100, max_jumps_a_step / day, 1, 0.999, 10},
                                             {1e-3, 1e6, 0, 0.5, 10},
                                             {1, 0, 0, 1e-9, 1e-9}};
    for (auto const& p : extreme) {
        for (Move const& move : moves_of<32>(Kou(p, inputs_of(1e-6 * 300, 0)), 256, 8))
            ASSERT_TRUE(std::isfinite(move.increment) && std::isfinite(move.jump));
    }
    Merton const wild({100, max_jumps_a_step / day, 2, 2}, inputs_of(day, -100));
    for (Move const& move : moves_of<32>(wild, 256, 8))
        ASSERT_TRUE(std::isfinite(move.increment) && std::isfinite(move.jump));
}

}  // namespace
}  // namespace liq::tests
