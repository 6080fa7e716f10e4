#include "host/cli/deliver.hpp"

#include <malloc.h>
#include <unistd.h>

#include <array>
#include <ctime>
#include <filesystem>
#include <string_view>
#include <utility>

#include "host/cli/limit_exit.hpp"
#include "host/cli/recipe_output.hpp"
#include "host/cli/results.hpp"
#include "host/findings/details.hpp"
#include "host/market/plausibility.hpp"
#include "host/page/page.hpp"
#include "host/report/json.hpp"
#include "host/report/report_csv.hpp"
#include "host/report/terminal_summary.hpp"
#include "host/revision.hpp"
#include "host/words/numbers.hpp"
#include "host/words/utc_time.hpp"

namespace liq::cli {
namespace {

/// To conclude a run and to write it takes megabytes, which lie between the kilobytes that are kept
/// of it. The allocator would hold on to all of them: a batch of 800 runs took 95 to 109 KB a run
/// in place of 63 to 83.
constexpr std::size_t runs_between_trims = 32;

/// A snapshot older than this at the time of the run is worth a warning [s].
constexpr std::int64_t old_snapshot = 7 * seconds_per_day;

void warn_of_age(market::Market const& market, std::time_t now, findings::RunFindings& findings) {
    std::int64_t const age =
        static_cast<std::int64_t>(now) - words::parse_utc(market.as_of).value_or(now);
    if (auto future = market::from_the_future(market, now))
        findings.warnings_of_the_day.push_back(std::move(*future));
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

/// Replaces `what` where a word begins with it.
void replace_words(std::string& text, std::string const& what, std::string const& by) {
    for (auto at = text.find(what); at != text.npos;) {
        bool const begins =
            at == 0 || std::string_view(" \"'(").find(text[at - 1]) != std::string_view::npos;
        if (begins) text.replace(at, what.size(), by);
        at = text.find(what, begins ? at + by.size() : at + 1);
    }
}

/// What is said of a run names its files as they were typed; the same files typed in another way
/// are to give the same report.
void forget_the_folder(std::filesystem::path const& scenario, findings::RunFindings& findings) {
    if (!scenario.has_parent_path()) return;
    std::string const typed = scenario.string(), name = scenario.filename().string();
    std::string const folder = scenario.parent_path().string();
    auto const forget = [&](std::string& text) {
        replace_words(text, typed, name);
        replace_words(text, folder.ends_with('/') ? folder : folder + "/", "");
    };
    forget(findings.failure);
    for (std::string& warning : findings.warnings) forget(warning);
}

}  // namespace

std::string name_of_run(batch::Batch const& batch, std::size_t run) {
    batch::BatchRun const& asked = batch.runs[run];
    std::string what = asked.variant;
    if (what.empty())
        for (auto const& [key, value] : asked.set)
            what += (what.empty() ? "" : ", ") + key + " = " + value;
    if (what.empty()) what = asked.file;
    return "run " + std::to_string(run) + " (" + what + ")";
}

namespace {

/// What is printed of a report.
std::string printed(ResultOptions const& options, findings::Report const& report,
                    std::string const& sort) {
    if (!options.csv.empty()) return report::report_csv(report, options.csv, sort);
    return options.json
               ? report::report_json(report, options.reproducible)
               : report::terminal_summary(report, text_style(options.colour, options.quiet), sort);
}

}  // namespace

Exit print_and_judge(ResultOptions const& options, findings::Report const& report,
                     page::WorstRuns const& worst, Messages const& messages) {
    std::string text;
    try {
        text = printed(options, report, options.sort);
    } catch (Error const& error) {
        // The names of columns are known too late to refuse one; what was simulated counts more.
        if (options.sort.empty() || error.exit() != Exit::bad_input) throw;
        messages.warning(std::string(error.what()) + "; the runs stand in their own order");
        text = printed(options, report, {});
    }
    print_result(text);
    Exit const judged = limit_exit(report, options, messages);
    if (options.html_file.empty()) return judged;
    write_whole(page::page_html(report, worst.runs(), options.reproducible), options.html_file);
    messages.note("page written to " + options.html_file);
    return judged;
}

Delivery::Delivery(ResultOptions const& options, batch::Batch const& batch,
                   batch::Machine const& machine)
    : options_(options), batch_(batch), conclusions_(batch, machine), report_(report_of_now()) {
    report::require_table(options.csv, options.sort, batch.runs.size());
    if (!options.report_file.empty()) file_.emplace(options.report_file, options.reproducible);
}
Delivery::~Delivery() = default;

void Delivery::add_next(std::size_t end) {
    std::time_t const now = std::time(nullptr);
    for (findings::ReportedRun& run : conclusions_.next(end)) {
        if (options_.reproducible)
            forget_the_folder(batch_.runs[report_.runs.size()].file, run.findings);
        if (run.market != nullptr) warn_of_age(*run.market, now, run.findings);
        if (!moves_.empty()) batch::add_ranges(moves_[report_.runs.size()], run.findings);
        try {
            if (file_) file_->add(run);
        } catch (Error const& error) {
            file_.reset();
            not_written_ = error;
        }
        if (!options_.html_file.empty()) worst_.add(report_.runs.size(), run.findings);
        if (batch_.runs.size() > 1) findings::drop_details(run.findings);
        report_.runs.push_back(std::move(run));
        if (report_.runs.size() % runs_between_trims == 0) malloc_trim(0);
    }
}

bool Delivery::conclude(std::size_t end) {
    add_next(end);
    return conclusions_.concluded() < end;
}

void Delivery::leave_out_the_rest() {
    file_.reset();
    while (!conclusions_.at_end()) {
        findings::ReportedRun run = conclusions_.next_without_result();
        if (options_.reproducible)
            forget_the_folder(batch_.runs[report_.runs.size()].file, run.findings);
        report_.runs.push_back(std::move(run));
    }
}

/// \returns false where time was out
bool Delivery::write_report(std::function<bool()> const& out_of_time) {
    bool in_time = true;
    try {
        in_time = file_->publish(report_, out_of_time);
    } catch (Error const& error) {
        not_written_ = error;
    }
    file_.reset();
    return in_time;
}

Delivered Delivery::finish(Messages const& messages, std::function<bool()> const& out_of_time) {
    Delivered delivered;
    while (!conclusions_.at_end()) {
        // The first runs take no time worth a word, and are worth something by themselves.
        delivered.in_full = report_.runs.empty() || !out_of_time();
        if (!delivered.in_full) leave_out_the_rest();
        if (delivered.in_full) add_next(batch_.runs.size());
    }
    if (file_) {
        delivered.in_full = write_report(out_of_time);
        if (delivered.in_full && !not_written_)
            messages.note("report written to " + options_.report_file);
    }
    delivered.judged = print_and_judge(options_, report_, worst_, messages);
    if (not_written_) throw Error(*not_written_);
    return delivered;
}

Exit exit_of_failures(batch::Batch const& batch, Exit judged, Messages const& messages) {
    Exit exit = judged;
    bool const breached = judged == Exit::limit_breached;
    for (std::size_t i = 0; i < batch.runs.size(); ++i) {
        auto const& failure = batch.states[i].failure;
        if (!failure) continue;
        std::uint64_t const paths = batch.states[i].done.count();
        std::uint64_t const asked =
            batch.runs[i].scenario ? batch.runs[i].scenario->simulation.paths : 0;
        std::string const after =
            paths == 0 ? ""
                       : "the simulation failed after " +
                             words::count_at_a_glance(static_cast<double>(paths)) + " of " +
                             words::count_at_a_glance(static_cast<double>(asked)) +
                             " paths; the result is of these: ";
        if (batch.runs.size() == 1 && !breached) throw Error(failure->exit, after + failure->what);
        messages.error(name_of_run(batch, i) + " failed: " + after + failure->what);
        if (!breached) exit = Exit::failed;
    }
    return exit;
}

}  // namespace liq::cli
