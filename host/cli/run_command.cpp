#include <unistd.h>

#include <array>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <memory>
#include <string>

#include "host/cli/commands.hpp"
#include "host/cli/output_style.hpp"
#include "host/errors.hpp"
#include "host/market/read_market.hpp"
#include "host/market/utc_time.hpp"
#include "host/planning/make_plan.hpp"
#include "host/report/json.hpp"
#include "host/report/report.hpp"
#include "host/report/terminal_summary.hpp"
#include "host/report/write_report.hpp"
#include "host/results/conclude.hpp"
#include "host/revision.hpp"
#include "host/running/progress_line.hpp"
#include "host/running/run_plan.hpp"
#include "host/running/stop_signal.hpp"
#include "host/scenario/read_scenario.hpp"
#include "host/storage/atomic_file.hpp"

namespace liq {
namespace {

/// A snapshot older than this at the time of the run is worth a warning [s].
constexpr std::int64_t old_snapshot = 7 * seconds_per_day;

void say(std::string const& line) {
    std::fprintf(stderr, "liqcascade: %s\n", line.c_str());
}

Scenario scenario_of(RunOptions const& options) {
    require(options.scenarios.size() == 1,
            "run: several scenarios in one report are not built yet; give one scenario a call");
    std::vector<std::string> set = options.set;
    if (options.paths) set.push_back("simulation.paths=" + *options.paths);
    if (options.seed) set.push_back("simulation.seed=" + *options.seed);
    return read_scenario(options.scenarios.front(), set);
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

/// What a run would do, for --dry-run.
std::string forecast(Scenario const& scenario, PlannedRun const& run) {
    auto const million_usd = [](double usd) {
        return std::to_string(std::lround(usd / 1e6)) + " M";
    };
    std::size_t const counters =
        Totals(run.plan.layout).hot().size() + static_cast<std::size_t>(run.plan.layout.n_cold());
    std::string text = "scenario  " + scenario.name + ", " + std::to_string(run.outcomes.size()) +
                       " outcomes of " + std::to_string(scenario.events.size()) + " events\n";
    text += "paths     " + std::to_string(scenario.simulation.paths) + " of " +
            std::to_string(run.plan.steps) + " steps\n";
    text += "book      " + million_usd(run.book.accounts[0].fuel) + " USD of longs, " +
            million_usd(run.book.accounts[1].fuel) + " USD of shorts on the grid\n";
    text += "memory    " + std::to_string(counters * sizeof(Counter) / 1'000'000 + 1) +
            " MB a thread\n";
    for (auto const* warnings : {&scenario.warnings, &run.warnings}) {
        for (std::string const& warning : *warnings) text += "warning   " + warning + "\n";
    }
    return text;
}

struct Simulated {
    RunResult result;
    int signal = 0;
};

Simulated simulate(RunOptions const& options, Scenario const& scenario, PlannedRun const& run,
                   Backend& backend) {
    using Style = ProgressLine::Style;
    Style const style = options.quiet           ? Style::none
                        : isatty(STDERR_FILENO) ? Style::redrawn
                                                : Style::now_and_then;
    PlannedOutcome const& first = run.outcomes.front();
    ProgressLine line(style, scenario.events[first.event].name + "." + first.outcome);
    StopSignal signal;
    RunResult result = run_plan(
        run.plan, scenario.simulation.paths, backend, [&] { return signal.received() != 0; },
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

Exit exit_of(Simulated const& done, bool complete) {
    if (!done.result.failure.empty()) return Exit::failed;
    if (complete) return Exit::done;
    return done.signal == SIGTERM ? Exit::terminated : Exit::interrupted;
}

}  // namespace

int run_command(RunOptions const& options) {
    Scenario const scenario = scenario_of(options);
    auto const market = std::make_shared<Market const>(read_market(scenario.market_path));
    PlannedRun const run = plan_run(scenario, *market);
    if (!options.report_file.empty()) check_can_write(options.report_file);
    if (options.dry_run) {
        print_result(forecast(scenario, run));
        return static_cast<int>(Exit::done);
    }

    std::string explanation;
    auto const backend = make_backend(options.backend, explanation);
    if (!explanation.empty() && !options.quiet) say(explanation);
    Simulated const done = simulate(options, scenario, run, *backend);

    std::time_t const now = std::time(nullptr);
    RunFindings findings = conclude(scenario, *market, run, done.result.totals);
    add_machine(*backend, done.result, findings);
    warn_of_age(*market, now, findings);
    bool const complete = findings.complete;
    Report const report = report_of(std::move(findings), market, now);

    if (!options.report_file.empty()) {
        write_report(options.report_file, report, options.reproducible);
        if (!options.quiet) say("report written to " + options.report_file);
    }
    print_result(options.json ? report_json(report, options.reproducible)
                              : terminal_summary(report, text_style(options.colour)));
    if (!done.result.failure.empty()) {
        say("error: the simulation failed after " + std::to_string(done.result.totals.paths()) +
            " paths: " + done.result.failure);
    }
    return static_cast<int>(exit_of(done, complete));
}

}  // namespace liq
