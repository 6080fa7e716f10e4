#include "host/cli/finished_before.hpp"

#include <filesystem>

#include "host/batch/part_file.hpp"
#include "host/cli/deliver.hpp"
#include "host/page/worst_runs.hpp"
#include "host/report/read_report.hpp"
#include "host/revision.hpp"
#include "host/scenario/resolved_text.hpp"

namespace liq::cli {
namespace {

/// Whether a run of a report has the result that the asked run would have. A run whose input cannot
/// be read would fail again in the same way.
bool is_done(findings::RunFindings const& found, batch::BatchRun const& asked) {
    if (found.variant != asked.variant || found.failure.empty() != !asked.failure) return false;
    if (!asked.scenario) return found.scenario_text.empty();
    if (found.scenario_text != scenario::resolved_text(*asked.scenario)) return false;
    return asked.failure || (found.complete && asked.market != nullptr &&
                             found.market_sha256 == asked.market->sha256);
}

bool is_done(findings::Report const& found, batch::Batch const& asked) {
    if (found.version != program_version() || found.revision != git_revision() ||
        found.runs.size() != asked.runs.size())
        return false;
    for (std::size_t i = 0; i < asked.runs.size(); ++i)
        if (!is_done(found.runs[i].findings, asked.runs[i])) return false;
    return true;
}

std::optional<findings::Report> finished_report(RunOptions const& options,
                                                batch::Batch const& batch, page::WorstRuns& worst) {
    try {
        findings::Report report =
            report::read_report(options.report_file, {}, [&](std::size_t index, auto const& run) {
                if (!options.html_file.empty()) worst.add(index, run);
            });
        if (is_done(report, batch)) return report;
    } catch (Error const&) {  // then it is not a finished report, and the run replaces it
    }
    return std::nullopt;
}

bool is_finished_part(RunOptions const& options, batch::Batch const& batch) {
    try {
        batch::Part const part = batch::read_part(options.report_file);
        return part.inputs_sha256 == batch::sha256_of_inputs(batch) && part.batch.ended() &&
               part.batch.shard.index == batch.shard.index &&
               part.batch.shard.count == batch.shard.count;
    } catch (Error const&) {
        return false;
    }
}

}  // namespace

std::optional<Exit> finished_before(RunOptions const& options, batch::Batch const& batch,
                                    Messages const& messages) {
    std::error_code unknown;
    if (!std::filesystem::exists(options.report_file, unknown)) return std::nullopt;
    std::string const done = options.report_file +
                             ": is finished already, nothing is left to do. Without --resume it "
                             "is simulated again";
    if (options.shard) {
        if (!is_finished_part(options, batch)) return std::nullopt;
        messages.note(done);
        return exit_of_failures(batch, Exit::done, messages);
    }
    page::WorstRuns worst;
    auto const report = finished_report(options, batch, worst);
    if (!report) {
        messages.warning(options.report_file +
                         ": is not the finished report of these scenarios, options and markets; it "
                         "will be replaced");
        return std::nullopt;
    }
    messages.note(done);
    return exit_of_failures(batch, print_and_judge(options, *report, worst, messages), messages);
}

}  // namespace liq::cli
