/// \file
/// What stays on the card from one batch of paths to the next, so that a batch costs no more than a
/// launch and one copy back.
#pragma once

#include <cuda_runtime.h>
#include <thrust/device_vector.h>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "kernels/cuda/device_tables.hpp"
#include "kernels/cuda/simulate.cuh"
#include "kernels/totals.hpp"

namespace liq {

/// \throws std::runtime_error unless the call succeeded
inline void check(cudaError_t status, char const* action) {
    if (status == cudaSuccess) return;
    cudaGetLastError();  // clears what is not sticky
    throw std::runtime_error(std::string{"CUDA: "} + action + ": " + cudaGetErrorString(status));
}

class CardMemory {
  public:
    /// Where far tables of so many bytes will be in global memory.
    unsigned char const* far_base(std::size_t bytes) {
        if (far_.size() < bytes) {
            sent_far_.clear();
            far_.resize(bytes);
        }
        return thrust::raw_pointer_cast(far_.data());
    }
    /// The memory of the paths of so many threads.
    unsigned char* of_paths(std::uint64_t threads, PathMemoryLayout const& layout) {
        std::size_t const bytes = threads * static_cast<std::size_t>(layout.bytes);
        if (paths_.size() < bytes) paths_.resize(bytes);
        return thrust::raw_pointer_cast(paths_.data());
    }
    /// Where paths leave so many words of outcomes in global memory.
    OutcomeBits* of_outcomes(std::uint64_t words) {
        if (outcomes_.size() < words) outcomes_.resize(words);
        return thrust::raw_pointer_cast(outcomes_.data());
    }
    /// Waits for the card and copies the first words.
    void copy_outcomes(OutcomeBits* to, std::uint64_t words) {
        check(cudaMemcpy(to, thrust::raw_pointer_cast(outcomes_.data()),
                         words * sizeof(OutcomeBits), cudaMemcpyDeviceToHost),
              "simulating paths");
    }
    /// Sends the tables and sets the counters to zero. Tables that are there already are not sent
    /// again.
    DeviceMemory prepare(DeviceTables const& tables, std::size_t n_hot, std::size_t n_cold) {
        if (tables.words != sent_) {
            sent_.clear();  // nothing is there if the copy fails
            tables_ = tables.words;
            sent_ = tables.words;
        }
        if (tables.far != sent_far_) {
            sent_far_.clear();
            check(cudaMemcpy(thrust::raw_pointer_cast(far_.data()), tables.far.data(),
                             tables.far.size(), cudaMemcpyHostToDevice),
                  "sending tables");
            sent_far_ = tables.far;
        }
        counters_.assign(n_hot + n_cold, 0);
        host_.resize(n_hot + n_cold);
        Counter* const counters = thrust::raw_pointer_cast(counters_.data());
        return {thrust::raw_pointer_cast(tables_.data()),
                static_cast<int>(sent_.size()),
                static_cast<int>(tables.tables_at),
                static_cast<int>(n_hot),
                counters,
                counters + n_hot};
    }
    /// Waits for the card and adds its counters to the totals.
    /// \throws std::runtime_error when the card has failed; `totals` is unchanged then
    void add_to(Totals& totals) {
        check(cudaMemcpy(host_.data(), thrust::raw_pointer_cast(counters_.data()),
                         host_.size() * sizeof(Counter), cudaMemcpyDeviceToHost),
              "simulating paths");
        std::size_t next = 0;
        for (Counter& counter : totals.hot()) counter += host_[next++];
        for (Counter& counter : totals.cold()) counter += host_[next++];
    }

  private:
    thrust::device_vector<std::uint64_t> tables_;
    thrust::device_vector<unsigned char> far_;
    thrust::device_vector<unsigned char> paths_;
    thrust::device_vector<OutcomeBits> outcomes_;
    thrust::device_vector<Counter> counters_;
    std::vector<std::uint64_t> sent_;
    std::vector<unsigned char> sent_far_;
    std::vector<Counter> host_;
};

}  // namespace liq
