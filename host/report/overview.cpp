#include "host/report/overview.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include "host/report/outcome_text.hpp"
#include "host/report/portfolio_overview.hpp"
#include "host/report/run_labels.hpp"
#include "host/words/numbers.hpp"

namespace liq::report {
namespace {

using words::Look;
using words::Table;
using words::TextPage;

/// The most rows of one table.
constexpr std::size_t most_rows = 40;
/// The most runs, or ranges of runs, that a warning lists.
constexpr std::size_t most_named = 12;

void answer_row(Table& table, TextPage const& page, findings::RunFindings const& run,
                std::vector<words::Cell> cells, findings::OutcomeFinding const& o) {
    findings::Estimate const& e = o.with_cascade;
    int const digits = words::digits_for(e.standard_error);
    if (is_impossible(o)) {
        cells.emplace_back("0 %, the fund has no limit", "0 %");
    } else if (std::isfinite(e.probability) && e.standard_error == 0 && e.low < e.high) {
        cells.emplace_back(bound_in_words(e));
    } else if (std::isfinite(e.probability)) {
        std::string const value = words::percent(e.probability, digits);
        cells.emplace_back(value + page.plus_minus() + words::percent(e.standard_error, digits),
                           value);
    } else {
        cells.emplace_back(words::unknown);
    }
    double const difference = o.difference_to_base, error = o.difference_to_base_standard_error;
    bool const both_impossible = is_impossible(o) && difference == 0;
    if (std::isfinite(difference) && !both_impossible) {
        int const fine = words::digits_for(error);
        std::string const value = words::points(difference, fine);
        cells.emplace_back(value + page.plus_minus() + words::points(error, fine).substr(1), value);
    } else {
        cells.emplace_back(run.base ? "" : "base run");
    }
    table.row(std::move(cells), run.complete ? Look::plain : Look::warning);
}

/// One question with the answers of the runs of a family, [begin, end).
void answers(TextPage& page, findings::Report const& report, std::size_t begin, std::size_t end,
             findings::OutcomeFinding const& asked, std::vector<RunLabel> const& labels) {
    page.line();
    page.paragraph("  ", report.runs[begin].findings.asset + " " + asked.question + "? [" +
                             asked.event + "." + asked.outcome + "]");
    std::vector<std::string> keys = labels[begin].keys;
    for (std::string& key : keys) std::ranges::replace(key, '_', ' ');  // so that heads can wrap
    Table table(Table::Columns::narrow, 1);
    std::vector<std::string> head{"  run"};
    head.insert(head.end(), keys.begin(), keys.end());
    head.insert(head.end(), {"probability", "difference to base run"});
    table.head(head);
    std::size_t rows = 0;
    for (std::size_t i = begin; i < end && rows < most_rows; ++i) {
        findings::RunFindings const& run = report.runs[i].findings;
        auto const at =
            std::ranges::find_if(run.outcomes, [&](findings::OutcomeFinding const& other) {
                return other.event == asked.event && other.outcome == asked.outcome;
            });
        if (at == run.outcomes.end()) continue;
        std::vector<words::Cell> cells{"  " + std::to_string(i) + "  " + labels[i].name};
        for (std::string const& value : labels[i].cells) cells.emplace_back(value);
        answer_row(table, page, run, std::move(cells), *at);
        ++rows;
    }
    page.table(table);
    if (rows == most_rows && end - begin > rows)
        page.line("  ... and " + std::to_string(end - begin - rows) +
                  " more runs, in /summary of the report");
}

/// Explains the numbers that stand for long values in the tables of a family.
void legend(TextPage& page, std::span<RunLabel const> family) {
    auto const rows = long_values(family.first(std::min(family.size(), most_rows)));
    for (auto const& [label, value] : rows) page.paragraph("  " + label + ": ", value);
}

/// One family of runs, [begin, end).
void family(TextPage& page, findings::Report const& report, std::size_t begin, std::size_t end,
            std::vector<RunLabel> const& labels) {
    findings::RunFindings const& base = report.runs[begin].findings;
    page.line();
    page.line(base.name, Look::strong);
    if (!base.description.empty()) page.paragraph("", base.description);
    for (auto const& [key, value] : base.set) page.paragraph("  changed: ", key + " = " + value);
    legend(page, std::span(labels).subspan(begin, end - begin));
    for (findings::OutcomeFinding const& asked : base.outcomes)
        answers(page, report, begin, end, asked, labels);
    portfolio_overview(page, std::span(report.runs).subspan(begin, end - begin),
                       std::span(labels).subspan(begin, end - begin), begin, most_rows);
}

/// Limits whose state is not ok.
void limits(TextPage& page, findings::Report const& report, std::vector<RunLabel> const& labels) {
    Table table(Table::Columns::narrow, 2);
    for (std::size_t i = 0; i < report.runs.size(); ++i)
        for (findings::LimitFinding const& limit : report.runs[i].findings.limits) {
            if (limit.state == "ok") continue;
            if (table.empty()) table.head({"LIMITS that are not ok", "", "state"});
            table.row(
                {"  " + std::to_string(i) + "  " + labels[i].all(), limit.metric, limit.state},
                limit.state == "breach" ? Look::alarm : Look::warning);
        }
    if (table.empty()) return;
    page.line();
    page.table(table);
}

/// "run 3", "runs 0 to 4 and 7", "all runs".
std::string runs_in_words(std::vector<std::size_t> const& runs, std::size_t n_runs) {
    if (runs.size() == n_runs) return "all runs";
    std::vector<std::string> spans;
    for (std::size_t i = 0; i < runs.size();) {
        std::size_t last = i;
        while (last + 1 < runs.size() && runs[last + 1] == runs[last] + 1) ++last;
        spans.push_back(
            std::to_string(runs[i]) +
            (last == i ? "" : (last == i + 1 ? ", " : " to ") + std::to_string(runs[last])));
        i = last + 1;
    }
    std::string text = runs.size() == 1 ? "run " : "runs ";
    for (std::size_t i = 0; i < std::min(spans.size(), most_named); ++i)
        text += (i == 0 ? "" : ", ") + spans[i];
    return text + (spans.size() > most_named ? " and others" : "");
}

/// Every warning once, in the order in which runs first have them.
void warnings(TextPage& page, findings::Report const& report) {
    std::vector<std::string> order;
    std::map<std::string, std::vector<std::size_t>> runs_of;
    auto const add = [&](std::string const& warning, std::size_t run) {
        auto& runs = runs_of[warning];
        if (runs.empty()) order.push_back(warning);
        if (runs.empty() || runs.back() != run) runs.push_back(run);
    };
    for (std::size_t i = 0; i < report.runs.size(); ++i) {
        findings::RunFindings const& run = report.runs[i].findings;
        if (run.rounds_exhausted > 0)
            add("cascades were cut at the largest number of rounds and continued at the next "
                "visit; "
                "raise cascade.max_rounds",
                i);
        for (auto const* list : {&run.warnings, &run.warnings_of_the_day})
            for (std::string const& warning : *list) add(warning, i);
    }
    if (!order.empty()) page.line();
    for (std::string const& warning : order)
        page.paragraph(
            "warning: ", warning + " [" + runs_in_words(runs_of[warning], report.runs.size()) + "]",
            Look::warning);
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
        page.paragraph("note: ", note);
    }
}

}  // namespace

void write_overview(TextPage& page, findings::Report const& report) {
    auto const& runs = report.runs;
    std::vector<RunLabel> const labels = run_labels(report);
    page.line(std::to_string(runs.size()) + " runs", Look::strong);
    for (std::size_t begin = 0; begin < runs.size();) {
        std::size_t const end = end_of_family(report, begin);
        if (runs[begin].findings.paths > 0) family(page, report, begin, end, labels);
        begin = end;
    }
    failures(page, report, labels);
    limits(page, report, labels);
    warnings(page, report);
    notes(page, report);
    page.line();
    page.paragraph("", error_legend(page.plus_minus()) +
                           " Where an outcome happened on no path or on every path, the end of the "
                           "95 % interval stands there (up to, from).");
    page.paragraph("", "A run in full: liqcascade report show REPORT.h5 --run N");
}

}  // namespace liq::report
