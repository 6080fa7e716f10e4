/// \file
/// Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011): random words addressed by what they are for.
///
/// | word of the counter | holds                                             |
/// |---------------------|---------------------------------------------------|
/// | 0, 1                | path index, low and high 32 bits                  |
/// | 2                   | block: step div 4 for draws that every step needs |
/// | 3                   | stream, see `Stream`                              |
///
/// The key is the seed. A draw that every step needs takes word `step mod 4` of its block, so one
/// call serves four steps; any draw of any path can be made without making the others.
#pragma once

#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"

namespace liq::inline LIQ_TARGET {

/// What a random word is for. New kinds of draw take the next number; none is ever reused.
enum class Stream : std::uint32_t {
    diffusion = 0,          ///< the step's Gaussian increment
    bridge_low = 1,         ///< lower extreme within the step
    bridge_high = 2,        ///< upper extreme within the step
    sobol_scramble = 3,     ///< by (replicate, dimension) instead of (path, block)
    variance = 4,           ///< the step's move of a stochastic variance
    jump_count = 5,         ///< the step's number of jumps
    jump_size = 6,          ///< rare: block = step; the step's first two jumps, two words each
    bootstrap_restart = 7,  ///< whether a block of history ends with the step
    bootstrap_start = 8,    ///< rare: block = step; where in history the next one begins
    jump_size_beyond = 256  ///< this and those after it: a step's third and fourth jump, and so on
};

inline constexpr int words_per_block = 4;

struct Block {
    std::uint32_t word[words_per_block];
};

/// High half of a 32 x 32 product; kept apart from the low half, which lets compilers vectorise
/// both.
LIQ_HD std::uint32_t high_product(std::uint32_t a, std::uint32_t b) {
    return static_cast<std::uint32_t>((static_cast<std::uint64_t>(a) * b) >> 32);
}

/// The block of four words at (seed, path, block, stream). Tested against Random123 and the
/// authors' known answers.
LIQ_HD Block random_block(std::uint64_t seed, std::uint64_t path, std::uint32_t block,
                          Stream stream) {
    std::uint32_t const multiplier_0 = 0xD2511F53u, multiplier_1 = 0xCD9E8D57u;
    std::uint32_t const weyl_0 = 0x9E3779B9u, weyl_1 = 0xBB67AE85u;
    auto c0 = static_cast<std::uint32_t>(path);
    auto c1 = static_cast<std::uint32_t>(path >> 32);
    std::uint32_t c2 = block;
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

/// The four words of a block for every lane.
template <int Lanes>
struct BlockOfLanes {
    PerLane<std::uint32_t, Lanes> word[words_per_block];
    LIQ_HD void set(int lane, Block const& drawn) {
        word[0][lane] = drawn.word[0];
        word[1][lane] = drawn.word[1];
        word[2][lane] = drawn.word[2];
        word[3][lane] = drawn.word[3];
    }
};

/// Which random words: those of the paths from `first_path`, one a lane, and of one block.
struct PathsAndBlock {
    std::uint64_t seed;
    std::uint64_t first_path;
    std::uint32_t block;
};

/// Random words of a price model: those of the paths themselves, and those of the paths whose
/// diffusion they share (antithetic pairs; the same as their own otherwise).
struct PriceDraws {
    PathsAndBlock own;
    PathsAndBlock diffusion;
};

/// The block of paths first_path .. first_path + Lanes - 1. A loop of its own, with nothing but
/// Philox in it: that is what compilers vectorise well.
template <int Lanes>
LIQ_HD void draw_block(BlockOfLanes<Lanes>& words, PathsAndBlock const& at, Stream stream) {
    for_each_lane<Lanes>([&](int lane) {
        std::uint64_t const path = at.first_path + static_cast<std::uint64_t>(lane);
        words.set(lane, random_block(at.seed, path, at.block, stream));
    });
}

}  // namespace liq::inline LIQ_TARGET
