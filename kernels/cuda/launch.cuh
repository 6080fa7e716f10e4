/// \file
/// How a batch is started on the card. The files programs_*.cu include this one, and each compiles
/// some of the programs.
#pragma once

#include <cuda_runtime.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string>

#include "kernels/cuda/block_size.hpp"
#include "kernels/cuda/card_memory.cuh"
#include "kernels/cuda/device_tables.hpp"
#include "kernels/cuda/launch.hpp"
#include "kernels/cuda/simulate.cuh"
#include "kernels/dispatch.hpp"

namespace liq {

/// The threads of a block whose shared memory the card has.
/// \throws std::runtime_error if not even a warp fits
template <class Program>
int block_threads_of(Launch const& batch, TableBytes const& bytes) {
    cudaFuncAttributes kernel{};
    check(cudaFuncGetAttributes(&kernel, simulate<Program>),
          "asking about the kernel (is this program built for the card's architecture?)");
    std::size_t const fixed = kernel.sharedSizeBytes;  // besides what a launch asks for
    std::size_t const limit = batch.block_memory > fixed ? batch.block_memory - fixed : 0;
    int const threads =
        threads_that_fit(batch.block_threads, Program::aside_bytes(), bytes.near, limit);
    if (threads > 0) return threads;
    throw std::runtime_error(
        "CUDA: the tables of this run take " + std::to_string(bytes.near) +
        " bytes of shared memory, and the card gives a block " + std::to_string(limit) +
        ", too little for these and 32 paths. Use the CPU (--backend cpu) or fewer report times?");
}

template <class Program>
void launch(Launch const& batch, CardMemory& memory, Totals& totals) {
    auto const kernel = simulate<Program>;
    TableBytes const bytes = table_bytes(batch.plan);
    int const block_threads = block_threads_of<Program>(batch, bytes);
    DeviceTables const tables = device_tables(batch.plan, Program::aside_bytes(), block_threads,
                                              memory.far_base(bytes.far));
    std::size_t const shared = block_bytes(block_threads, Program::aside_bytes(), bytes.near);
    check(cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize,
                               static_cast<int>(shared)),
          "asking for shared memory (is this program built for the card's architecture?)");
    int blocks_per_processor = 0;
    check(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks_per_processor, kernel,
                                                        block_threads, shared),
          "asking how many blocks fit");
    auto const threads = static_cast<std::uint64_t>(block_threads);
    auto const resident =
        static_cast<std::uint64_t>(std::max(1, blocks_per_processor) * batch.n_processors);
    std::uint64_t const blocks = std::min(resident, (batch.range.count + threads - 1) / threads);

    ProgramInputs inputs = tables.inputs;
    std::uint64_t const words =
        batch.range.count * static_cast<unsigned>(inputs.tables.record.words);
    give_path_memory(inputs, memory.of_paths(blocks * threads, batch.plan.memory));
    if (batch.outcomes != nullptr)
        give_path_record(inputs, memory.of_outcomes(words), batch.range.first);
    DeviceMemory const device = memory.prepare(tables, totals.hot().size(), totals.cold().size());
    kernel<<<static_cast<unsigned>(blocks), block_threads, shared>>>(Program(inputs), device,
                                                                     batch.range);
    check(cudaGetLastError(), "starting the kernel");
    // The outcomes are copied first: if the card has failed, the totals stay as they were.
    if (batch.outcomes != nullptr) memory.copy_outcomes(batch.outcomes, words);
    memory.add_to(totals);
}

}  // namespace liq
