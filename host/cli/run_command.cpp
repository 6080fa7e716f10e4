#include <unistd.h>

#include <array>
#include <csignal>
#include <ctime>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "host/cli/commands.hpp"
#include "host/cli/forecast.hpp"
#include "host/cli/limit_exit.hpp"
#include "host/cli/results.hpp"
#include "host/errors.hpp"
#include "host/market/read_market.hpp"
#include "host/market/utc_time.hpp"
#include "host/planning/make_plan.hpp"
#include "host/report/json.hpp"
#include "host/report/report.hpp"
#include "host/report/write_report.hpp"
#include "host/results/conclude.hpp"
#include "host/results/target.hpp"
#include "host/revision.hpp"
#include "host/running/progress_line.hpp"
#include "host/running/quantities.hpp"
#include "host/running/run_plan.hpp"
#include "host/running/stop_signal.hpp"
#include "host/scenario/read_scenario.hpp"
#include "host/scenario/simulation_checks.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/storage/atomic_file.hpp"

namespace liq {
namespace {

/// A snapshot older than this at the time of the run is worth a warning [s].
constexpr std::int64_t old_snapshot = 7 * seconds_per_day;

Scenario scenario_of(RunOptions const& options) {
    require(options.scenarios.size() == 1,
            "run: several scenarios in one report are not built yet; give one scenario a call");
    std::vector<std::string> set = options.set;
    if (options.paths) set.push_back("simulation.paths=" + *options.paths);
    if (options.seed) set.push_back("simulation.seed=" + *options.seed);
    std::string const& file = options.scenarios.front();
    if (options.target_error) {
        // The outcome stays the scenario's, which has to be read to know it.
        auto const written = read_scenario(file, set).simulation.target_standard_error;
        std::string const outcome = written ? written->outcome : "";
        set.push_back("simulation.target_standard_error=" +
                      (outcome.empty() ? *options.target_error
                                       : "{ outcome = " + toml_string(outcome) +
                                             ", value = " + *options.target_error + " }"));
    }
    return read_scenario(file, set);
}

/// A report must not take the place of what it is made from, nor fail after hours of simulation.
void check_report_file(RunOptions const& options, Scenario const& scenario) {
    if (options.report_file.empty()) return;
    for (auto const& input : {scenario.source, scenario.market_path}) {
        std::error_code missing;
        require(!std::filesystem::equivalent(options.report_file, input, missing),
                "-o " + options.report_file +
                    ": is an input of this run and would be overwritten. Give another name");
    }
    check_can_write(options.report_file);
}

/// Refuses what would send the machine into swapping, long before it could answer.
void check_memory(PlannedRun const& run, Backend const& backend) {
    double const there =
        static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGESIZE));
    double const needed = bytes_of_counters(run.plan.layout, backend);
    require(needed <= there / 2,
            "--threads " + std::to_string(backend.threads()) + ": the counters need " +
                with_prefix(needed) + "B of memory, more than half of the " + with_prefix(there) +
                "B of this machine. Ask for fewer threads, or fewer report.times");
}

void warn_of_age(Market const& market, std::time_t now, RunFindings& findings) {
    std::int64_t const age = static_cast<std::int64_t>(now) - parse_utc(market.as_of).value_or(now);
    if (age <= old_snapshot) return;
    findings.warnings_of_the_day.push_back("market: the snapshot is of " + market.as_of + ", " +
                                           std::to_string(age / seconds_per_day) +
                                           " days before this run");
}

