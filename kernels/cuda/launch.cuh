/// \file
/// How a batch is started on the card. Included by programs_*.cu, each of which compiles some of
/// the programs.
#pragma once

#include <cuda_runtime.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string>

#include "kernels/cuda/card_memory.cuh"
#include "kernels/cuda/device_tables.hpp"
#include "kernels/cuda/launch.hpp"
#include "kernels/cuda/simulate.cuh"
#include "kernels/dispatch.hpp"

namespace liq {

template <class Program>
void launch(Launch const& batch, CardMemory& memory, Totals& totals) {
    auto const kernel = simulate<Program>;
    DeviceTables const tables =
        device_tables(batch.plan, Program::aside_bytes(), batch.block_threads,
                      memory.far_base(far_bytes(batch.plan)));
    std::size_t const shared = tables.block_bytes();
    check(cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize,
                               static_cast<int>(shared)),
          "asking for shared memory (is this program built for the card's architecture?)");
    int blocks_per_processor = 0;
    check(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks_per_processor, kernel,
                                                        batch.block_threads, shared),
          "asking how many blocks fit");
    auto const threads = static_cast<std::uint64_t>(batch.block_threads);
    auto const resident =
        static_cast<std::uint64_t>(std::max(1, blocks_per_processor) * batch.n_processors);
    std::uint64_t const blocks = std::min(resident, (batch.range.count + threads - 1) / threads);

    ProgramInputs inputs = tables.inputs;
    give_path_memory(inputs, memory.of_paths(blocks * threads, batch.plan.memory));
    if (batch.outcomes != nullptr)
        give_path_record(inputs, memory.of_outcomes(batch.range.count), batch.range.first);
    DeviceMemory const device = memory.prepare(tables, totals.hot().size(), totals.cold().size());
    kernel<<<static_cast<unsigned>(blocks), batch.block_threads, shared>>>(Program(inputs), device,
                                                                           batch.range);
    check(cudaGetLastError(), "starting the kernel");
    // Outcomes first: if the card has failed, the totals stay as they were.
    if (batch.outcomes != nullptr) memory.copy_outcomes(batch.outcomes, batch.range.count);
    memory.add_to(totals);
}

}  // namespace liq
