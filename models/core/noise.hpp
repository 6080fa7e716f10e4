/// \file
/// From random words to the variates that paths need.
#pragma once

#include <cstdint>

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"

namespace liq::inline LIQ_TARGET {

/// ln U with U = (n + 1/2) 2^-32, for the extremes of a Brownian bridge. In (-22.9, 0].
LIQ_HD float log_uniform(std::uint32_t n) {
    float const two_to_minus_32 = 2.3283064365386963e-10f;
    return log_e(fused(static_cast<float>(n), two_to_minus_32, 0.5f * two_to_minus_32));
}

/// Standard normal variate from one word: a sign and a magnitude of 31 bits, so that the tail
/// reaches 6.3 standard deviations. Inverse error function as by Giles (2012, GPU Computing Gems,
/// ch. 10), single precision; his tail polynomial ends where 1 - 2^-24 does, so this one is a
/// minimax fit of the same degree up to w = 22.3. Relative error below 1e-6 for every word, tested
/// in tests/models/noise_test.cpp. The tail probability u and its complement x = 1 - u come from
/// the integer separately, so that neither end loses digits.
LIQ_HD float standard_normal(std::uint32_t n) {
    float const two_to_minus_31 = 4.6566128730773926e-10f;
    std::uint32_t const magnitude = n & 0x7fffffffu;
    auto const up = static_cast<float>(static_cast<std::int32_t>(magnitude));
    auto const down = static_cast<float>(static_cast<std::int32_t>(0x7fffffffu - magnitude));
    float const u = fused(up, two_to_minus_31, 0.5f * two_to_minus_31);
    float const x = fused(down, two_to_minus_31, 0.5f * two_to_minus_31);
    float const w = -log_e(u * (1.0f + x));

    float const a = w - 2.5f;
    float centre = 2.81022636e-08f;
    centre = fused(centre, a, 3.43273939e-07f);
    centre = fused(centre, a, -3.5233877e-06f);
    centre = fused(centre, a, -4.39150654e-06f);
    centre = fused(centre, a, 0.00021858087f);
    centre = fused(centre, a, -0.00125372503f);
    centre = fused(centre, a, -0.00417768164f);
    centre = fused(centre, a, 0.246640727f);
    centre = fused(centre, a, 1.50140941f);

    float const b = square_root(w < 0.0f ? 0.0f : w) - 3.0f;
    float tail = -9.63902676e-06f;
    tail = fused(tail, b, -0.000141873505f);
    tail = fused(tail, b, 0.00115087011f);
    tail = fused(tail, b, -0.00338995038f);
    tail = fused(tail, b, 0.00580692803f);
    tail = fused(tail, b, -0.00772060687f);
    tail = fused(tail, b, 0.0094293328f);
    tail = fused(tail, b, 1.00168276f);
    tail = fused(tail, b, 2.83297729f);

    float const root_two = 1.41421356f;
    float const z = (w < 5.0f ? centre : tail) * x * root_two;
    return float_of(bits_of(z) ^ (n & 0x80000000u));
}

}  // namespace liq::inline LIQ_TARGET
