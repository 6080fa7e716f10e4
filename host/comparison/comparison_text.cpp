#include "host/comparison/comparison_text.hpp"

#include <algorithm>
#include <cmath>

#include "host/comparison/portfolio_text.hpp"
#include "host/comparison/statistics_text.hpp"
#include "host/report/limit_text.hpp"
#include "host/report/outcome_text.hpp"
#include "host/results/limits.hpp"
#include "host/words/counts.hpp"
#include "host/words/numbers.hpp"
#include "host/words/text_page.hpp"

namespace liq::comparison {
namespace {

using words::Look;
using words::Table;
using words::TextPage;

/// A change with a smaller p value is shown as significant; p is for one outcome alone.
constexpr double significance = 0.01;

std::string run_in_words(ReportFile const& report, findings::RunFindings const& run) {
    std::string text = report.file.string() + ": " + run.name;
    for (auto const& [key, value] : run.set) text += ", " + key + " = " + value;
    return text + ", as of " + run.as_of + ", " + words::whole(run.paths) + " paths, seed " +
           std::to_string(run.seed) + (run.complete ? "" : ", INCOMPLETE");
}

std::string asset_of(findings::RunFindings const& run) {
    return run.asset + "/" + run.quote;
}

std::string value_or_none(std::string const& text) {
    return text.empty() ? "(default)" : text;
}

std::string figure(double value, std::string const& unit) {
    if (unit == "s") return std::isfinite(value) ? words::duration(value) : "never";
    if (!std::isfinite(value)) return "none";
    return unit == "1" ? words::plain(value) : words::money(value);
}

std::string market_in_words(MarketChange const& change) {
    bool const price = change.figure.starts_with("spot");
    std::string text =
        price ? words::price(change.before) + " -> " + words::price(change.after)
              : figure(change.before, change.unit) + " -> " + figure(change.after, change.unit);
    double const relative = change.after / change.before - 1;
    if (!std::isfinite(relative)) return text;
    return text + " (" + words::signed_percent(relative) + ")";
}

void inputs(TextPage& page, RunComparison const& pair) {
    page.line();
    page.line("INPUTS THAT CHANGED", Look::strong);
    for (auto const& change : pair.inputs)
        page.paragraph("  " + change.key + ": ",
                       value_or_none(change.before) + " -> " + value_or_none(change.after));
    for (auto const& change : pair.market)
        page.paragraph("  " + change.figure + ": ", market_in_words(change));
    bool const other_market = pair.before->market_sha256 != pair.after->market_sha256;
    if (other_market) page.line("  the market file is another one");
    if (pair.inputs.empty() && pair.market.empty() && !other_market) page.line("  none");
}

std::string p_value_text(double p) {
    return p < 1e-4 ? "p < 0.0001" : "p = " + words::plain(p, 4);
}

/// The step errors of both runs, of which one may not be known.
void step_errors(TextPage& page, OutcomeChange const& change) {
    auto const text = [&](Effect const& error) {
        if (!std::isfinite(error.value)) return std::string(words::unknown);
        int const digits = words::digits_for(error.standard_error);
        return words::points(error.value, digits) + page.plus_minus() +
               words::points(error.standard_error, digits).substr(1);
    };
    if (std::isfinite(change.step_error_before.value) ||
        std::isfinite(change.step_error_after.value))
        page.paragraph("      ", "step error " + text(change.step_error_before) + " -> " +
                                     text(change.step_error_after));
}

void outcome(TextPage& page, OutcomeChange const& change) {
    page.line("  " + change.event + "." + change.outcome);
    if (change.question_before != change.question_after)
        page.paragraph("      ",
                       "not the same question: OLD " + change.question_before + ", NEW " +
                           change.question_after,
                       Look::warning);
    if (!std::isfinite(change.z)) {
        page.line("      not known in one of the reports", Look::warning);
        return;
    }
    int const digits = words::digits_for(change.standard_error);
    page.paragraph("      ",
                   words::percent(change.before.probability, digits) + " -> " +
                       words::percent(change.after.probability, digits) + ", change " +
                       words::points(change.difference, digits) + page.plus_minus() +
                       words::points(change.standard_error, digits).substr(1) + "; z = " +
                       words::signed_plain(change.z, 2) + ", " + p_value_text(change.p_value),
                   change.p_value < significance ? Look::strong : Look::plain);
    step_errors(page, change);
}

void outcomes(TextPage& page, RunComparison const& pair) {
    page.line();
    page.line("OUTCOMES", Look::strong);
    for (auto const& change : pair.outcomes) outcome(page, change);
    if (pair.outcomes.empty()) page.line("  the runs have no outcome in common");
    page.paragraph("  ", report::error_legend(page.plus_minus()));
    page.paragraph(
        "  ", pair.same_seed
                  ? "Errors and p values are computed as for independent reports. These two have "
                    "the same seed: where their paths are alike, as after small changes, the "
                    "true errors are smaller and the changes more significant."
                  : "Errors and p values are computed as for independent reports; each p value "
                    "is for one outcome alone.");
}

std::string limit_in_words(findings::LimitFinding const& limit) {
    if (limit.metric.empty()) return "none";
    return limit.state + " at " + report::limit_value(limit, limit.value);
}

void limits(TextPage& page, RunComparison const& pair) {
    if (pair.limits.empty()) return;
    page.line();
    page.line("LIMITS", Look::strong);
    for (auto const& change : pair.limits)
        page.paragraph("  " + change.metric() + ": ",
                       limit_in_words(change.before) + " -> " + limit_in_words(change.after),
                       change.before.state == change.after.state     ? Look::plain
                       : change.after.state == results::limit_breach ? Look::alarm
                                                                     : Look::warning);
}

using Cells = std::vector<words::Cell>;

std::string points_or_none(Effect const& effect, int digits) {
    return std::isfinite(effect.value) ? words::points(effect.value, digits) : "-";
}

void effect_row(Table& table, std::string const& label, Cells before, Effect const& effect,
                int digits) {
    bool const known = std::isfinite(effect.standard_error);
    before.emplace_back(points_or_none(effect, digits));
    before.emplace_back(known ? words::points(effect.standard_error, digits).substr(1) : "-");
    before.insert(before.begin(), label);
    table.row(std::move(before));
}

void attributed(Table& table, OutcomeAttribution const& outcome) {
    double error = outcome.total.standard_error;
    for (auto const& part : outcome.contributions)
        if (part.mean.standard_error > 0) error = std::min(error, part.mean.standard_error);
    int const digits = words::digits_for(error);
    table.note("  ",
               outcome.event + "." + outcome.outcome + ": " +
                   words::percent(outcome.before, digits) + " -> " +
                   words::percent(outcome.after, digits),
               Look::strong);
    for (auto const& part : outcome.contributions) {
        std::string label = name_of(part.group);
        std::ranges::replace(label, '_', ' ');
        effect_row(table, "    " + label,
                   {points_or_none(part.first, digits), points_or_none(part.last, digits)},
                   part.mean, digits);
    }
    effect_row(table, "    interaction", {"", ""}, outcome.interaction, digits);
    effect_row(table, "    all together", {"", ""}, outcome.total, digits);
}

void attribution(TextPage& page, RunComparison const& pair) {
    page.line();
    if (!pair.attribution) {
        page.line("ATTRIBUTION", Look::strong);
        page.paragraph("  ", pair.no_attribution);
        return;
    }
    Attribution const& all = *pair.attribution;
    Table table;
    table.head({"ATTRIBUTION", "first", "last", "mean", "standard error"});
    table.note("  ", "Runs repeated with inputs exchanged, on the same " + words::whole(all.paths) +
                         " paths (seed " + std::to_string(all.seed) +
                         "). first: this input is changed in OLD before the others; last: it is "
                         "changed after the others; interaction: the total less all means.");
    for (auto const& outcome : all.outcomes) attributed(table, outcome);
    for (auto const& number : all.portfolio) add_attributed_number(table, number);
    page.table(table);
    for (auto const& missing : all.not_computable)
        page.paragraph("  not computable: ",
                       std::string(missing.first ? "OLD with " : "NEW with ") +
                           name_of(missing.group) + (missing.first ? " of NEW: " : " of OLD: ") +
                           missing.reason,
                       Look::warning);
}

}  // namespace

std::string comparison_text(Comparison const& comparison, ReportFile const& before,
                            ReportFile const& after, words::TextStyle const& style) {
    TextPage page(style);
    if (comparison.same) {
        page.line(before.file.string() + " and " + after.file.string() + " are identical: " +
                  words::counted(comparison.runs.size(), "run") + ", the same inputs and results");
        return page.text();
    }
    bool first = true;
    for (auto const& pair : comparison.runs) {
        if (!first) {
            page.line();
            page.rule();
        }
        first = false;
        if (!pair.same_asset)
            page.paragraph("!!! ",
                           "DIFFERENT ASSETS: OLD is about " + asset_of(*pair.before) +
                               ", NEW is about " + asset_of(*pair.after) +
                               ". The probabilities below are of two assets; their prices and "
                               "amounts are not compared.",
                           Look::alarm);
        page.paragraph("OLD ", run_in_words(before, *pair.before));
        page.paragraph("NEW ", run_in_words(after, *pair.after));
        inputs(page, pair);
        outcomes(page, pair);
        portfolio_section(page, pair, significance);
        statistics_section(page, pair);
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
