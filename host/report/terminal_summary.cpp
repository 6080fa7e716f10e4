#include "host/report/terminal_summary.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "host/report/fan_chart.hpp"
#include "host/report/limit_text.hpp"
#include "host/report/overview.hpp"
#include "host/report/portfolio_table.hpp"
#include "host/report/tail_table.hpp"
#include "host/report/text_page.hpp"
#include "host/report/words.hpp"
#include "host/words/printable.hpp"

namespace liq::report {
namespace {

using Look = TextPage::Look;

/// Two-sided 99 % of the normal law: an effect beyond this many errors is told from 0. Not 1.96:
/// when all paths that differ differ the same way, m of them make up to sqrt(m) errors, and m = 4
/// is no proof.
constexpr double distinguishable = 2.576;
/// The local branching ratio from which a cascade sustains itself (models/law.md 6).
constexpr double self_sustaining = 1.0;

void headline(TextPage& page, findings::RunFindings const& f) {
    if (!f.failure.empty())
        page.paragraph("!!! ", "FAILED: " + words::printable(f.failure), Look::alarm);
    if (!f.complete && (f.failure.empty() || f.paths > 0)) {
        std::string const done = whole(f.paths) + " of " + whole(f.paths_asked);
        page.paragraph("!!! ",
                       "INCOMPLETE: " + done +
                           " paths were simulated. What follows is the result of those alone.",
                       Look::alarm);
        page.line();
    }
    page.line(words::printable(f.name), Look::strong);
    if (!f.description.empty()) page.paragraph("", words::printable(f.description));
    page.paragraph("", words::printable(f.asset + "/" + f.quote) + " at " + price_text(f.spot) +
                           ", positions as of " + words::printable(f.as_of) + ", the next " +
                           time_text(static_cast<double>(f.horizon.seconds)));
    if (!f.variant.empty()) page.paragraph("  variant: ", words::printable(f.variant));
    for (auto const& [key, value] : f.set)
        page.paragraph("  changed: ", words::printable(key + " = " + value));
}

std::string effect_in_words(findings::OutcomeFinding const& o, bool unicode) {
    double const effect = o.cascade_effect, error = o.cascade_effect_standard_error;
    if (!std::isfinite(effect)) return "what the cascade adds is not known";
    std::string const without =
        percent(o.without_cascade.probability, digits_for(o.without_cascade.standard_error)) +
        " without it";
    if (effect == 0 && error == 0) return "the cascade changes it on no path; " + without;
    int const digits = digits_for(error);
    std::string text = effect < 0 ? "the cascade takes " : "the cascade adds ";
    text += points(std::abs(effect), digits).substr(1) + (unicode ? " ± " : " +- ") +
            points(error, digits).substr(1);
    bool const told_apart = std::abs(effect) > distinguishable * error;
    text += told_apart ? ", distinguishable from 0" : ", not distinguishable from 0";
    return text + "; " + without;
}

void answer(TextPage& page, findings::RunFindings const& f, findings::OutcomeFinding const& o) {
    findings::Estimate const& e = o.with_cascade;
    int const digits = digits_for(e.standard_error);
    page.line();
    page.paragraph("  ", words::printable(f.asset + " " + o.question) + "? [" +
                             words::printable(o.event + "." + o.outcome) + "]");
    if (!std::isfinite(e.probability)) {
        page.line(f.paths == 0 ? "      not known: no path was simulated"
                               : "      not known: the condition happened on no path",
                  Look::warning);
        return;
    }
    std::string text = percent(e.probability, digits) + "  (95 % interval " +
                       percent(e.low, digits) + " to " + percent(e.high, digits) + ")";
    if (std::isfinite(o.mean_days))
        text += ", after " + time_text(o.mean_days * seconds_per_day) + " on average";
    if (!o.given.empty())
        text += "; " + words::printable(o.given) + " happened on " + whole(e.trials) + " of " +
                whole(f.paths) + " paths";
    page.paragraph("      ", text, Look::strong);
    page.paragraph("      ", effect_in_words(o, page.style().unicode));
    if (!std::isfinite(o.controlled.probability)) return;
    findings::ControlledEstimate const& c = o.controlled;
    int const fine = digits_for(c.standard_error);
    page.paragraph("      ", "with control variate " + percent(c.probability, fine) +
                                 "  (95 % interval " + percent(c.low, fine) + " to " +
                                 percent(c.high, fine) + "); exactly " +
                                 percent(o.exact_without_cascade, fine) + " without the cascade");
}

void chart(TextPage& page, findings::RunFindings const& f) {
    auto const lines = fan_chart(f, page.style());
    if (lines.empty()) return;
    page.line();
    page.line("PRICE OVER TIME", Look::strong);
    for (auto const& line : lines) page.line(line);
}

void book(TextPage& page, findings::RunFindings const& f) {
    page.line();
    page.row("BOOK at the start", {"longs", "shorts"}, Look::strong);
    auto const row = [&](char const* label, double findings::BookSideFinding::* part) {
        page.row(label, {money(f.book[0].*part), money(f.book[1].*part)});
    };
    row("  liquidatable on the grid", &findings::BookSideFinding::fuel);
    row("  off the grid (too far)", &findings::BookSideFinding::off_grid);
    row("  already beyond liquidation", &findings::BookSideFinding::wrong_side);
    row("  hedged or cleared elsewhere", &findings::BookSideFinding::not_liquidatable);
    row("  never liquidated", &findings::BookSideFinding::never);
}

/// What became of a living book, one line a side.
void flows(TextPage& page, findings::RunFindings const& f) {
    if (!f.flows) return;
    for (std::size_t side = 0; side < f.flows->size(); ++side) {
        findings::FlowsFinding const& flow = (*f.flows)[side];
        page.paragraph(side == 0 ? "  longs along a path " : "  shorts along a path ",
                       money(flow.initial) + " and " + money(flow.opened) + " opened; " +
                           money(flow.closed) + " closed, " + money(flow.liquidated) +
                           " liquidated, " + money(flow.deleveraged) + " deleveraged, " +
                           money(flow.alive) + " alive at the end (means)");
    }
}

void branching(TextPage& page, findings::RunFindings const& f) {
    std::size_t largest = 0, sustaining = 0;
    auto const& ratio = f.ladder.branching_ratio;
    bool any = false;
    for (std::size_t i = 0; i < std::min(ratio.size(), f.ladder.price.size()); ++i) {
        if (!std::isfinite(ratio[i])) continue;
        if (!any || ratio[i] > ratio[largest]) largest = i;
        any = true;
        sustaining += ratio[i] >= self_sustaining ? 1 : 0;
    }
    if (!any) return;
    char number[32], distance[32];
    std::snprintf(number, sizeof number, "%.2f", ratio[largest]);
    std::snprintf(distance, sizeof distance, "%+.1f %%",
                  100 * (f.ladder.price[largest] / f.spot - 1));
    std::string text = std::string("at most ") + number + ", at " +
                       price_text(f.ladder.price[largest]) + " (" + distance + " from spot); ";
    text += sustaining == 0 ? "below 1 everywhere, so no cascade sustains itself"
                            : "1 or more at " + whole(sustaining) + " of " + whole(ratio.size()) +
                                  " grid points, where a cascade sustains itself";
    page.paragraph("  branching ratio ", text);
}

void warnings(TextPage& page, findings::RunFindings const& f) {
    page.line();
    if (f.rounds_exhausted > 0)
        page.paragraph("warning: ",
                       whole(f.rounds_exhausted) +
                           " cascades were cut at the largest number of rounds and went on at the "
                           "next visit; raise cascade.max_rounds",
                       Look::warning);
    for (auto const* list : {&f.warnings, &f.warnings_of_the_day})
        for (auto const& warning : *list)
            page.paragraph("warning: ", words::printable(warning), Look::warning);
}

void computation(TextPage& page, findings::RunFindings const& f) {
    std::string text = whole(f.paths) + " paths of " +
                       whole(static_cast<std::uint64_t>(std::max<std::int64_t>(f.steps, 0))) +
                       " steps of " + time_text(static_cast<double>(f.step.seconds)) + ", seed " +
                       std::to_string(f.seed);
    if (f.rounds_exhausted == 0) text += ", no cascade cut short";
    page.paragraph("", text);
    if (f.replicates > 0) page.paragraph("", f.sampling + " sampling: " + f.error_method);
    if (f.target)
        page.paragraph("", "target: standard error " + significant(f.target->standard_error) +
                               " of " + words::printable(f.target->outcome) +
                               (f.target->reached ? ", reached after " : ", not reached in ") +
                               whole(f.paths) + " of at most " + whole(f.paths_asked) + " paths");

    std::string speed;
    if (std::isfinite(f.seconds) && f.seconds > 0)
        speed = time_text(f.seconds) + ", " + metric(f.path_steps_per_second) + "path-steps/s ";
    if (!f.backend.empty()) {
        speed += "on " + words::printable(f.backend);
        if (f.backend == "cpu" && f.threads > 0)
            speed += " (" + std::to_string(f.threads) + (f.threads == 1 ? " thread)" : " threads)");
        if (!f.device.empty()) speed += ", " + words::printable(f.device);
    }
    if (!speed.empty()) page.paragraph("", speed);
}

void whole_run(TextPage& page, findings::RunFindings const& f) {
    headline(page, f);
    if (f.failure.empty() || f.paths > 0) {
        for (auto const& outcome : f.outcomes) answer(page, f, outcome);
        limits_section(page, f);
        tail_tables(page, f);
        portfolio_table(page, f);
        chart(page, f);
        book(page, f);
        flows(page, f);
        branching(page, f);
    }
    warnings(page, f);
    if (f.paths > 0) computation(page, f);
}

}  // namespace

std::string terminal_summary(findings::Report const& report, TextStyle const& style) {
    TextPage page(style);
    if (report.runs.empty()) page.line("the report has no runs");
    if (report.runs.size() > 1) write_overview(page, report);
    if (report.runs.size() == 1) whole_run(page, report.runs.front().findings);
    return page.text();
}

}  // namespace liq::report
