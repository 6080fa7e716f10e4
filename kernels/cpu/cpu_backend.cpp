#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>
#include <thrust/for_each.h>
#include <thrust/iterator/counting_iterator.h>
#include <thrust/system/tbb/execution_policy.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "kernels/backend.hpp"
#include "kernels/cpu/hand_over.hpp"
#include "kernels/cpu/tile_engine.hpp"
#include "kernels/cpu/usable_cores.hpp"
#include "kernels/program_inputs.hpp"

namespace liq {
namespace {

/// The most paths that a thread takes at a time: enough to make the cost of scheduling small, and
/// few enough to share the work well.
constexpr std::uint64_t largest_chunk = 128;

/// How many paths a thread takes at a time from a range of `count`, so that a small range too keeps
/// all threads busy. It is a number of whole tiles where there are enough paths.
std::uint64_t paths_per_chunk(std::uint64_t count, std::uint64_t threads, std::uint64_t lanes) {
    std::uint64_t const share = (count + threads - 1) / threads;
    std::uint64_t const tiles = (share + lanes - 1) / lanes * lanes;
    return share < lanes ? std::max<std::uint64_t>(1, share) : std::min(largest_chunk, tiles);
}

/// Memory of the paths of one tile, however many lanes a program takes [bytes].
std::size_t memory_of_tile(Plan const& plan, int lanes) {
    return static_cast<std::size_t>(plan.memory.bytes) *
           static_cast<std::size_t>(std::max(lanes, default_lanes));
}

/// What a thread owns: its counters, and the memory of the paths of one tile.
struct Worker {
    Worker(Plan const& plan, int lanes)
        : totals(plan.layout), memory(memory_of_tile(plan, lanes)) {}

    void run(TileEngine const& engine, ProgramInputs inputs, int lanes, PathRange range) {
        give_path_memory(inputs, memory.data());
        engine.run(inputs, lanes, range.first, range.count, totals.hot().data(),
                   totals.cold().data());
    }

    Totals totals;
    std::vector<unsigned char> memory;  // from the heap: aligned for every trivial type
};

TileEngine const& engine_named(std::string const& instructions) {
    std::string known;
    for (TileEngine const& engine : tile_engines()) {
        bool const asked = instructions == "best" || instructions == engine.instructions;
        if (asked && engine.supported()) return engine;
        if (asked && instructions != "best") {
            throw BackendMissing("this processor lacks the instruction set " + instructions);
        }
        known += std::string{" "} + engine.instructions;
    }
    throw BackendMissing("instruction set '" + instructions + "' is not in this build; there are" +
                         known);
}

std::string processor_name() {
    std::ifstream cpuinfo("/proc/cpuinfo");
    std::string line;
    while (std::getline(cpuinfo, line)) {
        auto const colon = line.find(": ");
        if (line.rfind("model name", 0) == 0 && colon != std::string::npos) {
            return line.substr(colon + 2);
        }
    }
    return "processor of unknown model";
}

class CpuBackend final : public Backend {
  public:
    explicit CpuBackend(BackendChoice const& choice)
        : engine_(engine_named(choice.instructions)),
          lanes_(choice.lanes == 0 ? default_lanes : choice.lanes),
          threads_(choice.threads > 0 ? choice.threads : usable_cores()),
          arena_(threads_) {
        // One thread alone never needs others, and it must not limit those of the rest of the
        // process.
        if (threads_ > 1)
            limit_.emplace(tbb::global_control::max_allowed_parallelism,
                           static_cast<std::size_t>(threads_));
    }

    [[nodiscard]] std::string name() const override { return "cpu"; }
    [[nodiscard]] std::string device() const override {
        return processor_name() + ", " + engine_.instructions;
    }
    [[nodiscard]] int threads() const override { return threads_; }

    void simulate(Plan const& plan, PathRange range, Totals& totals,
                  OutcomeBits* outcomes) override {
        ProgramInputs inputs = inputs_of(plan);
        give_path_record(inputs, outcomes, range.first);
        if (stop_ != nullptr) inputs.schedule.stop = stop_->address();
        if (threads_ == 1) {  // adds to the totals directly
            std::vector<unsigned char> memory(memory_of_tile(plan, lanes_));
            give_path_memory(inputs, memory.data());
            engine_.run(inputs, lanes_, range.first, range.count, totals.hot().data(),
                        totals.cold().data());
            if (is_stopped()) throw SimulationStopped{};
            return;
        }
        tbb::enumerable_thread_specific<Worker> workers([&] { return Worker(plan, lanes_); });
        std::uint64_t const chunk_size = paths_per_chunk(
            range.count, static_cast<std::uint64_t>(threads_), static_cast<std::uint64_t>(lanes_));
        // Chunks end at multiples of their size, wherever the range begins, so that only the first
        // and the last chunk may hold fewer paths than a tile has lanes.
        std::uint64_t const origin = range.first / chunk_size * chunk_size;
        std::uint64_t const end = range.first + range.count;
        std::uint64_t const n_chunks = (end - origin + chunk_size - 1) / chunk_size;
        // At fixed addresses: a worker passes the first one before it reads anything of this call.
        static HandOver to_workers, from_workers;
        to_workers.before();
        arena_.execute([&] {
            thrust::for_each(
                thrust::tbb::par, thrust::counting_iterator<std::uint64_t>(0),
                thrust::counting_iterator<std::uint64_t>(n_chunks), [&](std::uint64_t chunk) {
                    to_workers.after();
                    std::uint64_t const at = origin + chunk * chunk_size;
                    std::uint64_t const first = std::max(range.first, at);
                    std::uint64_t const last = std::min(end, at + chunk_size);
                    workers.local().run(engine_, inputs, lanes_, {first, last - first});
                    from_workers.before();
                });
        });
        from_workers.after();
        if (is_stopped()) throw SimulationStopped{};
        for (Worker const& worker : workers) totals.add(worker.totals);
    }

  private:
    TileEngine const& engine_;
    int lanes_;
    int threads_;
    std::optional<tbb::global_control> limit_;
    tbb::task_arena arena_;
};

}  // namespace

std::unique_ptr<Backend> make_cpu_backend(BackendChoice const& choice) {
    return std::make_unique<CpuBackend>(choice);
}

}  // namespace liq
