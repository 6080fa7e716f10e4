#include "host/cli/bench_command.hpp"

#include <CLI/CLI.hpp>
#include <csignal>

#include "host/benchmark/benchmark_report.hpp"
#include "host/cli/choices.hpp"
#include "host/cli/launcher.hpp"
#include "host/cli/results.hpp"
#include "host/cli/shipped_scenarios.hpp"
#include "host/errors.hpp"
#include "host/running/stop_signal.hpp"

namespace liq::cli {

CLI::App& add_bench_command(CLI::App& program, BenchOptions& options) {
    CLI::App& bench = *program.add_subcommand(
        "bench", "Measure the path-steps/s of this machine, relative to a plain loop");
    benchmark::BenchmarkOptions& benchmark = options.benchmark;
    bench
        .add_option("--seconds", benchmark.seconds,
                    "Seconds to measure each row, in " +
                        std::to_string(benchmark::benchmark_repetitions) + " repetitions")
        ->check(CLI::Range(0.001, 3600.0).description(""))
        ->type_name("S")
        ->capture_default_str();
    bench
        .add_option("--case", benchmark.cases,
                    "Measure only the case with this name in the table; repeatable")
        ->type_name("NAME")
        ->take_all()
        ->allow_extra_args(false);
    take_one_of(*bench
                     .add_option("--backend", benchmark.backend.name,
                                 "Where to simulate; auto measures every backend that works here")
                     ->capture_default_str(),
                {"auto", "cuda", "cpu"});
    bench
        .add_option("--threads", benchmark.threads,
                    "Threads of the CPU backend; 0: every core. By default 1 thread and every core "
                    "are measured")
        ->check(CLI::Range(0, 1024).description(""))
        ->type_name("N");
    take_one_of(*bench
                     .add_option("--instructions", benchmark.backend.instructions,
                                 "Instruction set of the CPU backend")
                     ->capture_default_str(),
                instruction_sets());
    bench.add_flag("--json", options.json, "Print the results as one JSON document");
    return bench;
}

int bench_command(BenchOptions const& options, Messages const& messages) {
    require_one_task(launched(), "bench");
    benchmark::BenchmarkOptions benchmark = options.benchmark;
    benchmark.scenario = shipped_scenario(bench_scenario);
    running::StopSignal const signal;
    benchmark::BenchmarkResult const result =
        benchmark::run_benchmark(benchmark, [&] { return signal.received() != 0; });
    bool const any = !result.plain_loop.empty();
    if (any)
        print_result(options.json ? benchmark::benchmark_json(result)
                                  : benchmark::benchmark_text(result, text_style(Colour::never)));
    if (result.complete) return static_cast<int>(Exit::done);
    messages.note(std::string{"bench: stopped; "} +
                  (any ? "the results are those measured so far" : "nothing was measured"));
    return static_cast<int>(running::exit_of_signal(signal.received()));
}

}  // namespace liq::cli
