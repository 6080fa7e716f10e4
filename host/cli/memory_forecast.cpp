#include "host/cli/memory_forecast.hpp"

#include <unistd.h>

#include <algorithm>
#include <cmath>

#include "host/errors.hpp"
#include "host/planning/layout_ahead.hpp"
#include "host/scenario/simulation_checks.hpp"
#include "host/words/numbers.hpp"
#include "kernels/cpu/usable_cores.hpp"
#include "kernels/totals.hpp"

namespace liq::cli {
namespace {

// Measured with 100 to 800 runs of 500 and 10,000 paths, 30 and 120 report times, with and without
// a file; tests/end_to_end/batch_test.py holds the sum to a fifth.

/// The program and its libraries.
constexpr double bytes_of_program = 1.6e7;
/// HDF5, while it writes a report.
constexpr double bytes_of_writer = 2.4e7;
/// What a run keeps until the end besides its counters: its scenario, its findings without details.
constexpr double least_bytes_of_run = 2.4e4;
/// The same of its part of a report file.
constexpr double least_bytes_in_file = 1.6e4;

/// The counters of a run that are not 0 are kept, packed. The more paths, the more counters they
/// reach, the further the fewer.
double bytes_of_packed_counters(scenario::Scenario const& scenario, bool in_detail) {
    auto const paths = static_cast<double>(scenario.simulation.paths);
    int const times = planning::layout_ahead(scenario).n_times;
    double const strides = in_detail ? TotalsLayout::n_strides(times) : 0;
    return (190 * times + 1000 * strides) * std::pow(paths / 500, 0.275);
}

double bytes_of_counters(TotalsLayout const& layout) {
    return static_cast<double>(layout.n_hot() + layout.n_cold()) * sizeof(Counter);
}

/// Counters in full: of every device, of the runs that are open at a time, of those that are being
/// concluded and of their base run.
double bytes_of_all_counters(batch::Batch const& batch, batch::Machine const& machine,
                             double of_a_run) {
    auto const runs = static_cast<double>(batch.runs.size());
    double const open = std::min<double>(machine.devices + 1, runs);
    double const concluded = std::min<double>(usable_cores() + 1, runs);
    return (machine.devices + open + concluded) * of_a_run;
}

/// Outcomes of the paths of runs that are compared, while they are under way.
double bytes_of_records(batch::Batch const& batch, batch::Machine const& machine) {
    double largest = 0;
    std::size_t compared = 0;
    for (std::size_t i = 0; i < batch.runs.size(); ++i) {
        if (!batch.has_differences(i)) continue;
        ++compared;
        auto const n = static_cast<double>(scenario::outcome_names(*batch.runs[i].scenario).size());
        largest = std::max(largest, std::ceil(n / 8) * static_cast<double>(batch.share(i).count));
    }
    return largest * std::min<double>(machine.devices + 2, static_cast<double>(compared) + 1);
}

double bytes_of_results(batch::Batch const& batch, bool with_file) {
    double bytes = bytes_of_program + (with_file ? bytes_of_writer : 0);
    bool const in_detail = batch.keeps_details();
    for (batch::BatchRun const& run : batch.runs) {
        if (!run.scenario) continue;
        bytes += least_bytes_of_run + bytes_of_packed_counters(*run.scenario, in_detail) +
                 (with_file ? least_bytes_in_file : 0);
    }
    return bytes;
}

double memory_of_machine() {
    return static_cast<double>(sysconf(_SC_PHYS_PAGES)) *
           static_cast<double>(sysconf(_SC_PAGESIZE));
}

void require_memory_for_results(std::size_t runs, double bytes) {
    require(bytes <= memory_of_machine(),
            "the results of " + std::to_string(runs) + " runs need " +
                words::count_at_a_glance(bytes) + "B of memory, this machine has " +
                words::count_at_a_glance(memory_of_machine()) +
                "B. Deal the scenarios out over several calls, or ask for fewer report.times");
}

}  // namespace

MemoryForecast memory_of(batch::Batch const& batch, batch::Machine const& machine,
                         TotalsLayout const& largest, bool with_file) {
    return {bytes_of_all_counters(batch, machine, bytes_of_counters(largest)),
            bytes_of_records(batch, machine), bytes_of_results(batch, with_file)};
}

TotalsLayout larger(TotalsLayout const& a, TotalsLayout const& b) {
    return bytes_of_counters(a) < bytes_of_counters(b) ? b : a;
}

std::string in_words(MemoryForecast const& memory) {
    std::string const records =
        memory.records > 0 ? words::megabytes(memory.records) + " for comparisons with base runs, "
                           : "";
    return words::megabytes(memory.counters) + " for counters, " + records +
           words::megabytes(memory.results) + " for results";
}

void check_number_of_runs(std::size_t runs, bool with_file) {
    double const of_a_run = least_bytes_of_run + (with_file ? least_bytes_in_file : 0);
    require_memory_for_results(runs, static_cast<double>(runs) * of_a_run);
}

void check_memory(batch::Batch const& batch, batch::Machine const& machine, bool with_file) {
    double const there = memory_of_machine();
    TotalsLayout largest;
    for (batch::BatchRun const& run : batch.runs)
        if (run.scenario) largest = larger(largest, planning::layout_ahead(*run.scenario));
    MemoryForecast const memory = memory_of(batch, machine, largest, with_file);
    require(memory.counters <= there / 2,
            "--threads " + std::to_string(machine.threads) + ": the counters need " +
                words::count_at_a_glance(memory.counters) + "B of memory, more than half of the " +
                words::count_at_a_glance(there) +
                "B of this machine. Ask for fewer threads, or fewer report.times");
    require_memory_for_results(batch.runs.size(), memory.counters + memory.results);
    require(memory.counters + memory.records <= there * 0.75,
            "the outcomes of the paths of runs that are compared need " +
                words::count_at_a_glance(memory.records) + "B of memory, this machine has " +
                words::count_at_a_glance(there) +
                "B. Ask for fewer paths, or cut the work with --shard");
}

}  // namespace liq::cli
