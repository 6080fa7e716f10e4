#include <cuda_runtime.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "kernels/backend.hpp"
#include "kernels/cuda/card_memory.cuh"
#include "kernels/cuda/launch.hpp"
#include "kernels/cuda/visible_cards.hpp"
#include "kernels/dispatch.hpp"
#include "kernels/program_inputs.hpp"

namespace liq {
namespace {

std::string why_no_card(char const* error) {
    int driver = 0;
    if (cudaDriverGetVersion(&driver) != cudaSuccess) cudaGetLastError();
    return no_cuda_in_words(error, driver, CUDART_VERSION, std::getenv("CUDA_VISIBLE_DEVICES"));
}

/// The properties of a card. \throws BackendMissing with the reason why it cannot be used
cudaDeviceProp usable_device(int card) {
    int n_devices = 0;
    cudaError_t const status = cudaGetDeviceCount(&n_devices);
    if (status != cudaSuccess) {
        cudaGetLastError();
        throw BackendMissing(why_no_card(cudaGetErrorString(status)));
    }
    if (n_devices == 0) throw BackendMissing(why_no_card("there is none"));
    if (card >= n_devices) {
        throw BackendMissing("there is no CUDA device " + std::to_string(card) + ", only 0 to " +
                             std::to_string(n_devices - 1));
    }
    cudaDeviceProp device{};
    check(cudaGetDeviceProperties(&device, card), "asking for the device's properties");
    return device;
}

class CudaBackend final : public Backend {
  public:
    explicit CudaBackend(BackendChoice const& choice)
        : card_(choice.card),
          device_(usable_device(card_)),
          block_threads_(choice.block_threads > 0 ? std::min(choice.block_threads, largest_block)
                                                  : largest_block) {}

    [[nodiscard]] std::string name() const override { return "cuda"; }
    [[nodiscard]] std::string device() const override {
        return std::string{device_.name} + ", sm_" + std::to_string(device_.major) +
               std::to_string(device_.minor);
    }
    [[nodiscard]] int threads() const override { return 0; }

    void simulate(Plan const& plan, PathRange range, Totals& totals,
                  OutcomeBits* outcomes) override {
        if (range.count == 0) return;
        if (is_stopped()) throw SimulationStopped{};
        check(cudaSetDevice(card_), "choosing the card");  // of this thread
        Launch const batch{plan,
                           range,
                           block_threads_,
                           device_.sharedMemPerBlockOptin,
                           device_.multiProcessorCount,
                           outcomes};
        with_program<lean_walks>(inputs_of(plan), [&](auto tag) {
            launch<typename decltype(tag)::type>(batch, memory_, totals);
        });
    }

  private:
    int card_;
    cudaDeviceProp device_;
    int block_threads_;
    CardMemory memory_;
};

}  // namespace

int n_cuda_cards() {
    int n_devices = 0;
    if (cudaGetDeviceCount(&n_devices) == cudaSuccess) return n_devices;
    cudaGetLastError();
    return 0;
}

std::unique_ptr<Backend> make_cuda_backend(BackendChoice const& choice) {
    return std::make_unique<CudaBackend>(choice);
}

}  // namespace liq
