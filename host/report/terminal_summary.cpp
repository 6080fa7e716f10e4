#include "host/report/terminal_summary.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "host/report/assumptions_text.hpp"
#include "host/report/benchmark_text.hpp"
#include "host/report/book_text.hpp"
#include "host/report/branching_text.hpp"
#include "host/report/fan_chart.hpp"
#include "host/report/limit_text.hpp"
#include "host/report/outcome_text.hpp"
#include "host/report/overview.hpp"
#include "host/report/portfolio_table.hpp"
#include "host/report/range_text.hpp"
#include "host/report/tail_table.hpp"
#include "host/report/warnings_of_runs.hpp"
#include "host/words/counts.hpp"
#include "host/words/numbers.hpp"

namespace liq::report {
namespace {

using words::Look;
using words::Table;
using words::TextPage;

/// An effect of more than this many standard errors is called distinguishable from 0: half the
/// width of a two-sided 99 % interval of the normal law. 1.96 would be too small: where all m paths
/// that differ do so in the same direction, the effect is up to sqrt(m) errors, and 4 paths are no
/// proof.
constexpr double distinguishable = 2.576;

void headline(TextPage& page, findings::RunFindings const& f) {
    if (!f.failure.empty()) page.paragraph("!!! ", "FAILED: " + f.failure, Look::alarm);
    if (!f.complete && (f.failure.empty() || f.paths > 0)) {
        std::string const done = words::whole(f.paths) + " of " + words::whole(f.paths_asked);
        page.paragraph("!!! ",
                       "INCOMPLETE: " + done +
                           " paths were simulated. The results below are from these paths alone.",
                       Look::alarm);
        page.line();
    }
    page.line(f.name, Look::strong);
    own_words(page, f);
    std::string const known = f.coverage ? " (" + words::percent(*f.coverage) +
                                               " of the open interest known from accounts)"
                                         : std::string();
    // A run that failed before its market was read knows none of this.
    if (!f.asset.empty())
        page.paragraph("", f.asset + "/" + f.quote + " at " + words::price(f.spot) +
                               ", positions as of " + f.as_of + known + ", for the next " +
                               words::duration(static_cast<double>(f.horizon.seconds)));
    if (!f.variant.empty()) page.paragraph("  variant: ", f.variant);
    for (auto const& [key, value] : f.set) page.paragraph("  changed: ", key + " = " + value);
}

std::string effect_in_words(findings::OutcomeFinding const& o, std::string const& plus_minus) {
    double const effect = o.cascade_effect, error = o.cascade_effect_standard_error;
    if (!std::isfinite(effect)) return "the effect of the cascade is not known";
    std::string const without =
        words::percent(o.without_cascade.probability,
                       words::digits_for(o.without_cascade.standard_error)) +
        " without it";
    if (effect == 0 && error == 0) return "the cascade changes the outcome on no path; " + without;
    int const digits = words::digits_for(error);
    std::string text = effect < 0 ? "the cascade removes " : "the cascade adds ";
    text += words::points(std::abs(effect), digits).substr(1) + plus_minus +
            words::points(error, digits).substr(1);
    bool const told_apart = std::abs(effect) > distinguishable * error;
    text += told_apart ? ", distinguishable from 0" : ", not distinguishable from 0";
    return text + "; " + without;
}

/// The step errors of the probability and of what the cascade adds.
std::string step_error_in_words(findings::OutcomeFinding const& o, std::string const& plus_minus) {
    auto const value = [&](double error, double standard_error) {
        int const digits = words::digits_for(standard_error);
        return words::points(error, digits) + plus_minus +
               words::points(standard_error, digits).substr(1);
    };
    return "step error " + value(o.step_error, o.step_error_standard_error) +
           ", of the cascade's part " +
           value(o.cascade_effect_step_error, o.cascade_effect_step_error_standard_error);
}

void answer(TextPage& page, findings::RunFindings const& f, findings::OutcomeFinding const& o) {
    findings::Estimate const& e = o.with_cascade;
    page.line();
    page.paragraph("  ", f.asset + " " + o.question + "? [" + o.event + "." + o.outcome + "]");
    if (!std::isfinite(e.probability)) {
        page.line(f.paths == 0 ? "      not known: no path was simulated"
                               : "      not known: the condition happened on no path",
                  Look::warning);
        return;
    }
    if (is_impossible(o)) {
        page.paragraph("      ", impossible, Look::strong);
        return;
    }
    std::string text = words::percent_with_interval(e.probability, e.standard_error, e.low, e.high);
    if (std::isfinite(o.mean_days))
        text += ", after " + words::duration(o.mean_days * seconds_per_day) + " on average";
    if (!o.given.empty())
        text += "; " + o.given + " happened on " + words::whole(e.trials) + " of " +
                words::whole(f.paths) + " paths";
    page.paragraph("      ", text, Look::strong);
    page.paragraph("      ", effect_in_words(o, page.plus_minus()));
    if (std::isfinite(o.step_error))
        page.paragraph("      ", step_error_in_words(o, page.plus_minus()));
    range_lines(page, f, o);
    benchmark_lines(page, f, o);
    if (!std::isfinite(o.controlled.probability)) return;
    findings::ControlledEstimate const& c = o.controlled;
    page.paragraph(
        "      ", "with control variate " +
                      words::percent_with_interval(c.probability, c.standard_error, c.low, c.high) +
                      "; exactly " +
                      words::percent(o.exact_without_cascade, words::digits_for(c.standard_error)) +
                      " without the cascade");
}

void chart(TextPage& page, findings::RunFindings const& f) {
    auto const lines = fan_chart(f, page.style());
    if (lines.empty()) return;
    page.line();
    page.line("PRICE OVER TIME", Look::strong);
    for (auto const& line : lines) page.line(line);
}

void warnings(TextPage& page, findings::RunFindings const& f) {
    page.line();
    for (std::string const& warning : warnings_of(f, true))
        page.paragraph("warning: ", warning, Look::warning);
}

void computation(TextPage& page, findings::RunFindings const& f) {
    std::string text =
        words::counted(f.paths, "path") + " of " +
        words::whole(static_cast<std::uint64_t>(std::max<std::int64_t>(f.steps, 0))) +
        " steps of " + words::duration(static_cast<double>(f.step.seconds)) + ", seed " +
        std::to_string(f.seed);
    if (f.rounds_exhausted == 0) text += ", no cascade cut short";
    page.paragraph("", text);
    if (!f.outcomes.empty()) page.paragraph("", sampling_legend(f.paths, page.plus_minus()));
    if (f.step_check_paths > 0)
        page.paragraph("",
                       "step error: the estimate less that at half the step, on the same "
                       "Brownian paths, the first " +
                           words::whole(f.step_check_paths));
    if (f.replicates > 0) page.paragraph("", f.sampling + " sampling: " + f.error_method);
    if (f.target)
        page.paragraph(
            "",
            "target: standard error " + words::significant(f.target->standard_error) + " of " +
                f.target->outcome + (f.target->reached ? ", reached after " : ", not reached in ") +
                words::whole(f.paths) + " of at most " + words::whole(f.paths_asked) + " paths");

    std::string speed;
    if (std::isfinite(f.seconds) && f.seconds > 0)
        speed = words::duration(f.seconds) + ", " +
                words::rate(f.path_steps_per_second, "path-steps/s") + " ";
    if (!f.backend.empty()) {
        speed += "on " + f.backend;
        if (f.backend == "cpu" && f.threads > 0)
            speed += " (" + std::to_string(f.threads) + (f.threads == 1 ? " thread)" : " threads)");
        if (!f.device.empty()) speed += ", " + f.device;
    }
    if (!speed.empty()) page.paragraph("", speed);
    if (!f.backend_note.empty()) page.note("note: ", f.backend_note);
}

void whole_run(TextPage& page, findings::RunFindings const& f) {
    headline(page, f);
    if (f.failure.empty() || f.paths > 0) {
        for (auto const& outcome : f.outcomes) answer(page, f, outcome);
        limits_section(page, f);
        tail_tables(page, f);
        portfolio_table(page, f);
        chart(page, f);
        book_section(page, f);
        branching_verdict(page, f);
    }
    range_notes(page, f);
    benchmark_notes(page, f);
    warnings(page, f);
    if (f.paths > 0) computation(page, f);
}

}  // namespace

std::string terminal_summary(findings::Report const& report, words::TextStyle const& style,
                             std::string const& sort) {
    TextPage page(style);
    if (report.runs.empty()) page.line("the report has no runs");
    if (report.runs.size() > 1) write_overview(page, report, sort);
    if (report.runs.size() == 1) whole_run(page, report.runs.front().findings);
    return page.text();
}

}  // namespace liq::report