std::string in_utc(std::time_t moment) {
    std::tm parts{};
    gmtime_r(&moment, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text.data();
}

Report report_of(RunFindings findings, std::shared_ptr<Market const> market, std::time_t now) {
    std::array<char, 256> host{"unknown"};
    gethostname(host.data(), host.size() - 1);
    Report report;
    report.version = program_version();
    report.revision = git_revision();
    report.created = in_utc(now);
    report.host = host.data();
    report.runs.push_back({std::move(findings), std::move(market)});
    return report;
}

struct Simulated {
    RunResult result;
    int signal = 0;
};

/// The outcome that a target is of, else the first.
ShownEstimate shown_estimate(Scenario const& scenario, PlannedRun const& run) {
    int const outcome = run.target ? run.target->outcome : 0;
    return {
        target_outcome(scenario),
        [&run, outcome](Totals const& totals) { return running_estimate(run, totals, outcome); },
        run.target ? run.target->standard_error : 0};
}

Goal goal_of(Scenario const& scenario, PlannedRun const& run) {
    if (!run.target) return {scenario.simulation.paths, {}, LookSchedule()};
    return {scenario.simulation.paths,
            [&run](Totals const& totals) { return target_is_met(run, totals); }, run.target->looks};
}

Simulated simulate(RunOptions const& options, Scenario const& scenario, PlannedRun const& run,
                   Backend& backend) {
    using Style = ProgressLine::Style;
    Style const style = options.quiet           ? Style::none
                        : isatty(STDERR_FILENO) ? Style::redrawn
                                                : Style::now_and_then;
    ProgressLine line(style, shown_estimate(scenario, run));
    StopSignal const signal;
    RunResult result = run_plan(
        run.plan, goal_of(scenario, run), backend, [&] { return signal.received() != 0; },
        [&](Progress const& progress) { line.show(progress); });
    return {std::move(result), signal.received()};
}

void add_machine(Backend const& backend, RunResult const& result, RunFindings& findings) {
    findings.backend = backend.name();
    findings.device = backend.device();
    findings.threads = backend.threads();
    findings.seconds = result.seconds;
    findings.path_steps_per_second = result.path_steps_per_second(static_cast<int>(findings.steps));
}

/// Writes the report file and prints the result. A file that cannot be written, as on a disk that
/// became full meanwhile, must not cost the printed result too.
void deliver(RunOptions const& options, Report const& report, Messages const& messages) {
    std::optional<Error> not_written;
    if (!options.report_file.empty()) {
        try {
            write_report(options.report_file, report, options.reproducible);
            messages.note("report written to " + options.report_file);
        } catch (Error const& error) {
            not_written = error;
        }
    }
    print_result(options.json ? report_json(report, options.reproducible)
                              : terminal_summary(report, text_style(options.colour)));
    if (not_written) throw Error(*not_written);
}

/// Says how a run ended that did not come to its end.
Exit end_of(Simulated const& done, std::uint64_t paths_asked, Messages const& messages) {
    std::uint64_t const paths = done.result.totals.paths();
    std::string const after = " after " + with_prefix(static_cast<double>(paths)) + " of " +
                              with_prefix(static_cast<double>(paths_asked)) + " paths" +
                              (paths > 0 ? "; the result is of these" : "; there is no result");
    if (!done.result.failure.empty()) {
        throw Error(Exit::failed, "the simulation failed" + after + ": " + done.result.failure);
    }
    if (done.result.done) return Exit::done;
    messages.note((done.signal == SIGTERM ? "stopped by SIGTERM" : "interrupted") + after);
    return done.signal == SIGTERM ? Exit::terminated : Exit::interrupted;
}

}  // namespace

int run_command(RunOptions const& options, Messages const& messages) {
    Scenario const scenario = scenario_of(options);
    auto const market = std::make_shared<Market const>(read_market(scenario.market_path));
    PlannedRun const run = plan_run(scenario, *market);
    check_report_file(options, scenario);

    std::string explanation;
    auto const backend = make_backend(options.backend, explanation);
    if (!explanation.empty()) messages.note(explanation);
    check_memory(run, *backend);
    if (options.dry_run) {
        print_result(forecast(scenario, *market, run, *backend));
        return static_cast<int>(Exit::done);
    }

    Simulated const done = simulate(options, scenario, run, *backend);
    Exit judged = Exit::done;
    if (done.result.totals.paths() > 0) {
        std::time_t const now = std::time(nullptr);
        RunFindings findings = conclude(scenario, *market, run, done.result.totals);
        add_machine(*backend, done.result, findings);
        warn_of_age(*market, now, findings);
        Report const report = report_of(std::move(findings), market, now);
        deliver(options, report, messages);
        if (options.fail_on_limit) judged = limit_exit(report, messages);
    }
    Exit const end = end_of(done, scenario.simulation.paths, messages);
    return static_cast<int>(end == Exit::done ? judged : end);
}

}  // namespace liq
