/// \file
/// The command `liqcascade bench`: its options and its execution.
#pragma once

#include "host/benchmark/benchmark.hpp"
#include "host/cli/messages.hpp"

namespace CLI {
class App;
}

namespace liq::cli {

struct BenchOptions {
    benchmark::BenchmarkOptions benchmark;
    bool json = false;
};

/// Adds the command to the program; parsing fills `options`.
CLI::App& add_bench_command(CLI::App& program, BenchOptions& options);

/// Measures, prints, and returns the exit code. \throws Error, BackendMissing
int bench_command(BenchOptions const& options, Messages const& messages);

}  // namespace liq::cli
