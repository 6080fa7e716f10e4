// All runs of a batch in one table, and what is wrong with some of them.

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>

#include "host/page/batch.hpp"
#include "host/page/section.hpp"
#include "host/page/worst_runs.hpp"
#include "host/report/asked_outcomes.hpp"
#include "host/report/outcome_text.hpp"
#include "host/report/run_labels.hpp"
#include "host/report/warnings_of_runs.hpp"
#include "host/words/counts.hpp"
#include "host/words/money_unit.hpp"
#include "host/words/numbers.hpp"

namespace liq::page {
namespace {

/// The most rows of the table of all runs, and outcomes of one table.
constexpr std::size_t most_rows = 500, most_outcomes = 5;

/// An outcome of a run; \param digits  of the column
Html probability(findings::OutcomeFinding const* o, int digits) {
    if (o == nullptr || !std::isfinite(o->with_cascade.probability))
        return Html::trusted("&ndash;");
    findings::Estimate const& e = o->with_cascade;
    if (e.standard_error == 0 && e.low < e.high)
        return number(e.probability, report::bound_in_words(e));
    int const here = words::digits_in(digits, e.standard_error);
    return number(e.probability, words::percent(e.probability, here)) +
           element("small", "\u00b1 " + words::percent(e.standard_error, here));
}

/// The digits of the column of an outcome.
int digits_of_column(report::AskedOutcome const& asked) {
    std::vector<double> errors;
    for (auto const* o : asked.of_run)
        if (o != nullptr) errors.push_back(o->with_cascade.standard_error);
    return words::digits_for_all(errors);
}

double statistic(std::optional<findings::DistributionFinding> const& d,
                 findings::PlaceIn<findings::statistics> of) {
    return d ? d->statistics[of] : findings::not_known;
}

double own_shortfall(findings::RunFindings const& run) {
    return run.portfolio && !run.portfolio->totals.empty()
               ? run.portfolio->totals.front().profit[0][0]["es99"]
               : findings::not_known;
}

std::string state_of(findings::RunFindings const& run) {
    if (!run.failure.empty()) return run.paths == 0 ? "no result" : "failed";
    if (run.limits.empty()) return "";
    int const worst = badness_of(run).limit;
    return worst == 3 ? "breach" : worst == 2 ? "uncertain" : worst == 1 ? "warn" : "ok";
}

/// The unit of all money of the table.
words::MoneyUnit unit_of_runs(findings::Report const& report) {
    std::vector<double> amounts;
    for (auto const& run : report.runs) {
        amounts.push_back(statistic(run.findings.distributions["largest_1h.both"], "p99"));
        amounts.push_back(own_shortfall(run.findings));
    }
    return words::money_unit(amounts);
}

/// What the table shows of a run beside its name and its answers.
std::vector<Html> figures_of(findings::RunFindings const& run, words::MoneyUnit unit) {
    auto const money = [&](double usd) {
        return std::isfinite(usd) ? number(usd, words::money_in(usd, unit))
                                  : Html::trusted("&ndash;");
    };
    return {money(statistic(run.distributions["largest_1h.both"], "p99")),
            in_words(Unit::share, statistic(run.distributions["drawdown"], "es99")),
            money(own_shortfall(run))};
}

/// The runs that the table has: all, or of many the worst, in the order of the report.
std::vector<std::size_t> rows_of(findings::Report const& report) {
    std::vector<std::size_t> rows(report.runs.size());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    if (rows.size() <= most_rows) return rows;
    std::ranges::stable_sort(rows, std::greater(),
                             [&](std::size_t i) { return badness_of(report.runs[i].findings); });
    rows.resize(most_rows);
    std::ranges::sort(rows);
    return rows;
}

Html name_of(std::size_t run, std::string const& label, bool in_detail) {
    std::string const words = std::to_string(run) + "  " + label;
    if (!in_detail) return text(words);
    return element("a", words, {{"href", "#run" + std::to_string(run)}, {"class", "to-run"}});
}

/// A name with its question, which shows where the pointer rests.
Html head_of(report::AskedOutcome const& asked) {
    return element("abbr", name_text(asked.title), {{"title", asked.question}});
}

/// \param caption  what the table is; the first one, of all, has figures beside the answers
Html table_of_runs(findings::Report const& report, std::span<report::AskedOutcome const> outcomes,
                   std::vector<std::size_t> const& in_detail, std::string const& caption,
                   bool with_figures) {
    auto const labels = report::run_labels(report);
    words::MoneyUnit const unit = unit_of_runs(report);
    std::vector<Html> head{text("run")};
    std::vector<int> digits;
    if (with_figures) head.push_back(text("state"));
    for (report::AskedOutcome const& asked : outcomes) {
        head.push_back(head_of(asked));
        digits.push_back(digits_of_column(asked));
    }
    if (with_figures)
        for (char const* const word :
             {"most within 1 h, p99", "drawdown, ES99", "own positions, ES99"})
            head.push_back(text(word));
    std::vector<std::vector<Html>> rows;
    for (std::size_t const i : rows_of(report)) {
        findings::RunFindings const& run = report.runs[i].findings;
        std::string label = labels[i].all();
        if (label.empty() || label == "base") label = run.name + (label.empty() ? "" : ", base");
        std::vector<Html> row{name_of(i, label, std::ranges::binary_search(in_detail, i))};
        if (with_figures)
            row.push_back(element("span", state_of(run), {{"class", "light " + state_of(run)}}));
        for (std::size_t o = 0; o < outcomes.size(); ++o)
            row.push_back(probability(outcomes[o].of_run[i], digits[o]));
        if (with_figures)
            for (Html& figure : figures_of(run, unit)) row.push_back(std::move(figure));
        rows.push_back(std::move(row));
    }
    return table(caption, head, rows, "numbers sortable wide");
}

/// What the heads of the columns ask, in words.
Html questions(std::vector<report::AskedOutcome> const& asked) {
    Html items;
    for (report::AskedOutcome const& one : asked)
        items += element("li", element("b", name_text(one.title)) + text(": " + one.question));
    return items.empty() ? Html() : element("ul", items, {{"class", "legend"}});
}

Section all_runs(findings::Report const& report, std::vector<std::size_t> const& in_detail) {
    std::vector<report::AskedOutcome> const asked = report::asked_outcomes(report);
    Html body;
    for (std::size_t begin = 0; begin == 0 || begin < asked.size(); begin += most_outcomes) {
        std::size_t const n = std::min(most_outcomes, asked.size() - begin);
        body += table_of_runs(report, std::span(asked).subspan(begin, n), in_detail,
                              begin == 0 ? "All runs" : "All runs, further answers", begin == 0);
    }
    body += questions(asked);
    if (report.runs.size() > most_rows)
        body += element("p", "The table has the worst " + words::whole(most_rows) + " of " +
                                 words::whole(report.runs.size()) +
                                 " runs; /summary of the report has all.");
    body += element("p", report::error_legend("\u00b1"));
    if (in_detail.size() < report.runs.size())
        body += element(
            "p", "In detail below: " + words::counted(in_detail.size(), "run") +
                     ", the worst by the state of their limits and then by the drawdown's ES99.");
    return {"runs", "All " + words::counted(report.runs.size(), "run"), body};
}

Section failures(findings::Report const& report) {
    std::vector<std::pair<std::string, std::vector<std::size_t>>> said;
    for (std::size_t i = 0; i < report.runs.size(); ++i) {
        std::string const& failure = report.runs[i].findings.failure;
        if (failure.empty()) continue;
        auto known =
            std::ranges::find_if(said, [&](auto const& one) { return one.first == failure; });
        if (known == said.end()) known = said.insert(said.end(), {failure, {}});
        known->second.push_back(i);
    }
    Html items;
    for (auto const& [failure, runs] : said)
        items +=
            element("li", failure + " [" + report::runs_in_words(runs, report.runs.size()) + "]");
    return {"failures", "Runs without a result or with a part of it",
            items.empty() ? Html() : element("ul", items, {{"class", "alarm"}})};
}

Section all_warnings(findings::Report const& report, bool reproducible) {
    Html items;
    for (auto const& warning : report::warnings_of_runs(report, !reproducible))
        items += element("li", warning.with_runs(report.runs.size()));
    return {"warnings", warnings_title,
            items.empty() ? Html() : element("ul", items, {{"class", "warnings"}})};
}

}  // namespace

findings::OutcomeFinding const* outcome_named(findings::RunFindings const& run,
                                              std::string const& name) {
    auto const at = std::ranges::find_if(
        run.outcomes, [&](auto const& o) { return o.event + "." + o.outcome == name; });
    return at == run.outcomes.end() ? nullptr : &*at;
}

std::vector<Section> batch_sections(findings::Report const& report,
                                    std::vector<std::size_t> const& in_detail, bool reproducible) {
    std::vector<Section> sections{failures(report), all_warnings(report, reproducible),
                                  all_runs(report, in_detail)};
    for (std::size_t begin = 0; begin < report.runs.size();) {
        std::size_t const end = report::end_of_family(report, begin);
        if (end > begin + 1) {
            sections.push_back(sweep(report, begin, end));
            sections.push_back(differences(report, begin, end));
        }
        begin = end;
    }
    return sections;
}

}  // namespace liq::page
