/// \file
/// How many threads a GPU block gets: what its threads set aside and the tables of the plan must
/// fit into the memory that a block may have on the card. No CUDA in here, so that a machine
/// without a card can test it.
#pragma once

#include <cstddef>

#include "models/core/table.hpp"

namespace liq {

/// Shared memory of a block [bytes]: hot counters, what its threads set aside, tables.
/// \param aside_bytes  of one thread, `PathProgram::aside_bytes`
/// \param near_bytes   of the tables in shared memory, `TableBytes::near`
constexpr std::size_t block_bytes(int threads, std::size_t aside_bytes, std::size_t near_bytes) {
    return tables_offset(threads, aside_bytes) + near_bytes;
}

/// Threads of the smallest block, a warp.
inline constexpr int smallest_block = 32;

/// The threads of a block that fits: as many as asked for, else halved until they fit. 0 if not
/// even a warp does. How many there are changes no result.
/// \param asked  1 to largest_block
/// \param limit  shared memory that the block may have [bytes]
constexpr int threads_that_fit(int asked, std::size_t aside_bytes, std::size_t near_bytes,
                               std::size_t limit) {
    int threads = asked;
    while (block_bytes(threads, aside_bytes, near_bytes) > limit) {
        if (threads <= smallest_block) return 0;
        threads /= 2;
    }
    return threads;
}

}  // namespace liq
