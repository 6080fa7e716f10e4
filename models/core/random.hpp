/// \file
/// Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011): random words, each at an address that says
/// what the word is for. One call makes four words, a quartet.
///
/// | word of the counter | holds                                             |
/// |---------------------|---------------------------------------------------|
/// | 0, 1                | path index, low and high 32 bits                  |
/// | 2                   | quartet: step div 4 for draws that every step needs |
/// | 3                   | stream, see `Stream`                              |
///
/// The key is the seed. A draw that every step needs takes word `step mod 4` of its quartet, so
/// that one call serves four steps. Any draw of any path can be made without making the others.
#pragma once

#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"

namespace liq::inline LIQ_TARGET {

/// What a random word is for. A new kind of draw takes the next number; no number is used again.
enum class Stream : std::uint32_t {
    diffusion = 0,           ///< the step's Gaussian increment
    bridge_low = 1,          ///< lower extreme within the step
    bridge_high = 2,         ///< upper extreme within the step
    sobol_scramble = 3,      ///< addressed by (replicate, dimension) instead of (path, quartet)
    variance = 4,            ///< the step's move of a stochastic variance
    jump_count = 5,          ///< the step's number of jumps
    jump_size = 6,           ///< rare: quartet = step; the step's first two jumps, two words each
    bootstrap_restart = 7,   ///< whether a stretch of history ends with the step
    bootstrap_start = 8,     ///< rare: quartet = step; where in history the next one begins
    jump_size_beyond = 256,  ///< this and those after it: a step's third and fourth jump, and so on
    passage = 1024,  ///< this and those after it, rare: quartet = step; passages of levels in it
    half_of_jump =
        1048576  ///< this and those after it, rare: quartet = whole step; its jumps' halves
};

inline constexpr int words_per_quartet = 4;

struct Quartet {
    std::uint32_t word[words_per_quartet];
};

/// High half of a 32 x 32 product. It is computed apart from the low half, because compilers then
/// vectorise both.
LIQ_HD std::uint32_t high_product(std::uint32_t a, std::uint32_t b) {
    return static_cast<std::uint32_t>((static_cast<std::uint64_t>(a) * b) >> 32);
}

/// The four words at (seed, path, quartet, stream). They are tested against Random123 and against
/// the known answers of its authors.
LIQ_HD Quartet random_quartet(std::uint64_t seed, std::uint64_t path, std::uint32_t quartet,
                              Stream stream) {
    std::uint32_t const multiplier_0 = 0xD2511F53u, multiplier_1 = 0xCD9E8D57u;
    std::uint32_t const weyl_0 = 0x9E3779B9u, weyl_1 = 0xBB67AE85u;
    auto c0 = static_cast<std::uint32_t>(path);
    auto c1 = static_cast<std::uint32_t>(path >> 32);
    std::uint32_t c2 = quartet;
    auto c3 = static_cast<std::uint32_t>(stream);
    auto k0 = static_cast<std::uint32_t>(seed);
    auto k1 = static_cast<std::uint32_t>(seed >> 32);
#pragma unroll
    for (int round = 0; round < 10; ++round) {
        std::uint32_t const high_0 = high_product(multiplier_0, c0), low_0 = multiplier_0 * c0;
        std::uint32_t const high_1 = high_product(multiplier_1, c2), low_1 = multiplier_1 * c2;
        c0 = high_1 ^ c1 ^ k0;
        c2 = high_0 ^ c3 ^ k1;
        c1 = low_1;
        c3 = low_0;
        k0 += weyl_0;
        k1 += weyl_1;
    }
    return {{c0, c1, c2, c3}};
}

/// The four words of a quartet, for every lane.
template <int Lanes>
struct QuartetOfLanes {
    PerLane<std::uint32_t, Lanes> word[words_per_quartet];
    LIQ_HD void set(int lane, Quartet const& drawn) {
        word[0][lane] = drawn.word[0];
        word[1][lane] = drawn.word[1];
        word[2][lane] = drawn.word[2];
        word[3][lane] = drawn.word[3];
    }
};

/// Which random words are meant: those of the paths from `first_path` on, one path a lane, and of
/// one quartet.
struct PathsAndQuartet {
    std::uint64_t seed;
    std::uint64_t first_path;
    std::uint32_t quartet;
};

/// Where the steps of a run are halves of those of another run, on the same paths: the words of the
/// other run for the two whole steps that four halves are.
struct WholeSteps {
    bool any = false;
    PathsAndQuartet at{};
    int first = 0;  ///< of the four words: 0 or 2
};
inline constexpr int wholes_per_quartet = words_per_quartet / 2;

/// The random words of a price model: those of the paths themselves, those of the paths whose
/// diffusion they share, which differ from their own only with antithetic pairs, and those of whole
/// steps.
struct PriceDraws {
    PathsAndQuartet own;
    PathsAndQuartet diffusion;
    WholeSteps whole;
};

/// The quartet of paths first_path .. first_path + Lanes - 1. This loop holds nothing but Philox,
/// because compilers vectorise such a loop well.
template <int Lanes>
LIQ_HD void draw_quartet(QuartetOfLanes<Lanes>& words, PathsAndQuartet const& at, Stream stream) {
    for_each_lane<Lanes>([&](int lane) {
        std::uint64_t const path = at.first_path + static_cast<std::uint64_t>(lane);
        words.set(lane, random_quartet(at.seed, path, at.quartet, stream));
    });
}

}  // namespace liq::inline LIQ_TARGET
