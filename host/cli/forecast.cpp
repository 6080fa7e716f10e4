#include "host/cli/forecast.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <tuple>

#include "host/cli/deliver.hpp"
#include "host/cli/forecast_text.hpp"
#include "host/cli/memory_forecast.hpp"
#include "host/errors.hpp"
#include "host/planning/make_plan.hpp"
#include "host/report/write_report.hpp"
#include "host/results/conclude.hpp"
#include "host/words/numbers.hpp"
#include "kernels/cpu/usable_cores.hpp"
#include "kernels/full_cascade_plan.hpp"

namespace liq::cli {
namespace {

/// A path of so many steps ends soon enough to be simulated whole.
constexpr int few_steps = 4096;

/// What a path keeps besides its state; there are as many at a time as lanes, whatever
/// `simulation.paths` is.
std::string path_memory_in_words(PathMemoryLayout const& memory) {
    if (memory.bytes == 0) return "";
    return ", " + std::to_string(memory.bytes) + " bytes for each path under way";
}

/// Simulates a few paths of each kind of run, once, to know how long the others take.
class Rates {
  public:
    explicit Rates(Backend& device) : device_(device) {}

    /// Seconds of one device for all paths of a run.
    double seconds(planning::PlannedRun const& run, std::uint64_t paths) {
        Plan const& plan = run.plan;
        auto const kind =
            std::tuple(plan.price_model.index(), plan.bridge, needs_full_cascade(plan),
                       plan.cascade.enabled, plan.cascade.book);
        auto const [at, is_new] = per_path_step_.try_emplace(kind, 0.0);
        if (is_new) at->second = measure(plan);
        return at->second * static_cast<double>(paths) * plan.steps;
    }

  private:
    /// The first steps of a path stand for all, or a single one may take minutes.
    static Plan beginning_of(Plan const& plan) {
        Plan shorter = plan;
        shorter.steps = std::min(plan.steps, few_steps);
        auto& reports = shorter.report_steps;
        std::erase_if(reports, [&](int step) { return step >= shorter.steps; });
        reports.push_back(shorter.steps);
        shorter.layout.n_times = static_cast<int>(reports.size());
        return shorter;
    }

    double measure(Plan const& whole) {
        using Clock = std::chrono::steady_clock;
        Plan const plan = beginning_of(whole);
        Totals totals(plan.layout);
        std::uint64_t done = 0, batch = 32;
        auto const start = Clock::now();
        double seconds = 0;
        while (seconds < 0.1) {
            device_.run(plan, {done, batch}, totals);
            done += batch;
            batch *= 2;
            seconds = std::chrono::duration<double>(Clock::now() - start).count();
        }
        return seconds / (static_cast<double>(done) * plan.steps);
    }

