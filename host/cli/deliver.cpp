#include "host/cli/deliver.hpp"

#include <unistd.h>

#include <array>
#include <ctime>
#include <functional>
#include <optional>
#include <utility>

#include "host/batch/conclude_batch.hpp"
#include "host/cli/limit_exit.hpp"
#include "host/cli/results.hpp"
#include "host/errors.hpp"
#include "host/findings/details.hpp"
#include "host/findings/report.hpp"
#include "host/market/utc_time.hpp"
#include "host/report/json.hpp"
#include "host/report/write_report.hpp"
#include "host/revision.hpp"
#include "host/running/quantities.hpp"
#include "host/storage/atomic_file.hpp"
#include "host/words/printable.hpp"

namespace liq::cli {
namespace {

/// A snapshot older than this at the time of the run is worth a warning [s].
constexpr std::int64_t old_snapshot = 7 * seconds_per_day;

void warn_of_age(market::Market const& market, std::time_t now, findings::RunFindings& findings) {
    std::int64_t const age =
        static_cast<std::int64_t>(now) - market::parse_utc(market.as_of).value_or(now);
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

/// What holds for all runs of the report.
findings::Report report_of_now() {
    std::array<char, 256> host{"unknown"};
    gethostname(host.data(), host.size() - 1);
    findings::Report report;
    report.version = program_version();
    report.revision = git_revision();
    report.created = in_utc(std::time(nullptr));
    report.host = host.data();
    return report;
}

/// Concludes run after run and writes each to the report file, so that the details of only a few
/// are in memory at a time.
class Delivery {
  public:
    Delivery(RunOptions const& options, batch::Batch const& batch, batch::Machine const& machine)
        : options_(options), batch_(batch), conclusions_(batch, machine) {
        if (!options.report_file.empty()) file_.emplace(options.reproducible);
    }

    /// \returns false where `out_of_time` says so: the remaining runs have no result
    bool conclude(std::function<bool()> const& out_of_time) {
        std::time_t const now = std::time(nullptr);
        while (!conclusions_.at_end()) {
            // The first runs take no time worth a word, and are worth something by themselves.
            if (!report.runs.empty() && out_of_time()) return leave_out_the_rest();
            for (findings::ReportedRun& run : conclusions_.next()) {
                if (run.market != nullptr) warn_of_age(*run.market, now, run.findings);
                if (file_) file_->add(report, run);
                if (batch_.runs.size() > 1) findings::drop_details(run.findings);
                report.runs.push_back(std::move(run));
            }
        }
        return true;
    }
    void write() {
        if (file_) storage::write_atomically(options_.report_file, file_->finish(report).finish());
    }

    findings::Report report = report_of_now();

  private:
    bool leave_out_the_rest() {
        file_.reset();
        while (!conclusions_.at_end()) report.runs.push_back(conclusions_.next_without_result());
        return false;
    }

    RunOptions const& options_;
    batch::Batch const& batch_;
    batch::BatchConclusions conclusions_;
    std::optional<report::ReportWriter> file_;
};

}  // namespace

std::string name_of_run(batch::Batch const& batch, std::size_t run) {
    batch::BatchRun const& asked = batch.runs[run];
    std::string what = asked.variant;
    if (what.empty())
        for (auto const& [key, value] : asked.set)
            what += (what.empty() ? "" : ", ") + words::printable(key + " = " + value);
    if (what.empty()) what = words::printable(asked.file);
    return "run " + std::to_string(run) + " (" + what + ")";
}

Delivered deliver(RunOptions const& options, batch::Batch const& batch,
                  batch::Machine const& machine, Messages const& messages,
                  std::function<bool()> const& out_of_time) {
    Delivery delivery(options, batch, machine);
    Delivered delivered;
    delivered.in_full = delivery.conclude(out_of_time);
    std::optional<Error> not_written;
    if (!options.report_file.empty() && delivered.in_full) {
        try {
            delivery.write();
            messages.note("report written to " + options.report_file);
        } catch (Error const& error) {
            not_written = error;
        }
    }
    findings::Report const& report = delivery.report;
    print_result(options.json ? report::report_json(report, options.reproducible)
                              : report::terminal_summary(report, text_style(options.colour)));
    if (options.fail_on_limit) delivered.judged = limit_exit(report, messages);
    if (not_written) throw Error(*not_written);
    return delivered;
}

Exit exit_of_failures(batch::Batch const& batch, Messages const& messages) {
    Exit exit = Exit::done;
    for (std::size_t i = 0; i < batch.runs.size(); ++i) {
        auto const& failure = batch.states[i].failure;
        if (!failure) continue;
        std::uint64_t const paths = batch.states[i].done.count();
        std::uint64_t const asked =
            batch.runs[i].scenario ? batch.runs[i].scenario->simulation.paths : 0;
        std::string const after =
            paths == 0 ? ""
                       : "the simulation failed after " +
                             running::with_prefix(static_cast<double>(paths)) + " of " +
                             running::with_prefix(static_cast<double>(asked)) +
                             " paths; the result is of these: ";
        if (batch.runs.size() == 1) throw Error(failure->exit, after + failure->what);
        messages.error(name_of_run(batch, i) + " failed: " + after + failure->what);
        exit = Exit::failed;
    }
    return exit;
}

}  // namespace liq::cli
