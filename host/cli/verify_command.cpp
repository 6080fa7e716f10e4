#include "host/cli/verify_command.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>

#include "host/batch/batch_progress.hpp"
#include "host/batch/run_batch.hpp"
#include "host/cli/launcher.hpp"
#include "host/cli/results.hpp"
#include "host/cli/shared_options.hpp"
#include "host/comparison/verification.hpp"
#include "host/errors.hpp"
#include "host/report/read_report.hpp"
#include "host/running/stop_signal.hpp"

namespace liq::cli {
namespace {

/// The index of the run that was asked for.
std::optional<std::size_t> only_run(VerifyOptions const& options) {
    if (!options.run) return std::nullopt;
    static_cast<void>(report::read_report(options.report, options.run));  // refuses a bad index
    std::size_t index = 0;
    std::from_chars(options.run->data(), options.run->data() + options.run->size(), index);
    return index;
}

/// Simulates all runs of a batch.
/// \returns false if a signal stopped it
bool simulate(batch::Batch& batch, batch::Devices const& devices, VerifyOptions const& options,
              running::StopSignal const& signal) {
    using Style = running::ProgressLine::Style;
    Style const style = options.quiet           ? Style::none
                        : isatty(STDERR_FILENO) ? Style::redrawn
                                                : Style::now_and_then;
    batch::BatchProgressLine line(style, batch);
    batch::BatchWatch watch;
    watch.stop = [&] { return signal.received() != 0; };
    watch.report = [&](batch::BatchProgress const& progress) { line.show(progress); };
    watch.report_is_due = [&] { return line.is_due(); };
    watch.keep = [](auto const&) {};
    // Nothing is kept of a verification that is stopped, so that devices may take their time.
    watch.let_answer = 600;
    return batch::run_batch(batch, devices, watch) == batch::BatchEnd::all_runs;
}

}  // namespace

CLI::App& add_verify_command(CLI::App& report, VerifyOptions& options) {
    CLI::App& verify = *report.add_subcommand(
        "verify", "Repeat the runs of a report from what it embeds, and compare all values");
    verify.add_option("report", options.report, "Report")->required()->type_name("REPORT.h5");
    verify
        .add_option("--run", options.run,
                    "Verify this run alone; runs are counted from 0. By default all of them")
        ->type_name("N");
    verify.add_flag("--json", options.json, "Print one JSON document");
    verify.add_flag("--quiet", options.quiet, "Print no progress and no notes");
    add_machine_options(verify, options.backend);
    return verify;
}

int verify_command(VerifyOptions const& options, Messages const& messages) {
    require_one_task(launched(), "report verify");
    auto const only = only_run(options);
    findings::Report const report = report::read_report(options.report);
    auto repeated = comparison::repetition_of(options.report, report, only);
    batch::check_draws(repeated.batch);
    std::string explanation;
    batch::Devices const devices = batch::make_devices(options.backend, explanation);
    if (!explanation.empty()) messages.note(explanation);

    running::StopSignal const signal;
    std::vector<batch::MovesOfRun> moves;
    if (batch::asks_for_draws(repeated.batch))
        moves =
            batch::simulate_draws(repeated.batch, devices, [&] { return signal.received() != 0; });
    if (signal.received() != 0 || !simulate(repeated.batch, devices, options, signal)) {
        messages.note(running::signal_in_words(signal.received()) + "; nothing was compared");
        return static_cast<int>(running::exit_of_signal(signal.received()));
    }
    batch::Machine const machine{"", "", 0, 1, ""};
    auto const result = comparison::verify(options.report, report, repeated, machine, moves);
    for (std::string const& note : result.notes) messages.note(note);
    print_result(options.json ? comparison::verification_json(options.report, result)
                              : comparison::verification_text(options.report, result));
    return static_cast<int>(result.differences.empty() ? Exit::done : Exit::failed);
}

}  // namespace liq::cli