    Backend& device_;
    std::map<std::tuple<std::size_t, bool, bool, bool, BookKind>, double> per_path_step_;
};

std::string about_machine(batch::Machine const& machine) {
    return line("backend",
                machine.backend + ", " + machine.device +
                    (machine.threads > 0 ? ", " + std::to_string(machine.threads) +
                                               (machine.threads == 1 ? " thread" : " threads")
                                         : ""));
}

std::string forecast_alone(batch::Batch const& batch, batch::Machine const& machine,
                           Backend& device, bool with_file) {
    batch::BatchRun const& asked = batch.runs.front();
    auto const plan = batch.plan(0);
    planning::PlannedRun const& run = *plan;
    std::string text = about_run(*asked.scenario, *asked.market, run);
    text += about_machine(machine);
    text += line("memory", in_words(memory_of(batch, machine, run.plan.layout, with_file)) +
                               path_memory_in_words(run.plan.memory));
    text += line("time",
                 "about " + words::about_duration(Rates(device).seconds(run, batch.share(0).count) /
                                                  machine.devices));
    for (auto const* warnings :
         {&asked.market->warnings, &asked.scenario->warnings, &run.warnings}) {
        for (std::string const& warning : *warnings) text += line("warning", warning);
    }
    return text;
}

double seconds_of(std::function<void()> const& work) {
    auto const start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// What a run takes besides its simulation [s].
struct Overhead {
    double planning = 0;
    double concluding = 0;
    double writing = 0;  ///< to a report file, one run after the other
};

/// Measured with one run and a few of its paths.
Overhead overhead_of(batch::BatchRun const& asked, Backend& device, bool with_file) {
    Overhead overhead;
    std::optional<planning::PlannedRun> run;
    overhead.planning =
        seconds_of([&] { run.emplace(planning::plan_run(*asked.scenario, *asked.market)); });
    Totals totals(run->plan.layout);
    std::uint64_t const paths = std::min<std::uint64_t>(256, asked.scenario->simulation.paths);
    if (run->plan.steps < few_steps) device.run(run->plan, {0, paths}, totals);
    findings::ReportedRun reported{{}, asked.market};
    overhead.concluding = seconds_of([&] {
        reported.findings = results::conclude(*asked.scenario, *asked.market, *run, totals);
    });
    if (!with_file) return overhead;
    storage::Writer in_memory;
    report::ReportWriter writer(in_memory, true);
    writer.add(reported);  // the first one of a report brings the copy of the market along
    // HDF5 keeps what describes a run and makes its bytes later; they are a third of the time.
    overhead.writing = seconds_of([&] {
        writer.add(reported);
        static_cast<void>(in_memory.finish());
    });
    return overhead;
}

/// Seconds that a batch takes. Its devices simulate; its cores plan and conclude what was
/// simulated, and one of them writes the report.
/// \param simulation  of all devices side by side [s]
double seconds_of_batch(double simulation, std::size_t runs, Overhead const& of_a_run) {
    auto const n = static_cast<double>(runs);
    double const writing = n * of_a_run.writing;
    double const others = n * (of_a_run.planning + of_a_run.concluding) + writing;
    return std::max(simulation + others / usable_cores(), writing);
}

std::string forecast_of_many(batch::Batch& batch, batch::Machine const& machine, Backend& device,
                             bool with_file) {
    std::string text;
    Rates rates(device);
    TotalsLayout largest;
    std::optional<Overhead> overhead;
    double seconds = 0, path_steps = 0;
    for (std::size_t i = 0; i < batch.runs.size(); ++i) {
        std::string const name = name_of_run(batch, i);
        if (batch.states[i].failure) {
            text += name + ": cannot run: " + batch.states[i].failure->what + "\n";
            continue;
        }
        try {
            auto const plan = batch.plan(i);
            planning::PlannedRun const& run = *plan;
            std::uint64_t const paths = batch.share(i).count;
            double const takes = rates.seconds(run, paths) / machine.devices;
            text += name + ": " + std::to_string(paths) + " paths of " +
                    std::to_string(run.plan.steps) + " steps, about " +
                    words::about_duration(takes) + "\n";
            largest = larger(largest, run.plan.layout);
            seconds += takes;
            if (!overhead) overhead = overhead_of(batch.runs[i], device, with_file);
            path_steps += static_cast<double>(paths) * run.plan.steps;
        } catch (Error const& error) {
            text += name + ": cannot run: " + error.what() + "\n";
            batch.states[i].failure = batch::Failure{error.exit(), error.what()};
        }
    }
    text += line("runs", std::to_string(batch.runs.size()) + ": " +
                             words::count_at_a_glance(path_steps) + " path-steps");
    text += about_machine(machine);
    text += line("memory", in_words(memory_of(batch, machine, largest, with_file)));
    seconds = seconds_of_batch(seconds, batch.runs.size(), overhead.value_or(Overhead{}));
    return text + line("time", "about " + words::about_duration(seconds));
}

}  // namespace

std::string forecast(batch::Batch& batch, batch::Machine const& machine, Backend& device,
                     bool with_file) {
    return batch.runs.size() == 1 ? forecast_alone(batch, machine, device, with_file)
                                  : forecast_of_many(batch, machine, device, with_file);
}

}  // namespace liq::cli
