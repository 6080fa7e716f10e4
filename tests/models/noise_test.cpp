// Variates from random words: quantiles compared with Boost's in double precision, moments,
// symmetry, tail.
#include "models/core/noise.hpp"

#include <gtest/gtest.h>

#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <numbers>

#include "tests/support/seeds.hpp"
#include "tests/support/ulp.hpp"

namespace liq::tests {
namespace {

constexpr std::uint64_t n_words = std::uint64_t{1} << 32;
constexpr std::uint32_t sign_bit = 0x80000000u;

/// The size that is exceeded with probability (m + 1/2) 2^-31 on either side together.
double size_of(std::uint32_t magnitude) {
    double const tail = (magnitude + 0.5) * 0x1p-31;
    if (tail > 0.5) return std::numbers::sqrt2 * boost::math::erf_inv(1 - tail);
    return std::numbers::sqrt2 * boost::math::erfc_inv(tail);
}

TEST(LogUniform, IsTheLogarithmOfTheMiddleOfItsInterval) {
    Worst worst;
    std::uint64_t const stride = full_run() ? 17 : 1031;
    auto const look = [&](std::uint64_t n) {
        double const expected = std::log((static_cast<double>(n) + 0.5) * 0x1p-32);
        double const allowed = 0x1p-23 + 2 * std::ldexp(1.0, std::ilogb(expected) - 23);
        double const value = log_uniform(static_cast<std::uint32_t>(n));
        worst.see(static_cast<double>(n), std::abs(value - expected) / allowed);
    };
    for (std::uint64_t n = 0; n < n_words; n += stride) look(n);
    for (std::uint64_t n = 0; n < 100'000; ++n) look(n), look(n_words - 1 - n);
    EXPECT_LE(worst.error, 1) << worst << " (in units of 2^-23 + 2 ulp)";
}

TEST(LogUniform, IsFiniteAndNotPositiveAtBothEnds) {
    EXPECT_NEAR(log_uniform(0), -33 * std::numbers::ln2, 1e-5);
    EXPECT_LE(log_uniform(0xffffffffu), 0.0f);
    EXPECT_GE(log_uniform(0xffffffffu), -1e-6f);
    for (std::uint32_t n = 0; n < 1'000'000; ++n) ASSERT_LE(log_uniform(0xffffffffu - n), 0.0f);
}

TEST(StandardNormal, IsTheQuantileOfItsWordToAMillionth) {
    Worst worst;
    std::uint64_t const stride = full_run() ? 101 : 4099;
    auto const look = [&](std::uint64_t m) {
        double const expected = size_of(static_cast<std::uint32_t>(m));
        double const value = standard_normal(static_cast<std::uint32_t>(m));
        worst.see(static_cast<double>(m), std::abs(value - expected) / expected);
    };
    for (std::uint64_t m = 0; m < n_words / 2; m += stride) look(m);
    for (std::uint64_t m = 0; m < 50'000; ++m) look(m), look(n_words / 2 - 1 - m);
    EXPECT_LE(worst.error, 1e-6) << worst << " (relative)";
}

TEST(StandardNormal, IsSymmetricBitForBit) {
    for (std::uint64_t m = 0; m < n_words / 2; m += 997) {
        auto const word = static_cast<std::uint32_t>(m);
        ASSERT_EQ(standard_normal(word), -standard_normal(word | sign_bit)) << word;
        ASSERT_GT(standard_normal(word), 0.0f) << word;
    }
}

TEST(StandardNormal, HasATailBeyondSixPointTwo) {
    EXPECT_GT(standard_normal(0), 6.2f);
    EXPECT_LT(standard_normal(sign_bit), -6.2f);
    EXPECT_NEAR(standard_normal(0), size_of(0), 1e-5);
    EXPECT_LT(standard_normal(sign_bit - 1), 1e-9f) << "and reaches down to zero";
}

TEST(StandardNormal, FallsAsItsWordRises) {
    double before = HUGE_VAL;
    for (std::uint64_t m = 0; m < n_words / 2; m += 4099) {
        double const now = standard_normal(static_cast<std::uint32_t>(m));
        ASSERT_LE(now, before) << m;
        before = now;
    }
}

// The midpoints of equal intervals of probability give an integral, not a sample.
TEST(StandardNormal, HasTheMomentsOfTheNormalLaw) {
    std::uint64_t const stride = full_run() ? 64 : 1024;
    double second = 0, fourth = 0, sixth = 0, n = 0;
    for (std::uint64_t m = stride / 2; m < n_words / 2; m += stride) {
        double const z = standard_normal(static_cast<std::uint32_t>(m));
        double const square = z * z;
        second += square;
        fourth += square * square;
        sixth += square * square * square;
        ++n;
    }
    EXPECT_NEAR(second / n, 1, 1e-5);
    EXPECT_NEAR(fourth / n, 3, 3e-4);
    EXPECT_NEAR(sixth / n, 15, 1e-2);
}

TEST(TailOfTheNormal, IsLookedForInEveryWordThatNeedsIt) {
    // w falls as the magnitude grows, up to rounding: words around the bound, and a stride over the
    // rest.
    auto const look = [](std::uint32_t n) {
        if (normal_word(n).w >= 5.0f) EXPECT_EQ(may_be_in_tail(n), 1) << n;
    };
    for (std::uint32_t n = 7'000'000; n < 7'500'000; ++n) look(n), look(n | sign_bit);
    std::uint32_t const stride = full_run() ? 1 : 257;
    for (std::uint64_t n = 0; n < sign_bit; n += stride) look(static_cast<std::uint32_t>(n));
    int tails = 0;
    for (std::uint32_t n = 0; n < 100'000; ++n) tails += may_be_in_tail(n * 21'474u);
    EXPECT_LT(tails, 800) << "only a small part of the words should need the tail";
}

TEST(NormalsOfATile, AreThoseOfTheirWords) {
    PerLane<std::uint32_t, 32> words;
    PerLane<float, 32> normals;
    for (std::uint32_t round = 0; round < 20'000; ++round) {
        for (std::uint32_t lane = 0; lane < 32; ++lane) {
            words[static_cast<int>(lane)] = (round * 32 + lane) * 2'654'435'761u >> (round % 9);
        }
        standard_normals(normals, words);
        for (int lane = 0; lane < 32; ++lane) {
            ASSERT_EQ(bits_of(normals[lane]), bits_of(standard_normal(words[lane])));
        }
    }
}

}  // namespace
}  // namespace liq::tests
