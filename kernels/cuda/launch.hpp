/// \file
/// A batch of paths for the card. cuda_backend.cu calls `launch`, which is compiled for each
/// program in one of programs_*.cu, so that these compile side by side.
#pragma once

#include <cstddef>

#include "kernels/plan.hpp"
#include "kernels/totals.hpp"

namespace liq {

class CardMemory;

/// Whether lean programs have a cascade on the card: the registers that a lean program may take are
/// too few for a walk, so that gbm shares the programs of all models there
/// (tools/decisions/gpu_bound.md).
inline constexpr bool lean_walks = false;

/// A batch, and what the card has for it.
struct Launch {
    Plan const& plan;
    PathRange range;
    int block_threads = 0;            ///< the most of a block
    std::size_t block_memory = 0;     ///< shared memory that a block may have [bytes]
    int n_processors = 0;             ///< streaming multiprocessors of the card
    OutcomeBits* outcomes = nullptr;  ///< of the paths of the range, in host memory, or null
};

/// Simulates a batch with one program, adds its counts to the totals and copies its outcomes.
/// \throws std::runtime_error when the card fails; `totals` is unchanged then
template <class Program>
void launch(Launch const& batch, CardMemory& memory, Totals& totals);

}  // namespace liq
