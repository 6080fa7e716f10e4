/// \file
/// How fast this machine simulates: every case on every backend, beside the plain loop.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "host/benchmark/cases.hpp"
#include "host/benchmark/measure.hpp"
#include "kernels/backend.hpp"

namespace liq::benchmark {

struct BenchmarkOptions {
    std::filesystem::path scenario;  ///< the shipped one
    double seconds = 1;              ///< of measuring a row
    BackendChoice backend;           ///< auto: the CPU, and CUDA if there is a device
    std::optional<int> threads;      ///< of the CPU backend, 0 for all; none: both 1 and all
    std::vector<std::string> cases;  ///< names; empty: all
};

/// Repetitions of every row. They go round: all rows once, then all rows again, so that a
/// disturbance of the machine meets all of them.
inline constexpr int benchmark_repetitions = 5;

/// What happens before the first path [s].
struct StartUp {
    double read_scenario = 0;
    double read_market = 0;
    double plan = 0;
};

struct BenchmarkedBackend {
    std::string name;
    std::string device;   ///< empty if it is missing
    std::string missing;  ///< why; empty if it is there
    /// From asking for the backend to the end of its first run, less the time of the same run done
    /// again: threads for the CPU, the context and the loading of the kernel for CUDA.
    double start_seconds = 0;
};

struct BenchmarkRow {
    BenchmarkCase asked;
    std::string backend;
    int threads = 0;  ///< of the host that simulate; 0 on a GPU
    Measuring measured;
};

struct BenchmarkResult {
    std::string scenario;  ///< its name
    int steps = 0;         ///< of a path
    StartUp start;
    std::vector<BenchmarkedBackend> backends;
    Measuring yardstick{0, 1, 0};  ///< the plain loop
    std::vector<BenchmarkRow> rows;
    bool complete = false;  ///< false if it was stopped
};

/// Measures until done, or until `stop` says so, which it is asked between repetitions.
/// \throws Error for a case that is not known or a scenario that cannot be planned, and
/// Error(Exit::failed) if the plain loop and the engine disagree on the bare race;
/// BackendMissing if a backend was asked for by name and is not there
BenchmarkResult run_benchmark(BenchmarkOptions const& options, std::function<bool()> const& stop);

}  // namespace liq::benchmark
