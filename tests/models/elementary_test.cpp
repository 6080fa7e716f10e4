// The project's own elementary functions, compared with those of the library in double precision,
// whose error is a billionth of a single-precision ulp. Quick runs look at every 257th float, full
// runs at every 7th.
#include "models/core/elementary.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "tests/support/seeds.hpp"
#include "tests/support/ulp.hpp"

namespace liq::tests {
namespace {

/// Calls f with every 7th (full run) or every 257th float from `low` to `high`, both of one sign.
template <class F>
void for_each_float(float low, float high, F const& f) {
    std::uint32_t const a = bits_of(low), b = bits_of(high);
    std::uint64_t const first = std::min(a, b), last = std::max(a, b);
    std::uint64_t const stride = full_run() ? 7 : 257;
    for (std::uint64_t bits = first; bits < last; bits += stride) {
        f(float_of(static_cast<std::uint32_t>(bits)));
    }
    f(float_of(static_cast<std::uint32_t>(last)));
}

constexpr float smallest_normal = std::numeric_limits<float>::min();
constexpr float largest = std::numeric_limits<float>::max();

TEST(Elementary, NaturalLogarithmIsWithinTwoUlpOverAllNormalNumbers) {
    Worst worst;
    for_each_float(smallest_normal, largest, [&](float x) {
        worst.see(x, ulps_between(log_e(x), std::log(static_cast<double>(x))));
    });
    EXPECT_LE(worst.error, 2) << worst;
    EXPECT_GT(worst.n_seen, 8'000'000u);
}

TEST(Elementary, NaturalLogarithmOfOneIsZero) {
    EXPECT_EQ(log_e(1.0f), 0.0f);
    EXPECT_EQ(log_2(1.0f), 0.0f);
}

TEST(Elementary, BinaryLogarithmIsWithinThreeUlpOrTwoToTheMinus23BelowOne) {
    Worst ulps, absolute;
    for_each_float(smallest_normal, largest, [&](float x) {
        double const expected = std::log2(static_cast<double>(x));
        if (std::abs(expected) < 1) {
            absolute.see(x, std::abs(log_2(x) - expected));
        } else {
            ulps.see(x, ulps_between(log_2(x), expected));
        }
    });
    EXPECT_LE(ulps.error, 3) << ulps;
    EXPECT_LE(absolute.error, std::ldexp(1.0, -23)) << absolute;
}

TEST(Elementary, BinaryLogarithmOfAPowerOfTwoIsItsExponent) {
    for (int e = -126; e <= 127; ++e) {
        EXPECT_EQ(log_2(std::ldexp(1.0f, e)), static_cast<float>(e));
    }
}

TEST(Elementary, PowerOfTwoIsWithinTwoUlpOverItsRange) {
    Worst worst;
    auto const look = [&](float x) {
        worst.see(x, ulps_between(exp_2(x), std::exp2(static_cast<double>(x))));
    };
    for_each_float(smallest_normal, 127.0f, look);
    for_each_float(-smallest_normal, -126.0f, look);
    EXPECT_LE(worst.error, 2) << worst;
}

TEST(Elementary, PowerOfTwoOfAWholeNumberIsExact) {
    for (int e = -126; e <= 127; ++e) {
        EXPECT_EQ(exp_2(static_cast<float>(e)), std::ldexp(1.0f, e));
    }
}

TEST(Elementary, PowerOfTwoIsClampedOutsideItsRange) {
    for (float x : {127.5f, 128.0f, 1000.0f, largest, std::numeric_limits<float>::infinity()}) {
        EXPECT_EQ(exp_2(x), std::ldexp(1.0f, 127)) << x;
        EXPECT_EQ(exp_2(-x), std::ldexp(1.0f, -126)) << -x;
    }
}

TEST(Elementary, PowerOfTwoNeverFallsBetweenNeighbours) {
    float before = exp_2(-8.0f);
    std::uint64_t falls = 0, seen = 0;
    for (int i = -8 * 65536; i <= 8 * 65536; ++i) {
        float const now = exp_2(static_cast<float>(i) / 65536.0f);
        falls += now < before;
        before = now;
        ++seen;
    }
    EXPECT_EQ(falls, 0u) << "of " << seen;
}

TEST(Elementary, ExponentialIsWithinTwoUlpPlusFiveQuartersPerUnitOfItsArgument) {
    Worst worst;
    auto const look = [&](float x) {
        double const allowed = 2 + 1.25 * std::abs(static_cast<double>(x));
        worst.see(x, ulps_between(exp_e(x), std::exp(static_cast<double>(x))) / allowed);
    };
    for_each_float(smallest_normal, 88.0f, look);
    for_each_float(-smallest_normal, -87.0f, look);
    EXPECT_LE(worst.error, 1) << worst << " (in units of what is allowed)";
}

TEST(Elementary, SquareRootIsCorrectlyRounded) {
    for_each_float(smallest_normal, largest, [&](float x) {
        ASSERT_EQ(square_root(x), static_cast<float>(std::sqrt(static_cast<double>(x))));
    });
}

/// Random floats of all normal exponents, with few or many bits set in their fraction.
class HardFloats {
  public:
    explicit HardFloats(std::uint64_t seed) : random_(seed) {}
    float any() { return of_exponent(static_cast<int>(random_() % 120) - 60); }
    float of_exponent(int e) {
        auto fraction = static_cast<std::uint32_t>(random_()) & 0x7fffffu;
        std::uint64_t const kind = random_() % 4;
        if (kind == 0) fraction &= 0x7ff000u;              // products become short
        if (kind == 1) fraction = 1u << (random_() % 23);  // one bit
        if (kind == 2) fraction = 0x7fffffu & (0x7fffffu << (random_() % 24));  // a run of ones
        std::uint32_t const sign = static_cast<std::uint32_t>(random_() & 1) << 31;
        return float_of(sign | (static_cast<std::uint32_t>(e + 127) << 23) | fraction);
    }
    std::uint64_t word() { return random_(); }

