/// \file
/// The project's own elementary functions. They use only IEEE + - * / sqrt, the explicit fused
/// multiply-add and integer operations, so that they give the same bits under every compiler,
/// instruction set and GPU, which a C library does not promise. Those in single precision have no
/// branch, so that loops over lanes vectorise.
///
/// The polynomial coefficients are weighted minimax fits that were made for this file. Error bounds
/// in units in the last place are tested over the whole range in tests/models/elementary_test.cpp.
#pragma once

#include <cmath>
#include <cstdint>

#include "models/core/host_device.hpp"

namespace liq::inline LIQ_TARGET {

LIQ_HD std::uint32_t bits_of(float value) {
    return __builtin_bit_cast(std::uint32_t, value);
}
LIQ_HD float float_of(std::uint32_t bits) {
    return __builtin_bit_cast(float, bits);
}

/// a b + c with one rounding, for processors that lack the instruction. The product is exact in
/// double precision. The sum is rounded to odd, so that the second rounding, to single precision,
/// does no harm (Boldo & Melquiond 2008). For finite values whose result is a normal number.
LIQ_HD float fused_in_software(float a, float b, float c) {
    double const product = static_cast<double>(a) * static_cast<double>(b);
    double const addend = c;
    double const sum = product + addend;
    double const addend_in_sum = sum - product;
    double const error = (product - (sum - addend_in_sum)) + (addend - addend_in_sum);
    auto const bits = __builtin_bit_cast(std::int64_t, sum);
    std::int64_t const outward = (error > 0) == (sum > 0) ? 1 : -1;
    std::int64_t const to_odd = (error != 0) && ((bits & 1) == 0) ? outward : 0;
    return static_cast<float>(__builtin_bit_cast(double, bits + to_odd));
}

/// a b + c with one rounding.
LIQ_HD float fused(float a, float b, float c) {
    if constexpr (LIQ_HARDWARE_FMA) {
        return ::fmaf(a, b, c);
    } else {
        return fused_in_software(a, b, c);
    }
}

LIQ_HD float square_root(float x) {
    return ::sqrtf(x);  // IEEE: correctly rounded everywhere
}

/// A positive normal number as m 2^e with m in [sqrt(1/2), sqrt(2)).
struct Split {
    float fraction;  ///< m - 1
    float exponent;  ///< e
};
LIQ_HD Split split(float x) {
    std::uint32_t const root_half = 0x3f3504f3u;  // of sqrt(1/2)
    std::uint32_t const shifted = bits_of(x) - root_half;
    auto const exponent = static_cast<std::int32_t>(shifted) >> 23;
    float const mantissa = float_of((shifted & 0x007fffffu) + root_half);
    return {mantissa - 1.0f, static_cast<float>(exponent)};
}

/// ln(1 + f) - f for f in [sqrt(1/2) - 1, sqrt(2) - 1), computed as f^2 (f p(f) - 1/2). Callers add
/// the f last.
LIQ_HD float log1p_tail(float f) {
    float p = 0.0674660131f;
    p = fused(p, f, -0.116756409f);
    p = fused(p, f, 0.118881747f);
    p = fused(p, f, -0.124055915f);
    p = fused(p, f, 0.142195508f);
    p = fused(p, f, -0.166679963f);
    p = fused(p, f, 0.200021192f);
    p = fused(p, f, -0.250000089f);
    p = fused(p, f, 0.333333135f);
    float const square = f * f;
    return fused(square * f, p, -0.5f * square);
}

/// Natural logarithm of a positive normal number; at most 2 ulp.
LIQ_HD float log_e(float x) {
    Split const s = split(x);
    float const ln2_high = 0.693359375f;  // few bits: exponent * ln2_high is exact
    float const ln2_low = -2.12194440e-4f;
    float const tail = fused(s.exponent, ln2_low, log1p_tail(s.fraction));
    return fused(s.exponent, ln2_high, s.fraction + tail);
}

/// Binary logarithm of a positive normal number; at most 3 ulp, or 2^-23 where |log2 x| < 1.
LIQ_HD float log_2(float x) {
    Split const s = split(x);
    float const log2_e = 1.44269502f;
    float const ln = s.fraction + log1p_tail(s.fraction);
    return fused(ln, log2_e, s.exponent);
}

/// 2^x for x in [-126, 127]; values outside are moved to the nearer end. At most 2 ulp.
LIQ_HD float exp_2(float x) {
    float const low = x < -126.0f ? -126.0f : x;
    float const y = low > 127.0f ? 127.0f : low;
    float const to_integer = 12582912.0f;  // 1.5 * 2^23: the sum's last bit is worth 1
    float const shifted = y + to_integer;
    float const f = y - (shifted - to_integer);
    float p = 1.51961549e-05f;
    p = fused(p, f, 0.000154667563f);
    p = fused(p, f, 0.00133339351f);
    p = fused(p, f, 0.00961803831f);
    p = fused(p, f, 0.0555041023f);
    p = fused(p, f, 0.240226507f);
    p = fused(p, f, 0.693147182f);
    float const mantissa = fused(p, f, 1.0f);
    return float_of(bits_of(mantissa) + (bits_of(shifted) << 23));
}

/// e^x for x in [-87, 88]; values outside are moved to the nearer end. At most 2 ulp, plus 1.25 |x|
/// ulp from the change of base.
LIQ_HD float exp_e(float x) {
    return exp_2(x * 1.44269502f);
}

// In double precision, for the constants of models and for rare code; by + - * / alone.

/// x = reduced 2^halvings with |reduced| <= 1/2, for |x| <= 2^10.
struct Halved {
    double reduced;
    int halvings;
};
LIQ_HD Halved halved(double x) {
    Halved result{x, 0};
    while (result.reduced > 0.5 || result.reduced < -0.5) {
        result.reduced *= 0.5;
        ++result.halvings;
    }
    return result;
}

/// e^x - 1 for |x| <= 1/2 by Taylor's series; the first term that is left out is below 1e-17 of the
/// sum.
LIQ_HD double exp_less_1_near_0(double x) {
    double sum = 0;
    for (int n = 15; n >= 1; --n) sum = (1 + sum) * (x / n);
    return sum;
}

/// e^x - 1, without the loss of digits near 0; |x| <= 700. Relative error below 1e-13.
LIQ_HD double exp_less_1(double x) {
    Halved const h = halved(x);
    double y = exp_less_1_near_0(h.reduced);
    for (int i = 0; i < h.halvings; ++i) y *= 2 + y;  // (1 + y)^2 - 1
    return y;
}

/// e^x for |x| <= 700, in the arithmetic of `exp_less_1`. Relative error below 1e-12. The numbers
/// of jumps are drawn with it, so that it must keep its bits; everything else takes
/// `exp_precisely`.
LIQ_HD double exp_in_double(double x) {
    Halved const h = halved(x);
    double y = 1 + exp_less_1_near_0(h.reduced);
    for (int i = 0; i < h.halvings; ++i) y *= y;
    return y;
}

/// e^x; |x| is limited to 700. Relative error below 4e-16 for |x| <= 1. Reduction to |r| <= ln 2 /
/// 2, then the series to r^13.
LIQ_HD double exp_precisely(double x) {
    double const limited = x > 700.0 ? 700.0 : x < -700.0 ? -700.0 : x;
    double const log2_e = 1.4426950408889634;
    double const ln2_high = 0.6931471803691238;  // 33 bits: multiples are exact
    double const ln2_low = 1.9082149292705877e-10;
    double const scaled = limited * log2_e;
    auto const n = static_cast<std::int64_t>(scaled + (scaled < 0 ? -0.5 : 0.5));
    double const r =
        (limited - static_cast<double>(n) * ln2_high) - static_cast<double>(n) * ln2_low;
    double sum = 1.0;
    for (int k = 13; k > 0; --k) sum = 1.0 + r * sum / static_cast<double>(k);
    return sum * __builtin_bit_cast(double, (n + 1023) << 52);
}

}  // namespace liq::inline LIQ_TARGET
