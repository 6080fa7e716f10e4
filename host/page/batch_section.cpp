// All runs of a batch in one table, and what is wrong with some of them.

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "host/page/batch.hpp"
#include "host/page/section.hpp"
#include "host/page/worst_runs.hpp"
#include "host/report/outcome_text.hpp"
#include "host/report/run_labels.hpp"
#include "host/words/counts.hpp"
#include "host/words/numbers.hpp"

namespace liq::page {
namespace {

/// The most rows of the table of all runs, and outcomes of one table.
constexpr std::size_t most_rows = 500, most_outcomes = 5;

/// The names of all outcomes, in the order in which runs first have them.
std::vector<std::string> outcome_names(findings::Report const& report) {
    std::vector<std::string> names;
    for (auto const& run : report.runs)
        for (auto const& o : run.findings.outcomes)
            if (std::string name = o.event + "." + o.outcome;
                std::ranges::find(names, name) == names.end())
                names.push_back(std::move(name));
    return names;
}

Html probability(findings::RunFindings const& run, std::string const& name) {
    findings::OutcomeFinding const* const o = outcome_named(run, name);
    if (o == nullptr || !std::isfinite(o->with_cascade.probability))
        return Html::trusted("&ndash;");
    findings::Estimate const& e = o->with_cascade;
    if (e.standard_error == 0 && e.low < e.high)
        return number(e.probability, report::bound_in_words(e));
    int const digits = words::digits_for(e.standard_error);
    return number(e.probability, words::percent(e.probability, digits)) +
           element("small", "\u00b1 " + words::percent(e.standard_error, digits));
}

Html statistic(std::optional<findings::DistributionFinding> const& d, char const* name, Unit unit) {
    if (!d) return Html::trusted("&ndash;");
    auto const at = std::ranges::find_if(
        findings::statistics, [&](auto const& s) { return std::string_view(name) == s.name; });
    return in_words(unit,
                    d->statistics.all[static_cast<std::size_t>(at - findings::statistics.begin())]);
}

std::string state_of(findings::RunFindings const& run) {
    if (!run.failure.empty()) return run.paths == 0 ? "no result" : "failed";
    if (run.limits.empty()) return "";
    int const worst = badness_of(run).limit;
    return worst == 3 ? "breach" : worst == 2 ? "uncertain" : worst == 1 ? "warn" : "ok";
}

/// What the table shows of a run beside its name and its answers.
std::vector<Html> figures_of(findings::RunFindings const& run) {
    Html const shortfall =
        run.portfolio && !run.portfolio->totals.empty()
            ? in_words(Unit::money, run.portfolio->totals.front().profit[0][0]["es99"])
            : Html::trusted("&ndash;");
    return {statistic(run.distributions["largest_1h.both"], "p99", Unit::money),
            statistic(run.distributions["drawdown"], "es99", Unit::share), shortfall};
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

/// \param caption  what the table is; the first one, of all, has figures beside the answers
Html table_of_runs(findings::Report const& report, std::vector<std::string> const& outcomes,
                   std::vector<std::size_t> const& in_detail, std::string const& caption,
                   bool with_figures) {
    auto const labels = report::run_labels(report);
    std::vector<Html> head{text("run")};
    if (with_figures) head.push_back(text("state"));
    for (std::string const& name : outcomes) head.push_back(name_text(name));
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
        for (std::string const& name : outcomes) row.push_back(probability(run, name));
        if (with_figures)
            for (Html& figure : figures_of(run)) row.push_back(std::move(figure));
        rows.push_back(std::move(row));
    }
    return table(caption, head, rows, "numbers sortable wide");
}

Section all_runs(findings::Report const& report, std::vector<std::size_t> const& in_detail) {
    std::vector<std::string> const names = outcome_names(report);
    Html body;
    for (std::size_t begin = 0; begin == 0 || begin < names.size(); begin += most_outcomes) {
        auto const end = std::min(begin + most_outcomes, names.size());
        std::vector<std::string> const some(names.begin() + static_cast<std::ptrdiff_t>(begin),
                                            names.begin() + static_cast<std::ptrdiff_t>(end));
        body += table_of_runs(report, some, in_detail,
                              begin == 0 ? "All runs" : "All runs, further answers", begin == 0);
    }
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

/// Runs by what is said of them, each text once, in the order in which runs first have it.
class Said {
  public:
    void add(std::string const& words, std::size_t run) {
        if (words.empty()) return;
        auto const known = std::ranges::find(
            all_, words, &std::pair<std::string, std::vector<std::size_t>>::first);
        if (known == all_.end())
            all_.push_back({words, {run}});
        else
            known->second.push_back(run);
    }
    [[nodiscard]] Html list(std::size_t n_runs, std::string const& kind) const {
        Html items;
        for (auto const& [words, runs] : all_) {
            std::string which;
            for (std::size_t i = 0; i < std::min<std::size_t>(runs.size(), 12); ++i)
                which += (i == 0 ? "" : ", ") + std::to_string(runs[i]);
            if (runs.size() > 12) which += " and others";
            which =
                runs.size() == n_runs ? "all runs" : (runs.size() == 1 ? "run " : "runs ") + which;
            items += element("li", words + " [" + which + "]");
        }
        return items.empty() ? Html() : element("ul", items, {{"class", kind}});
    }

  private:
    std::vector<std::pair<std::string, std::vector<std::size_t>>> all_;
};

Section failures(findings::Report const& report) {
    Said said;
    for (std::size_t i = 0; i < report.runs.size(); ++i)
        said.add(report.runs[i].findings.failure, i);
    return {"failures", "Runs without a result or with a part of it",
            said.list(report.runs.size(), "alarm")};
}

Section all_warnings(findings::Report const& report, bool reproducible) {
    Said said;
    for (std::size_t i = 0; i < report.runs.size(); ++i) {
        findings::RunFindings const& run = report.runs[i].findings;
        if (!reproducible)
            for (std::string const& warning : run.warnings_of_the_day) said.add(warning, i);
        for (std::string const& warning : run.warnings) said.add(warning, i);
    }
    return {"warnings", warnings_title, said.list(report.runs.size(), "warnings")};
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
