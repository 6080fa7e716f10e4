#include "host/report/overview.hpp"

#include <algorithm>
#include <cmath>

#include "host/report/words.hpp"
#include "host/words/printable.hpp"

namespace liq::report {
namespace {

using Look = TextPage::Look;

/// Rows of one table.
constexpr std::size_t most_rows = 40;

std::string short_label(std::string label, std::size_t width) {
    if (width_of(label) <= width) return label;
    label.resize(width - 3);
    return label + "...";
}

findings::RunFindings const* base_of(findings::Report const& report,
                                     findings::RunFindings const& run) {
    return run.base && *run.base < report.runs.size() ? &report.runs[*run.base].findings : nullptr;
}

void answer_row(TextPage& page, findings::Report const& report, std::size_t index,
                findings::OutcomeFinding const& o) {
    findings::RunFindings const& run = report.runs[index].findings;
    bool const unicode = page.style().unicode;
    std::string const sign = unicode ? " ± " : " +- ";
    findings::Estimate const& e = o.with_cascade;
    int const digits = digits_for(e.standard_error);
    std::vector<std::string> cells{"not known", ""};
    if (std::isfinite(e.probability))
        cells[0] = percent(e.probability, digits) + sign + percent(e.standard_error, digits);
    double const difference = o.difference_to_base, error = o.difference_to_base_standard_error;
    if (std::isfinite(difference)) {
        int const fine = digits_for(error);
        cells[1] = points(difference, fine) + sign + points(error, fine).substr(1);
    } else if (!run.base) {
        cells[1] = "base run";
    }
    std::string const label = "  " + std::to_string(index) + "  " +
                              words::printable(run_label(run, base_of(report, run)));
    page.row(short_label(label, 34), cells, run.complete ? Look::plain : Look::warning);
}

/// One family of runs, [begin, end).
void family(TextPage& page, findings::Report const& report, std::size_t begin, std::size_t end) {
    findings::RunFindings const& base = report.runs[begin].findings;
    page.line();
    page.line(words::printable(base.name), Look::strong);
    if (!base.description.empty()) page.paragraph("", words::printable(base.description));
    for (std::size_t o = 0; o < base.outcomes.size(); ++o) {
        findings::OutcomeFinding const& asked = base.outcomes[o];
        page.line();
        page.paragraph("  ", words::printable(base.asset + " " + asked.question) + "? [" +
                                 words::printable(asked.event + "." + asked.outcome) + "]");
        page.row("", {"probability", "less the base run's"}, Look::strong);
        std::size_t rows = 0;
        for (std::size_t i = begin; i < end && rows < most_rows; ++i) {
            findings::RunFindings const& run = report.runs[i].findings;
            auto const at =
                std::ranges::find_if(run.outcomes, [&](findings::OutcomeFinding const& other) {
                    return other.event == asked.event && other.outcome == asked.outcome;
                });
            if (at == run.outcomes.end()) continue;
            answer_row(page, report, i, *at);
            ++rows;
        }
        if (rows == most_rows && end - begin > rows)
            page.line("  ... and " + std::to_string(end - begin - rows) +
                      " more runs, in /summary of the report");
    }
}

/// Limits that are not kept, or not known to be.
void limits(TextPage& page, findings::Report const& report) {
    bool first = true;
    for (std::size_t i = 0; i < report.runs.size(); ++i) {
        findings::RunFindings const& run = report.runs[i].findings;
        for (findings::LimitFinding const& limit : run.limits) {
            if (limit.state == "ok") continue;
            if (first) {
                page.line();
                page.line("LIMITS that are not kept", Look::strong);
            }
            first = false;
            page.row("  " + std::to_string(i) + "  " +
                         short_label(words::printable(run_label(run, base_of(report, run))), 24) +
                         "  " + words::printable(limit.metric),
                     {limit.state}, limit.state == "breach" ? Look::alarm : Look::warning);
        }
    }
}

}  // namespace

std::string run_label(findings::RunFindings const& run, findings::RunFindings const* base) {
    if (!run.variant.empty()) return run.variant;
    std::string text;
    for (auto const& [key, value] : run.set) {
        bool const shared =
            base != nullptr && base->set.contains(key) && base->set.at(key) == value;
        if (!shared)
            text += (text.empty() ? "" : ", ") + key.substr(key.rfind('.') + 1) + " = " + value;
    }
    return text.empty() || base == nullptr ? run.name : text;
}

void write_overview(TextPage& page, findings::Report const& report) {
    auto const& runs = report.runs;
    page.line(std::to_string(runs.size()) + " runs", Look::strong);
    for (std::size_t begin = 0; begin < runs.size();) {
        std::size_t end = begin + 1;
        while (end < runs.size() && runs[end].findings.base == begin) ++end;
        if (runs[begin].findings.paths > 0) family(page, report, begin, end);
        begin = end;
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
        findings::RunFindings const& run = runs[i].findings;
        if (run.failure.empty()) continue;
        page.line();
        page.paragraph("!!! ",
                       "run " + std::to_string(i) + " (" +
                           words::printable(run_label(run, base_of(report, run))) +
                           ") failed: " + words::printable(run.failure),
                       Look::alarm);
    }
    limits(page, report);
    page.line();
    page.paragraph("", "A run in full: liqcascade report show REPORT.h5 --run N");
}

}  // namespace liq::report
