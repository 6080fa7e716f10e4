/// \file
/// Which paths of a run a shard simulates.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

#include "kernels/plan.hpp"

namespace liq::batch {

/// One of `count` shares of every run, counted from 1.
struct Shard {
    int index = 1;
    int count = 1;
};

/// A run's paths are cut into at most this many blocks, which is how many shards can have a share.
inline constexpr std::uint64_t most_blocks = 2048;

/// Paths of a block: a power of two, so that tiles and antithetic pairs stay whole; it follows from
/// the number of paths alone.
inline std::uint64_t block_of(std::uint64_t paths) {
    std::uint64_t const least = (paths + most_blocks - 1) / most_blocks;
    return std::bit_ceil(std::max<std::uint64_t>(32, least));
}

/// The share of a shard: whole blocks in a row, as equal as blocks allow. Base run and variants
/// with the same number of paths are cut in the same places, so that each shard compares its own
/// paths.
inline PathRange share_of(std::uint64_t paths, Shard shard) {
    std::uint64_t const block = block_of(paths);
    std::uint64_t const n_blocks = (paths + block - 1) / block;
    auto const bound = [&](int i) {
        return std::min(paths, n_blocks * static_cast<std::uint64_t>(i) /
                                   static_cast<std::uint64_t>(shard.count) * block);
    };
    return {bound(shard.index - 1), bound(shard.index) - bound(shard.index - 1)};
}

}  // namespace liq::batch
