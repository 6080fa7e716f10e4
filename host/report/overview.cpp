#include "host/report/overview.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "host/report/assumptions_text.hpp"
#include "host/report/batch_table.hpp"
#include "host/report/outcome_text.hpp"
#include "host/report/portfolio_overview.hpp"
#include "host/report/run_labels.hpp"
#include "host/report/tails_sheet.hpp"
#include "host/report/warnings_of_runs.hpp"

namespace liq::report {
namespace {

using words::Look;
using words::TextPage;

/// The most rows of one table.
constexpr std::size_t most_rows = 40;
/// The most scenarios that are described, and the most runs whose tails are shown.
constexpr std::size_t most_scenarios = 12, most_worst = 3;

/// The names of the scenarios with what they say of themselves, a line for each, and what was
/// changed for all their runs.
void scenarios(TextPage& page, findings::Report const& report) {
    std::size_t n = 0;
    for (std::size_t begin = 0; begin < report.runs.size(); ++n) {
        findings::RunFindings const& base = report.runs[begin].findings;
        std::size_t const end = end_of_family(report, begin);
        std::string about = base.description;
        for (auto const& [key, value] : base.set)
            about += (about.empty() ? "changed: " : "; changed: ") + key + " = " + value;
        if (n < most_scenarios && !about.empty()) page.paragraph("  " + base.name + ": ", about);
        begin = end;
    }
    if (n > most_scenarios)
        page.line("  ... and " + std::to_string(n - most_scenarios) + " more scenarios");
}

/// What the short words of the table stand for, as far as it shows them.
void legend(TextPage& page, BatchTable const& table, std::vector<std::size_t> const& shown) {
    auto const& columns = table.sheet.columns();
    for (auto const& [name, value] : table.long_values) page.paragraph("  " + name + ": ", value);
    for (auto const& [head, question] : table.questions)
        if (std::ranges::any_of(shown, [&](std::size_t c) { return columns[c].head == head; }))
            page.paragraph("  " + head + ": ", question);
}

void one_table(TextPage& page, findings::Report const& report, std::string const& sort) {
    BatchTable table = batch_table(report);
    if (!sort.empty()) sort_by(table.sheet, sort);
    page.line();
    std::vector<std::size_t> const shown = table.sheet.write(page, most_rows);
    if (table.sheet.size() > most_rows)
        page.line("  ... and " + std::to_string(table.sheet.size() - most_rows) +
                  " more runs; --sort COLUMN brings others to the top, --csv runs has all");
    legend(page, table, shown);
}

void worst_tails(TextPage& page, findings::Report const& report) {
    std::vector<std::size_t> const runs = worst_runs(report, most_worst);
    if (runs.empty()) return;
    page.line();
    page.line("TAILS (ES99: mean over the worst 1 % of the paths) of the worst runs", Look::strong);
    tails_sheet(report, runs).write(page);
}

/// The desk's own positions, a table for each scenario that has any.
void positions(TextPage& page, findings::Report const& report,
               std::vector<RunLabel> const& labels) {
    for (std::size_t begin = 0; begin < report.runs.size();) {
        std::size_t const n = end_of_family(report, begin) - begin;
        portfolio_overview(page, std::span(report.runs).subspan(begin, n),
                           std::span(labels).subspan(begin, n), begin, most_rows);
        begin += n;
    }
}

/// The limits whose state is not ok, a line for each metric and state.
void limits(TextPage& page, findings::Report const& report) {
    std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> runs_of;
    for (std::size_t i = 0; i < report.runs.size(); ++i)
        for (findings::LimitFinding const& limit : report.runs[i].findings.limits)
            if (limit.state != "ok") runs_of[{limit.state, limit.metric}].push_back(i);
    if (!runs_of.empty()) page.line();
    for (auto const& [limit, runs] : runs_of)
        page.paragraph("limit " + limit.second + ": ",
                       limit.first + " [" + runs_in_words(runs, report.runs.size()) + "]",
                       limit.first == "breach" ? Look::alarm : Look::warning);
}

void warnings(TextPage& page, findings::Report const& report) {
    auto const all = warnings_of_runs(report, true);
    if (!all.empty()) page.line();
    for (WarningOfRuns const& warning : all)
        page.paragraph("warning: ", warning.with_runs(report.runs.size()), Look::warning);
}

/// Runs without a result or with a part of it. Those that a stop kept from one did not fail, and
/// are one line for all.
void failures(TextPage& page, findings::Report const& report, std::vector<RunLabel> const& labels) {
    std::map<std::string, std::vector<std::size_t>> stopped;
    for (std::size_t i = 0; i < report.runs.size(); ++i) {
        std::string const& failure = report.runs[i].findings.failure;
        if (failure.empty()) continue;
        if (failure == findings::never_started || failure == findings::not_concluded) {
            stopped[failure].push_back(i);
            continue;
        }
        page.line();
        page.paragraph("!!! ",
                       "run " + std::to_string(i) + " (" + labels[i].all() + ") failed: " + failure,
                       Look::alarm);
    }
    for (auto const& [why, runs] : stopped) {
        page.line();
        page.paragraph("!!! ", runs_in_words(runs, report.runs.size()) + ": no result, " + why,
                       Look::alarm);
    }
}

/// Why runs used another backend than a user would expect, each note once.
void notes(TextPage& page, findings::Report const& report) {
    std::vector<std::string> seen;
    for (auto const& run : report.runs) {
        std::string const& note = run.findings.backend_note;
        if (note.empty() || std::ranges::find(seen, note) != seen.end()) continue;
        seen.push_back(note);
        page.note("note: ", note);
    }
}

}  // namespace

void write_overview(TextPage& page, findings::Report const& report, std::string const& sort) {
    std::vector<RunLabel> const labels = run_labels(report);
    bool const one_scenario = end_of_family(report, 0) == report.runs.size();
    page.paragraph("",
                   std::to_string(report.runs.size()) + " runs of " +
                       (one_scenario ? report.runs[0].findings.name : "several scenarios"),
                   Look::strong);
    scenarios(page, report);
    assumptions_line(page, report);
    one_table(page, report, sort);
    worst_tails(page, report);
    positions(page, report, labels);
    failures(page, report, labels);
    limits(page, report);
    warnings(page, report);
    notes(page, report);
    page.line();
    auto const [fewest, most] = std::ranges::minmax_element(
        report.runs, {}, [](auto const& run) { return run.findings.paths; });
    page.paragraph("", (fewest->findings.paths == most->findings.paths
                            ? sampling_legend(most->findings.paths, page.plus_minus())
                            : error_legend(page.plus_minus())) +
                           " Where an outcome happened on no path or on every path, the end of the "
                           "95 % interval stands there (up to, from). less base: the difference to "
                           "the base run on the same paths.");
    page.paragraph("", "A run in full: liqcascade report show REPORT.h5 --run N");
}

}  // namespace liq::report
