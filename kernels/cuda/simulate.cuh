/// \file
/// The kernel. A thread simulates one path at a time; tables and hot counters are in shared memory,
/// and what a path remembers (PathMemory) is in global memory.
#pragma once

#include <cstdint>

#include "kernels/plan.hpp"
#include "models/core/counter.hpp"
#include "models/core/table.hpp"

namespace liq::inline LIQ_TARGET {

/// Where a kernel finds its tables and leaves its counts, in global memory.
struct DeviceMemory {
    std::uint64_t const* tables;
    int n_words;    ///< of the tables
    int tables_at;  ///< where they go in a block's memory [bytes]
    int n_hot;
    Counter* hot;  ///< summed per block first
    Counter* cold;
};

/// Simulates a range of paths, which are divided among the threads of the grid. The program stays
/// in constant memory, where it takes no registers. A lean program leaves room for two blocks on a
/// multiprocessor, half of its threads; the other programs take up to twice the registers.
template <class Program>
__global__ void __launch_bounds__(largest_block, Program::lean ? 2 : 1)
    simulate(__grid_constant__ Program const program, __grid_constant__ DeviceMemory const memory,
             PathRange const range) {
    auto* const block_hot = reinterpret_cast<Counter*>(block_memory());
    auto* const words = reinterpret_cast<std::uint64_t*>(block_memory() + memory.tables_at);
    for (int i = threadIdx.x; i < memory.n_hot; i += blockDim.x) block_hot[i] = 0;
    for (int i = threadIdx.x; i < memory.n_words; i += blockDim.x) words[i] = memory.tables[i];
    __syncthreads();

    CounterSink const sink{block_hot, memory.cold};
    std::uint64_t const stride = static_cast<std::uint64_t>(gridDim.x) * blockDim.x;
    std::uint64_t const end = range.first + range.count;
    for (std::uint64_t path =
             range.first + static_cast<std::uint64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
         path < end; path += stride) {
        program.template run<1>(path, sink);
    }

    __syncthreads();
    for (int i = threadIdx.x; i < memory.n_hot; i += blockDim.x) {
        if (block_hot[i] != 0) atomicAdd(memory.hot + i, block_hot[i]);
    }
}

}  // namespace liq::inline LIQ_TARGET
