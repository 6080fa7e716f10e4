#include <cuda_runtime.h>
#include <thrust/device_vector.h>

#include <algorithm>
#include <string>
#include <vector>

#include "kernels/backend.hpp"
#include "kernels/cuda/device_tables.hpp"
#include "kernels/cuda/simulate.cuh"
#include "kernels/dispatch.hpp"
#include "kernels/program_inputs.hpp"

namespace liq {
namespace {

void check(cudaError_t status, char const* doing) {
    if (status == cudaSuccess) return;
    cudaGetLastError();  // clears what is not sticky
    throw std::runtime_error(std::string{"CUDA: "} + doing + ": " + cudaGetErrorString(status));
}

/// The card to use, or why there is none.
cudaDeviceProp usable_device() {
    int n_devices = 0;
    cudaError_t const status = cudaGetDeviceCount(&n_devices);
    if (status != cudaSuccess) {
        cudaGetLastError();
        throw BackendMissing(std::string{"no CUDA device can be used: "} +
                             cudaGetErrorString(status));
    }
    if (n_devices == 0) throw BackendMissing("no CUDA device is installed");
    cudaDeviceProp device{};
    check(cudaGetDeviceProperties(&device, 0), "asking for the device's properties");
    return device;
}

/// What stays on the card from batch to batch, so that a batch costs a launch and one copy back.
class CardMemory {
  public:
    /// Tables as given and counters at zero. Tables that are there already are not sent again.
    DeviceMemory prepare(DeviceTables const& tables, std::size_t n_hot, std::size_t n_cold) {
        if (tables.words != sent_) {
            sent_.clear();  // nothing is there if the copy fails
            tables_ = tables.words;
            sent_ = tables.words;
        }
        counters_.assign(n_hot + n_cold, 0);
        host_.resize(n_hot + n_cold);
        Counter* const counters = thrust::raw_pointer_cast(counters_.data());
        return {thrust::raw_pointer_cast(tables_.data()), static_cast<int>(sent_.size()),
                static_cast<int>(n_hot), counters, counters + n_hot};
    }
    /// Waits for the card and adds its counters to the totals, unless it has failed.
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
    thrust::device_vector<Counter> counters_;
    std::vector<std::uint64_t> sent_;
    std::vector<Counter> host_;
};

class CudaBackend final : public Backend {
  public:
    explicit CudaBackend(BackendChoice const& choice)
        : device_(usable_device()),
          block_threads_(choice.block_threads > 0 ? std::min(choice.block_threads, largest_block)
                                                  : largest_block) {}

    [[nodiscard]] std::string name() const override { return "cuda"; }
    [[nodiscard]] std::string device() const override {
        return std::string{device_.name} + ", sm_" + std::to_string(device_.major) +
               std::to_string(device_.minor);
    }
    [[nodiscard]] int threads() const override { return 0; }

    void run(Plan const& plan, PathRange range, Totals& totals) override {
        if (range.count == 0) return;
        DeviceTables const tables = device_tables(plan);
        DeviceMemory const memory =
            memory_.prepare(tables, totals.hot().size(), totals.cold().size());
        with_program(tables.inputs, [&](auto const& program) {
            launch(program, memory, tables.block_bytes(), range);
        });
        memory_.add_to(totals);
    }

  private:
    template <class Program>
    void launch(Program const& program, DeviceMemory const& memory, std::size_t shared,
                PathRange range) const {
        auto const kernel = simulate<Program>;
        check(cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize,
                                   static_cast<int>(shared)),
              "asking for shared memory (is this program built for the card's architecture?)");
        int blocks_per_processor = 0;
        check(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks_per_processor, kernel,
                                                            block_threads_, shared),
              "asking how many blocks fit");
        auto const threads = static_cast<std::uint64_t>(block_threads_);
        auto const resident = static_cast<std::uint64_t>(std::max(1, blocks_per_processor) *
                                                         device_.multiProcessorCount);
        std::uint64_t const blocks = std::min(resident, (range.count + threads - 1) / threads);
        kernel<<<static_cast<unsigned>(blocks), block_threads_, shared>>>(program, memory, range);
        check(cudaGetLastError(), "starting the kernel");
    }

    cudaDeviceProp device_;
    int block_threads_;
    CardMemory memory_;
};

}  // namespace

std::unique_ptr<Backend> make_cuda_backend(BackendChoice const& choice) {
    return std::make_unique<CudaBackend>(choice);
}

}  // namespace liq
