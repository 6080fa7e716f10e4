#include <cuda_runtime.h>
#include <thrust/copy.h>
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

/// Counters on the card, zero at first.
using DeviceCounters = thrust::device_vector<Counter>;

void add_to(std::vector<Counter>& totals, DeviceCounters const& counters) {
    std::vector<Counter> host(counters.size());
    thrust::copy(counters.begin(), counters.end(), host.begin());
    for (std::size_t i = 0; i < host.size(); ++i) totals[i] += host[i];
}

class CudaBackend final : public Backend {
  public:
    explicit CudaBackend(BackendChoice const& choice)
        : device_(usable_device()),
          block_threads_(choice.block_threads > 0 ? std::min(choice.block_threads, largest_block)
                                                  : 128) {}

    [[nodiscard]] std::string name() const override { return "cuda"; }
    [[nodiscard]] std::string device() const override {
        return std::string{device_.name} + ", sm_" + std::to_string(device_.major) +
               std::to_string(device_.minor);
    }
    [[nodiscard]] int threads() const override { return 0; }

    void run(Plan const& plan, PathRange range, Totals& totals) override {
        if (range.count == 0) return;
        PackedTables const packed = pack_tables(plan);
        thrust::device_vector<std::uint64_t> const tables(packed.words.begin(), packed.words.end());
        DeviceCounters hot(totals.hot().size(), 0), cold(totals.cold().size(), 0);
        with_program(inputs_of(plan), [&](auto const& program) {
            launch(program, packed.offsets, tables, range, hot, cold);
        });
        check(cudaDeviceSynchronize(), "simulating paths");
        add_to(totals.hot(), hot);
        add_to(totals.cold(), cold);
    }

  private:
    template <class Program>
    void launch(Program const& program, TableOffsets const& offsets,
                thrust::device_vector<std::uint64_t> const& tables, PathRange range,
                DeviceCounters& hot, DeviceCounters& cold) const {
        auto const kernel = simulate<Program>;
        std::size_t const shared = (hot.size() * sizeof(Counter)) + offsets.size;
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
        kernel<<<static_cast<unsigned>(blocks), block_threads_, shared>>>(
            program, offsets, thrust::raw_pointer_cast(tables.data()), range.first, range.count,
            static_cast<int>(hot.size()), thrust::raw_pointer_cast(hot.data()),
            thrust::raw_pointer_cast(cold.data()));
        check(cudaGetLastError(), "starting the kernel");
    }

    cudaDeviceProp device_;
    int block_threads_;
};

}  // namespace

std::unique_ptr<Backend> make_cuda_backend(BackendChoice const& choice) {
    return std::make_unique<CudaBackend>(choice);
}

}  // namespace liq
