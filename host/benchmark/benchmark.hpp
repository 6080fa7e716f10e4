/// \file
/// Measures how fast this machine simulates: every case on every backend, relative to the plain
/// loop.
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
    double seconds = 1;              ///< how long to measure each row [s]
    BackendChoice backend;           ///< auto: the CPU, and CUDA if there is a device
    std::optional<int> threads;      ///< of the CPU backend, 0 for all; nothing: both 1 and all
    std::vector<std::string> cases;  ///< names; empty: all
};

/// Repetitions of every row. Each round measures all rows once, so that a disturbance of the
/// machine affects all rows alike.
inline constexpr int benchmark_repetitions = 5;

/// The times of what is done before the first path [s].
struct StartUp {
    double read_scenario = 0;
    double read_market = 0;
    double plan = 0;
};

struct BenchmarkedBackend {
    std::string name;
    std::string device;   ///< empty if it is missing
    std::string missing;  ///< why it is missing; empty if it is not
    /// The time to make the backend and do a first run, less the time of the same run done again
    /// [s]: for the CPU to start threads, for CUDA to make the context and load the kernel.
    double start_seconds = 0;
};

struct BenchmarkRow {
    BenchmarkCase asked;
    std::string backend;
    int threads = 0;  ///< of the CPU backend; 0 on a GPU
    Measuring measured;
};

struct BenchmarkResult {
    std::string scenario;  ///< its name
    int steps = 0;         ///< per path
    StartUp start;
    std::vector<BenchmarkedBackend> backends;
    Measuring plain_loop{0, 1, 0};  ///< the plain loop
    std::vector<BenchmarkRow> rows;
    bool complete = false;  ///< false: the benchmark was stopped
};

/// Measures all rows, or until `stop`, which is called between repetitions, returns true.
/// \throws Error for a case that is not known or a scenario that cannot be planned, and
/// Error(Exit::failed) if the plain loop and the engine disagree on the bare race;
/// BackendMissing if a backend was asked for by name and is not there
BenchmarkResult run_benchmark(BenchmarkOptions const& options, std::function<bool()> const& stop);

}  // namespace liq::benchmark
