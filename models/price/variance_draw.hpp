/// \file
/// What a step of a stochastic variance takes at random and what it gives, and a function that its
/// scheme needs.
#pragma once

#include <cstdint>

#include "models/core/choice.hpp"
#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/noise.hpp"

namespace liq::inline LIQ_TARGET {

/// 1 - U for the word from which `standard_normal` makes Phi^-1(U), a variate of the same rank.
LIQ_HD float upper_tail(std::uint32_t n) {
    NormalWord const word = normal_word(n);
    float const two_to_minus_32 = 2.3283064365386963e-10f;
    auto const magnitude = static_cast<float>(static_cast<std::int32_t>(n & 0x7fffffffu));
    float const half = fused(magnitude, two_to_minus_32, 0.5f * two_to_minus_32);
    return word.sign == 0 ? half : fused(0.5f, word.x, 0.5f);
}

/// ln(1 + f) - f for f > -1, without loss of digits near 0.
LIQ_HD float log1p_less(float f) {
    float const least = 0x1p-60f;
    float const whole = 1.0f + f;
    Split const s = split(whole < least ? least : whole);
    Choice const near(s.exponent == 0.0f);
    float const fraction = near.of(f, s.fraction);
    float const rest = fused(s.exponent, 0.693147182f, s.fraction - f);
    return log1p_tail(fraction) + near.of(0.0f, rest);
}

/// What one step of the variance takes at random: one word, in two forms.
struct VarianceDraw {
    float normal;
    float upper_tail;  ///< probability of a greater normal
};

struct VarianceMove {
    float after;       ///< v at the end of the step [per year]
    float unexpected;  ///< v' - m
    float mean;        ///< m
    float correction;  ///< G, or what stands for it where M is infinite
};

}  // namespace liq::inline LIQ_TARGET
