/// \file
/// Makes the variates that paths need out of random words.
#pragma once

#include <cstdint>

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"

namespace liq::inline LIQ_TARGET {

/// A uniform variate (n + 1/2) 2^-32.
LIQ_HD float uniform_variate(std::uint32_t n) {
    return fused(static_cast<float>(n), 0x1p-32f, 0x1p-33f);
}

/// ln U with U = (n + 1/2) 2^-32, for the extremes of a Brownian bridge. In (-22.9, 0].
LIQ_HD float log_uniform(std::uint32_t n) {
    return log_e(uniform_variate(n));
}

/// The parts of a normal variate that a word gives: a sign, the tail probability u, its complement
/// x = 1 - u, and w = -ln(u (2 - u)) = -ln(1 - x^2). Both probabilities are computed from the
/// integer, so that neither loses digits near 0.
struct NormalWord {
    std::uint32_t sign;
    float x;
    float w;
};
LIQ_HD NormalWord normal_word(std::uint32_t n) {
    float const two_to_minus_31 = 4.6566128730773926e-10f;
    std::uint32_t const magnitude = n & 0x7fffffffu;
    auto const up = static_cast<float>(static_cast<std::int32_t>(magnitude));
    auto const down = static_cast<float>(static_cast<std::int32_t>(0x7fffffffu - magnitude));
    float const u = fused(up, two_to_minus_31, 0.5f * two_to_minus_31);
    float const x = fused(down, two_to_minus_31, 0.5f * two_to_minus_31);
    return {n & 0x80000000u, x, -log_e(u * (1.0f + x))};
}

/// sqrt(2) times the inverse error function of x, over x: for w < 5.
LIQ_HD float central_quotient(float w) {
    float const a = w - 2.5f;
    float p = 2.81022636e-08f;
    p = fused(p, a, 3.43273939e-07f);
    p = fused(p, a, -3.5233877e-06f);
    p = fused(p, a, -4.39150654e-06f);
    p = fused(p, a, 0.00021858087f);
    p = fused(p, a, -0.00125372503f);
    p = fused(p, a, -0.00417768164f);
    p = fused(p, a, 0.246640727f);
    return fused(p, a, 1.50140941f);
}

/// sqrt(2) times the inverse error function of x, over x: for w >= 5.
LIQ_HD float tail_quotient(float w) {
    float const b = square_root(w < 0.0f ? 0.0f : w) - 3.0f;
    float p = -9.63902676e-06f;
    p = fused(p, b, -0.000141873505f);
    p = fused(p, b, 0.00115087011f);
    p = fused(p, b, -0.00338995038f);
    p = fused(p, b, 0.00580692803f);
    p = fused(p, b, -0.00772060687f);
    p = fused(p, b, 0.0094293328f);
    p = fused(p, b, 1.00168276f);
    return fused(p, b, 2.83297729f);
}

LIQ_HD float signed_normal(NormalWord const& word, float quotient) {
    float const root_two = 1.41421356f;
    float const z = quotient * word.x * root_two;
    return float_of(bits_of(z) ^ word.sign);
}

/// A standard normal variate from one word: a sign and a magnitude of 31 bits, so that the tail
/// reaches 6.3 standard deviations. The inverse error function is that of Giles (2012, GPU
/// Computing Gems, ch. 10) in single precision. His polynomial for the tail ends at 1 - 2^-24; the
/// one here is a minimax fit of the same degree up to w = 22.3. The relative error is below 1e-6
/// for every word, which is tested in tests/models/noise_test.cpp.
LIQ_HD float standard_normal(std::uint32_t n) {
    NormalWord const word = normal_word(n);
    return signed_normal(word, word.w < 5.0f ? central_quotient(word.w) : tail_quotient(word.w));
}

/// The word whose normal variate is nearest to z, within the error of the tail probability: below
/// 2e-6 of it. The complementary error function is that of Press, Teukolsky, Vetterling & Flannery
/// (1992, Numerical Recipes, 6.2).
LIQ_HD std::uint32_t word_of_normal(float z) {
    float const a = 0.70710678f * (z < 0.0f ? -z : z);
    float const t = 1.0f / fused(0.5f, a, 1.0f);
    float p = 0.17087277f;
    p = fused(p, t, -0.82215223f);
    p = fused(p, t, 1.48851587f);
    p = fused(p, t, -1.13520398f);
    p = fused(p, t, 0.27886807f);
    p = fused(p, t, -0.18628806f);
    p = fused(p, t, 0.09678418f);
    p = fused(p, t, 0.37409196f);
    p = fused(p, t, 1.00002368f);
    p = fused(p, t, -1.26551223f);
    float const both_tails = t * exp_e(fused(-a, a, p));
    float const in_words = both_tails * 0x1p31f;
    auto const last = static_cast<float>(0x7fffff80);  // the largest below 2^31
    auto const magnitude = static_cast<std::uint32_t>(in_words < last ? in_words : last);
    return (z < 0.0f ? 0x80000000u : 0u) | magnitude;
}

/// Whether a word may need the polynomial of the tail. It is 1 wherever w >= 5, which is so for
/// about 3.4 words in 1,000. Tested against `normal_word` for every word.
LIQ_HD int may_be_in_tail(std::uint32_t n) {
    std::uint32_t const beyond = 7250000u;  // of 2^31
    return static_cast<int>((n & 0x7fffffffu) < beyond);
}

/// `standard_normal` of one word for each lane, with the same bits. The tail is computed only in
/// the lanes that need it.
template <int Lanes>
LIQ_HD void standard_normals(PerLane<float, Lanes>& normal,
                             PerLane<std::uint32_t, Lanes> const& words) {
    for_each_lane<Lanes>([&](int lane) {
        NormalWord const word = normal_word(words[lane]);
        normal[lane] = signed_normal(word, central_quotient(word.w));
    });
    LaneSet const tails = lanes_where<Lanes>([&](int lane) { return may_be_in_tail(words[lane]); });
    for_each_lane_of<Lanes>(tails, [&](int lane) { normal[lane] = standard_normal(words[lane]); });
}

}  // namespace liq::inline LIQ_TARGET
