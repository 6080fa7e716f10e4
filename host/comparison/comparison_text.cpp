#include "host/comparison/comparison_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "host/report/limit_text.hpp"
#include "host/report/text_page.hpp"
#include "host/report/words.hpp"
#include "host/results/limits.hpp"
#include "host/words/printable.hpp"

namespace liq::comparison {
namespace {

using Look = report::TextPage::Look;

/// Below this a change is called significant, of one outcome alone.
constexpr double significance = 0.01;

std::string run_in_words(ReportFile const& report, findings::RunFindings const& run) {
    std::string text = report.file.string() + ": " + run.name;
    for (auto const& [key, value] : run.set) text += ", " + key + " = " + value;
    return words::printable(text + ", as of " + run.as_of + ", " + report::whole(run.paths) +
                            " paths, seed " + std::to_string(run.seed) +
                            (run.complete ? "" : ", INCOMPLETE"));
}

std::string value_or_none(std::string const& text) {
    return text.empty() ? "(default)" : words::printable(text);
}

std::string figure(double value) {
    return std::isfinite(value) ? report::money(value) : "none";
}

std::string market_in_words(MarketChange const& change) {
    bool const price = change.figure.starts_with("spot");
    std::string text =
        price ? report::price_text(change.before) + " -> " + report::price_text(change.after)
              : figure(change.before) + " -> " + figure(change.after);
    double const relative = change.after / change.before - 1;
    if (!std::isfinite(relative)) return text;
    char percent_text[32];
    std::snprintf(percent_text, sizeof percent_text, " (%+.2f %%)", 100 * relative);
    return text + percent_text;
}

void inputs(report::TextPage& page, RunComparison const& pair) {
    page.line();
    page.line("INPUTS THAT CHANGED", Look::strong);
    for (auto const& change : pair.inputs)
        page.paragraph("  " + words::printable(change.key) + ": ",
                       value_or_none(change.before) + " -> " + value_or_none(change.after));
    for (auto const& change : pair.market)
        page.paragraph("  " + change.figure + ": ", market_in_words(change));
    bool const other_market = pair.before->market_sha256 != pair.after->market_sha256;
    if (other_market) page.line("  the market is another file");
    if (pair.inputs.empty() && pair.market.empty() && !other_market) page.line("  none");
}

std::string p_value_text(double p) {
    char text[32];
    std::snprintf(text, sizeof text, p < 1e-4 ? "p < 0.0001" : "p = %.4f", p);
    return text;
}

void outcome(report::TextPage& page, OutcomeChange const& change) {
    page.line("  " + words::printable(change.event + "." + change.outcome));
    if (!std::isfinite(change.z)) {
        page.line("      not known in one of the reports", Look::warning);
        return;
    }
    int const digits = report::digits_for(change.standard_error);
    char z[32];
    std::snprintf(z, sizeof z, "z = %+.2f, ", change.z);
    page.paragraph("      ",
                   report::percent(change.before.probability, digits) + " -> " +
                       report::percent(change.after.probability, digits) + ", change " +
                       report::points(change.difference, digits) +
                       (page.style().unicode ? " ± " : " +- ") +
                       report::points(change.standard_error, digits).substr(1) + "; " + z +
                       p_value_text(change.p_value),
                   change.p_value < significance ? Look::strong : Look::plain);
}

void outcomes(report::TextPage& page, RunComparison const& pair) {
    page.line();
    page.line("OUTCOMES", Look::strong);
    for (auto const& change : pair.outcomes) outcome(page, change);
    if (pair.outcomes.empty()) page.line("  the runs have no outcome in common");
    page.paragraph("  ",
                   pair.same_seed
                       ? "Errors and p are those of independent reports. These two have the same "
                         "seed: where their paths move together, as after small changes, the "
                         "true errors are smaller and changes more significant than stated."
                       : "Errors and p are those of independent reports; p is of each outcome "
                         "alone.");
}

std::string limit_in_words(findings::LimitFinding const& limit) {
    if (limit.metric.empty()) return "none";
    return words::printable(limit.state) + " at " + report::limit_value(limit, limit.value);
}

void limits(report::TextPage& page, RunComparison const& pair) {
    if (pair.limits.empty()) return;
    page.line();
    page.line("LIMITS", Look::strong);
    for (auto const& change : pair.limits)
        page.paragraph("  " + words::printable(change.metric()) + ": ",
                       limit_in_words(change.before) + " -> " + limit_in_words(change.after),
                       change.before.state == change.after.state     ? Look::plain
                       : change.after.state == results::limit_breach ? Look::alarm
                                                                     : Look::warning);
}

using Cells = std::vector<std::string>;

std::string points_or_none(Effect const& effect, int digits) {
    return std::isfinite(effect.value) ? report::points(effect.value, digits) : "-";
}

void effect_row(report::TextPage& page, std::string const& label, Cells before,
                Effect const& effect, int digits) {
    bool const known = std::isfinite(effect.standard_error);
    before.push_back(points_or_none(effect, digits));
    before.push_back(known ? report::points(effect.standard_error, digits).substr(1) : "-");
    page.row(label, before);
}

void attributed(report::TextPage& page, OutcomeAttribution const& outcome) {
    double error = outcome.total.standard_error;
    for (auto const& part : outcome.contributions)
        if (part.mean.standard_error > 0) error = std::min(error, part.mean.standard_error);
    int const digits = report::digits_for(error);
    page.line("  " + words::printable(outcome.event + "." + outcome.outcome) + ": " +
                  report::percent(outcome.before, digits) + " -> " +
                  report::percent(outcome.after, digits),
              Look::strong);
    for (auto const& part : outcome.contributions) {
        std::string label = name_of(part.group);
        std::ranges::replace(label, '_', ' ');
        effect_row(page, "    " + label,
                   {points_or_none(part.first, digits), points_or_none(part.last, digits)},
                   part.mean, digits);
    }
    effect_row(page, "    interaction", {"", ""}, outcome.interaction, digits);
    effect_row(page, "    all together", {"", ""}, outcome.total, digits);
}

void attribution(report::TextPage& page, RunComparison const& pair) {
    page.line();
    if (!pair.attribution) {
        page.line("ATTRIBUTION", Look::strong);
        page.paragraph("  ", words::printable(pair.no_attribution));
        return;
    }
    Attribution const& all = *pair.attribution;
    page.row("ATTRIBUTION", {"first", "last", "mean", "error"}, Look::strong);
    page.paragraph("  ", "Runs repeated with inputs exchanged, on the same " +
                             report::whole(all.paths) + " paths (seed " + std::to_string(all.seed) +
                             "). first: into OLD, alone; last: into NEW, after the others; "
                             "interaction: what the means leave.");
    for (auto const& outcome : all.outcomes) attributed(page, outcome);
    for (auto const& missing : all.not_computable)
        page.paragraph("  not computable: ",
                       std::string(missing.first ? "OLD with " : "NEW with ") +
                           name_of(missing.group) + (missing.first ? " of NEW: " : " of OLD: ") +
                           words::printable(missing.reason),
                       Look::warning);
}

}  // namespace

std::string comparison_text(Comparison const& comparison, ReportFile const& before,
                            ReportFile const& after, report::TextStyle const& style) {
    report::TextPage page(style);
    bool first = true;
    for (auto const& pair : comparison.runs) {
        if (!first) page.line("\n" + std::string(static_cast<std::size_t>(style.width), '-'));
        first = false;
        page.paragraph("OLD ", run_in_words(before, *pair.before));
        page.paragraph("NEW ", run_in_words(after, *pair.after));
        inputs(page, pair);
        outcomes(page, pair);
        limits(page, pair);
        attribution(page, pair);
    }
    if (comparison.runs.empty()) page.line("the reports have no run in common");
    for (auto const* run : comparison.only_before)
        page.paragraph("only in OLD: ", run_in_words(before, *run), Look::warning);
    for (auto const* run : comparison.only_after)
        page.paragraph("only in NEW: ", run_in_words(after, *run), Look::warning);
    return page.text();
}

}  // namespace liq::comparison
