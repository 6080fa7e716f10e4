/// \file
/// A batch of paths for the card. `launch` is compiled for each program in one of programs_*.cu,
/// side by side, and called from cuda_backend.cu.
#pragma once

#include <cstddef>

#include "kernels/plan.hpp"
#include "kernels/totals.hpp"

namespace liq {

class CardMemory;

/// What a batch runs with.
struct Launch {
    Plan const& plan;
    PathRange range;
    int block_threads = 0;            ///< the most of a block
    std::size_t block_memory = 0;     ///< shared memory that a block may have [bytes]
    int n_processors = 0;             ///< streaming multiprocessors of the card
    OutcomeBits* outcomes = nullptr;  ///< of the paths of the range, in host memory, or nothing
};

/// Simulates a batch by one program, adds its counts to the totals and hands out its outcomes.
/// \throws std::runtime_error when the card fails; `totals` is unchanged then
template <class Program>
void launch(Launch const& batch, CardMemory& memory, Totals& totals);

}  // namespace liq
