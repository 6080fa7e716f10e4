/// \file
/// Points of scrambled Sobol sequences, and the sums over segments of a path that they decide.
#pragma once

#include <cstdint>

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/noise.hpp"
#include "models/core/random.hpp"
#include "models/core/sampling_view.hpp"

namespace liq::inline LIQ_TARGET {

inline constexpr int bits_per_direction = 32;

LIQ_HD std::uint32_t reverse_bits(std::uint32_t x) {
    x = ((x >> 1) & 0x55555555u) | ((x & 0x55555555u) << 1);
    x = ((x >> 2) & 0x33333333u) | ((x & 0x33333333u) << 2);
    x = ((x >> 4) & 0x0f0f0f0fu) | ((x & 0x0f0f0f0fu) << 4);
    x = ((x >> 8) & 0x00ff00ffu) | ((x & 0x00ff00ffu) << 8);
    return (x >> 16) | (x << 16);
}

/// Scrambles by a hash in which a bit depends on lower bits only (Laine & Karras 2011; constants by
/// Burley 2020, JCGT 9:4). It is nested, so that nets stay nets, but it is not exactly the
/// scrambling of Owen (1995). It takes the word with its bits reversed and returns it in order. The
/// sum with a uniform seed is uniform and the rest is a permutation, so that every point is exactly
/// uniform.
LIQ_HD std::uint32_t scrambled(std::uint32_t reversed_word, std::uint32_t seed) {
    std::uint32_t x = reversed_word + seed;
    x ^= x * 0x6c50b47cu;
    x ^= x * 0xb82f1e52u;
    x ^= x * 0xc7afe638u;
    x ^= x * 0x8d22f6e6u;
    return reverse_bits(x);
}

/// The seed of a replicate's scramble in one dimension. A sequence has 2^32 points; further ones
/// are points of another scramble.
LIQ_HD std::uint32_t scramble_seed(std::uint64_t seed, std::uint32_t replicate, std::uint64_t point,
                                   int dimension) {
    std::uint64_t const scramble = (point >> 32 << 32) | replicate;
    return random_quartet(seed, scramble, static_cast<std::uint32_t>(dimension),
                          Stream::sobol_scramble)
        .word[0];
}

/// The points and replicates of consecutive paths: path p is point p div R of replicate p mod R.
class SobolPlace {
  public:
    LIQ_HD SobolPlace(std::uint64_t first_path, int replicates)
        : replicates_(static_cast<std::uint32_t>(replicates)),
          inverse_((1u << inverse_bits) / replicates_ + 1),
          first_point_(first_path / replicates_),
          first_replicate_(static_cast<std::uint32_t>(first_path % replicates_)) {}

    LIQ_HD std::uint64_t point(int lane) const { return first_point_ + turns(lane); }
    LIQ_HD std::uint32_t replicate(int lane) const {
        return first_replicate_ + static_cast<std::uint32_t>(lane) - turns(lane) * replicates_;
    }

  private:
    /// (first_replicate + lane) div R without a division; exact for numbers below 2048 and R below
    /// 1025.
    LIQ_HD std::uint32_t turns(int lane) const {
        return ((first_replicate_ + static_cast<std::uint32_t>(lane)) * inverse_) >> inverse_bits;
    }
    static constexpr int inverse_bits = 21;
    std::uint32_t replicates_, inverse_;
    std::uint64_t first_point_;
    std::uint32_t first_replicate_;
};

/// One coordinate of points whose indices have `n_bits` bits, one point for each lane. Its bits are
/// reversed and not scrambled.
template <int Lanes>
LIQ_HD void sobol_words(PerLane<std::uint32_t, Lanes>& word, std::uint32_t const* directions,
                        PerLane<std::uint32_t, Lanes> const& point, int n_bits) {
    for_each_lane<Lanes>([&](int lane) { word[lane] = 0; });
#pragma unroll 1
    for (int bit = 0; bit < n_bits; ++bit) {
        std::uint32_t const direction = directions[bit];
        for_each_lane<Lanes>(
            [&](int lane) { word[lane] ^= direction & (0u - ((point[lane] >> bit) & 1u)); });
    }
}

/// The sums of the unit normals over one segment, of paths first_path .. first_path + Lanes - 1;
/// see SamplingView. This runs rarely and is a function of its own on the CPU, so that it is
/// compiled once.
template <int Lanes>
LIQ_HD_APART void segment_sums(PerLane<float, Lanes>& sum, SamplingView const& view,
                               std::uint64_t seed, std::uint64_t first_path, int segment) {
    SobolPlace const place(first_path, view.replicates);
    PerLane<std::uint32_t, Lanes> point, word;
    for_each_lane<Lanes>([&](int lane) {
        point[lane] = static_cast<std::uint32_t>(place.point(lane));
        sum[lane] = 0;
    });
    // All points of the tile lie below 2^n_bits.
    std::uint64_t const last = place.point(Lanes - 1);
    int n_bits = 0;
    while (n_bits < bits_per_direction && (last >> n_bits) != 0) ++n_bits;

    int const k = view.log2_segments;
#pragma unroll 1
    for (int term = 0; term <= k; ++term) {
        int const dimension = term == 0 ? 0 : ((1 << k) + segment) >> (k + 1 - term);
        float const weight = view.weights[segment * (k + 1) + term];
        sobol_words<Lanes>(word, view.directions.from(dimension * bits_per_direction), point,
                           n_bits);
        for_each_lane<Lanes>([&](int lane) {
            std::uint32_t const key =
                scramble_seed(seed, place.replicate(lane), place.point(lane), dimension);
            word[lane] = scrambled(word[lane], key);
        });
        for_each_lane<Lanes>(
            [&](int lane) { sum[lane] = fused(weight, standard_normal(word[lane]), sum[lane]); });
    }
}

}  // namespace liq::inline LIQ_TARGET