  private:
    std::mt19937_64 random_;
};

bool same(float a, float b) {
    return bits_of(a) == bits_of(b) || (a == 0 && b == 0);
}

TEST(FusedInSoftware, EqualsTheLibrarysOnRandomNumbersOfAllSizes) {
    HardFloats floats(seeds[0]);
    std::uint64_t const n = full_run() ? 1'000'000'000 : 20'000'000;
    for (std::uint64_t i = 0; i < n; ++i) {
        float const a = floats.any(), b = floats.any();
        float const c = floats.of_exponent(static_cast<int>(floats.word() % 200) - 100);
        float const expected = std::fma(a, b, c);
        ASSERT_TRUE(same(fused_in_software(a, b, c), expected))
            << a << " * " << b << " + " << c << " = " << expected;
    }
}

// The hard cases: the sum differs from the middle between two floats by no more than a rounding
// error of double precision, or the product and the addend cancel.
TEST(FusedInSoftware, EqualsTheLibrarysNearTiesAndCancellation) {
    HardFloats floats(seeds[1]);
    std::uint64_t const n = full_run() ? 300'000'000 : 10'000'000;
    for (std::uint64_t i = 0; i < n; ++i) {
        float const a = floats.any(), b = floats.any();
        double const product = static_cast<double>(a) * b;
        int const exponent = std::ilogb(product);
        float c = 0;
        if (i % 2 == 0) {  // -product, up to a few ulps
            c = -static_cast<float>(product);
            c = float_of(bits_of(c) + static_cast<std::uint32_t>(floats.word() % 5) - 2);
        } else {  // far below or above the product, down to the last bit of its ties
            int const apart = static_cast<int>(floats.word() % 110) - 55;
            c = floats.of_exponent(std::clamp(exponent + apart, -120, 120));
        }
        float const expected = std::fma(a, b, c);
        if (expected != 0 && !std::isnormal(expected)) continue;  // outside what is promised
        ASSERT_TRUE(same(fused_in_software(a, b, c), expected))
            << a << " * " << b << " + " << c << " = " << expected;
    }
}

// 1 + 2^-24 is half an ulp above 1. The bit that decides is too small for double precision.
TEST(FusedInSoftware, RoundsOnceAtATieThatOnlyATinyAddendBreaks) {
    float const a = 1.0f + std::ldexp(1.0f, -12), b = 1.0f - std::ldexp(1.0f, -12);
    for (int e = -100; e <= -20; ++e) {
        for (float sign : {1.0f, -1.0f}) {
            float const c = sign * std::ldexp(1.0f, e);
            EXPECT_TRUE(same(fused_in_software(a, b, c), std::fma(a, b, c))) << e;
            float const d = 1.0f + std::ldexp(1.0f, -23);
            float const half = std::ldexp(1.0f, -1);
            EXPECT_TRUE(same(fused_in_software(d, d + half, c), std::fma(d, d + half, c))) << e;
        }
    }
}

}  // namespace
}  // namespace liq::tests
