/// \file
/// Which paths of a run belong to a shard.
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

/// The paths of a run are divided into at most this many blocks of consecutive paths. A shard takes
/// whole blocks, so this is also the largest number of shards.
inline constexpr std::uint64_t most_blocks = 2048;

/// How many paths a block has: a power of two, so that no tile and no antithetic pair is divided.
/// It depends on the number of paths alone.
inline std::uint64_t paths_per_block(std::uint64_t paths) {
    std::uint64_t const least = (paths + most_blocks - 1) / most_blocks;
    return std::bit_ceil(std::max<std::uint64_t>(32, least));
}

/// The paths of a shard: consecutive whole blocks, so that all shards have nearly the same number.
/// A base run and its variants with the same number of paths are divided at the same places, so
/// that each shard can compare its own paths.
inline PathRange share_of(std::uint64_t paths, Shard shard) {
    std::uint64_t const block = paths_per_block(paths);
    std::uint64_t const n_blocks = (paths + block - 1) / block;
    auto const bound = [&](int i) {
        return std::min(paths, n_blocks * static_cast<std::uint64_t>(i) /
                                   static_cast<std::uint64_t>(shard.count) * block);
    };
    return {bound(shard.index - 1), bound(shard.index) - bound(shard.index - 1)};
}

}  // namespace liq::batch
