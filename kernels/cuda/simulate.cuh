/// \file
/// The kernel: one thread a path, tables and hot counters in shared memory, nothing per path in
/// global memory.
#pragma once

#include "kernels/cuda/device_tables.hpp"
#include "models/core/counter.hpp"
#include "models/estimate/tables.hpp"

namespace liq::inline LIQ_TARGET {

inline constexpr int largest_block = 256;

/// A table at its place in a copy of the packed tables.
template <class Entry>
__device__ Entry const* table_at(std::uint64_t const* words, std::size_t offset) {
    return reinterpret_cast<Entry const*>(words + offset / 8);
}

/// Points the program at the tables in shared memory.
template <class Program>
__device__ void use_tables(Program& program, std::uint64_t const* words, TableOffsets const& at) {
    LadderView const ladder{
        {table_at<FuelTicks>(words, at.long_fuel), table_at<float>(words, at.long_distance)},
        {table_at<FuelTicks>(words, at.short_fuel), table_at<float>(words, at.short_distance)}};
    ObservationTables const tables{
        {table_at<WatchedLevel>(words, at.below), table_at<WatchedLevel>(words, at.above)},
        {table_at<CloseLevel>(words, at.closes), at.n_closes},
        {table_at<Remainder>(words, at.remainders), at.n_remainders}};
    program.use(ladder, tables, table_at<int>(words, at.report_steps));
    program.use_sampling(table_at<float>(words, at.bridge_weights),
                         table_at<std::uint32_t>(words, at.directions));
}

/// Simulates paths first .. first + count - 1, which the grid's threads share out among themselves.
///
/// \param tables  packed tables in global memory
/// \param hot, cold  counters in global memory; hot ones are summed per block first
template <class Program>
__global__ void __launch_bounds__(largest_block)
    simulate(Program program, TableOffsets offsets, std::uint64_t const* tables,
             std::uint64_t first, std::uint64_t count, int n_hot, Counter* hot, Counter* cold) {
    extern __shared__ std::uint64_t shared[];
    auto* const block_hot = reinterpret_cast<Counter*>(shared);
    std::uint64_t* const words = shared + n_hot;
    int const n_words = static_cast<int>(offsets.size / 8);
    for (int i = threadIdx.x; i < n_hot; i += blockDim.x) block_hot[i] = 0;
    for (int i = threadIdx.x; i < n_words; i += blockDim.x) words[i] = tables[i];
    __syncthreads();

    use_tables(program, words, offsets);
    CounterSink const sink{block_hot, cold};
    std::uint64_t const stride = static_cast<std::uint64_t>(gridDim.x) * blockDim.x;
    for (std::uint64_t i = static_cast<std::uint64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
         i < count; i += stride) {
        program.template run<1>(first + i, sink);
    }

    __syncthreads();
    for (int i = threadIdx.x; i < n_hot; i += blockDim.x) {
        if (block_hot[i] != 0) atomicAdd(hot + i, block_hot[i]);
    }
}

}  // namespace liq::inline LIQ_TARGET
