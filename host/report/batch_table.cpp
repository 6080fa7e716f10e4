#include "host/report/batch_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "host/errors.hpp"
#include "host/report/asked_outcomes.hpp"
#include "host/report/outcome_text.hpp"
#include "host/report/run_labels.hpp"
#include "host/results/limits.hpp"
#include "host/scenario/document.hpp"
#include "host/scenario/overrides.hpp"
#include "host/words/numbers.hpp"

namespace liq::report {
namespace {

using words::Sheet;
using Kind = Sheet::Kind;
using Cells = std::vector<Sheet::Cell>;

/// What columns are worth. Each outcome is worth less than the one before it, its difference to the
/// base run a little less than itself, and one that few runs ask little.
constexpr int worth_of_setting = 1000, worth_of_outcome = 900, worth_of_state = 898,
              worth_of_hour = 888, worth_of_portfolio = 887;
constexpr int less_each = 20, less_for_difference = 5, less_where_rare = 300;
/// The widest value that a table shows itself.
constexpr std::size_t widest_value = 16;

/// A row for each run, filled column by column.
class Rows {
  public:
    explicit Rows(findings::Report const& report) : report_(report), rows_(report.runs.size()) {}

    template <class Value>
    void column(Sheet::Column column, Value const& value) {
        sheet_.column(std::move(column));
        for (std::size_t i = 0; i < rows_.size(); ++i)
            rows_[i].push_back(value(report_.runs[i].findings, i));
    }
    [[nodiscard]] Sheet finish() {
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            findings::RunFindings const& run = report_.runs[i].findings;
            sheet_.row(std::move(rows_[i]), !run.failure.empty() ? words::Look::alarm
                                            : run.complete       ? words::Look::plain
                                                                 : words::Look::warning);
        }
        return std::move(sheet_);
    }

  private:
    findings::Report const& report_;
    Sheet sheet_;
    std::vector<Cells> rows_;
};

void identity(Rows& rows, findings::Report const& report) {
    std::vector<std::string> const names = row_names(report);
    rows.column({"run", "run", Kind::number}, [&](auto const&, std::size_t i) {
        return Sheet::Cell(static_cast<double>(i), Sheet::nothing, names[i]);
    });
    auto const text = [&](char const* name, std::string findings::RunFindings::* part) {
        rows.column({name, name, Kind::text, Sheet::in_csv},
                    [part](auto const& run, auto) { return Sheet::Cell(run.*part); });
    };
    text("name", &findings::RunFindings::name);
    text("variant", &findings::RunFindings::variant);
    text("asset", &findings::RunFindings::asset);
    text("failure", &findings::RunFindings::failure);
    rows.column({"paths", "paths", Kind::number, Sheet::in_csv},
                [](auto const& run, auto) { return Sheet::Cell(static_cast<double>(run.paths)); });
}

std::string without_quotes(std::string const& toml) {
    bool const quoted = toml.size() > 1 && toml.front() == '"' && toml.back() == '"';
    return quoted ? toml.substr(1, toml.size() - 2) : toml;
}

/// The value of a key in every run, as TOML; texts without their quotes.
std::vector<std::string> values_of(findings::Report const& report, std::string const& key) {
    std::vector<std::string> values;
    for (auto const& run : report.runs) {
        auto const at = run.findings.set.find(key);
        if (at != run.findings.set.end()) {
            values.push_back(without_quotes(at->second));
            continue;
        }
        try {
            values.push_back(without_quotes(scenario::value_at(
                scenario::parse_document(run.findings.scenario_text, run.findings.name), key)));
        } catch (Error const&) {
            values.emplace_back();  // a run that failed may have no scenario
        }
    }
    return values;
}

/// The number of a TOML text; NaN for any other value.
double number_in(std::string const& toml) {
    std::string digits = toml;
    std::erase(digits, '_');
    double value = Sheet::nothing;
    auto const* const end = digits.data() + digits.size();
    auto const read = std::from_chars(digits.data(), end, value);
    return read.ec == std::errc{} && read.ptr == end ? value : Sheet::nothing;
}

void settings(Rows& rows, findings::Report const& report, BatchTable& table) {
    std::vector<std::string> const keys = swept_keys(report);
    std::vector<std::string> const heads = short_keys(keys);
    for (std::size_t k = 0; k < keys.size(); ++k) {
        std::vector<std::string> const values = values_of(report, keys[k]);
        bool const numbers = std::ranges::all_of(values, [](std::string const& value) {
            return value.empty() || std::isfinite(number_in(value));
        });
        std::string head = heads[k];
        std::ranges::replace(head, '_', ' ');  // so that heads can wrap
        std::vector<std::string> seen;
        rows.column({"set." + keys[k], head, numbers ? Kind::number : Kind::text, worth_of_setting},
                    [&](auto const&, std::size_t i) {
                        std::string const words = value_in_words(values[i]);
                        if (numbers)
                            return Sheet::Cell(number_in(values[i]), Sheet::nothing, words);
                        if (words::width_of(words) <= widest_value)
                            return Sheet::Cell(values[i], words);
                        auto const at = std::ranges::find(seen, words);
                        std::string const number = "#" + std::to_string(at - seen.begin() + 1);
                        if (at == seen.end()) {
                            seen.push_back(words);
                            table.long_values.emplace_back(heads[k] + " " + number, words);
                        }
                        return Sheet::Cell(values[i], number);
                    });
    }
}

Sheet::Cell probability(findings::OutcomeFinding const* o) {
    if (o == nullptr) return {};
    findings::Estimate const& e = o->with_cascade;
    if (is_impossible(*o)) return {e.probability, e.standard_error, "0 %, the fund has no limit"};
    if (!std::isfinite(e.probability)) return {Sheet::nothing, Sheet::nothing, words::unknown};
    bool const is_bound = e.standard_error == 0 && e.low < e.high;
    return {e.probability, e.standard_error, is_bound ? bound_in_words(e) : ""};
}

Sheet::Cell difference(findings::OutcomeFinding const* o, findings::RunFindings const& run) {
    if (o == nullptr) return {};
    if (!run.base) return {Sheet::nothing, Sheet::nothing, "base run"};
    bool const both_impossible = is_impossible(*o) && o->difference_to_base == 0;
    return {o->difference_to_base, o->difference_to_base_standard_error,
            both_impossible ? "none" : ""};
}

/// Whether an outcome says that nothing else happened, so that the others say it as well.
bool is_remainder(AskedOutcome const& asked) {
    std::string const name = asked.title.substr(asked.title.find('.') + 1);
    return name.starts_with("neither") || name.starts_with("none");
}

void outcomes(Rows& rows, findings::Report const& report, BatchTable& table) {
    int worth = worth_of_outcome;
    bool const any_base = std::ranges::any_of(
        report.runs, [](auto const& run) { return run.findings.base.has_value(); });
    for (AskedOutcome const& asked : asked_outcomes(report)) {
        auto const& of_run = asked.of_run;
        bool const is_rare = 2 * std::ranges::count(of_run, nullptr) > std::ssize(of_run);
        int const here =
            std::max(1, worth - (is_rare ? less_where_rare : 0) - (is_remainder(asked) ? 200 : 0));
        worth = std::max(500, worth - less_each);
        std::string head = asked.title;
        table.questions.push_back({head, asked.question});
        rows.column({asked.title + ".probability", head, Kind::share, here,
                     asked.title + ".standard_error"},
                    [&](auto const&, std::size_t i) { return probability(of_run[i]); });
        if (any_base)
            rows.column({asked.title + ".difference_to_base", head + " less base", Kind::points,
                         std::max(0, here - less_for_difference),
                         asked.title + ".difference_to_base_standard_error"},
                        [&](auto const& run, std::size_t i) { return difference(of_run[i], run); });
    }
}

/// The worst state of a run's limits, and how it is sorted.
Sheet::Cell worst_state(findings::RunFindings const& run) {
    std::array<char const*, 4> constexpr states{results::limit_ok, results::limit_warn,
                                                results::limit_uncertain, results::limit_breach};
    Sheet::Cell worst;
    for (findings::LimitFinding const& limit : run.limits) {
        auto const at = std::ranges::find(states, limit.state);
        auto const rank = static_cast<double>(at - states.begin());
        if (!(rank <= worst.value)) worst.value = rank, worst.text = limit.state;
    }
    return worst;
}

}  // namespace

std::vector<std::string> row_names(findings::Report const& report) {
    std::vector<RunLabel> const labels = run_labels(report);
    bool const several = end_of_family(report, 0) < report.runs.size();
    std::vector<std::string> names;
    for (std::size_t i = 0; i < report.runs.size(); ++i) {
        findings::RunFindings const& run = report.runs[i].findings;
        std::string text = std::to_string(i) + "  " + (several ? run.name : labels[i].name);
        if (several && !run.variant.empty()) text += " " + run.variant;
        if (!run.failure.empty())
            text += run.paths > 0 ? " (stopped)" : " (no result)";
        else if (!run.complete)
            text += " (incomplete)";
        names.push_back(std::move(text));
    }
    return names;
}

BatchTable batch_table(findings::Report const& report) {
    BatchTable table;
    Rows rows(report);
    identity(rows, report);
    settings(rows, report, table);
    outcomes(rows, report, table);
    rows.column({"largest_1h.both.p99", "largest hour p99", Kind::money, worth_of_hour},
                [](auto const& run, auto) {
                    auto const& found = run.distributions["largest_1h.both"];
                    return Sheet::Cell(found ? found->statistics["p99"] : Sheet::nothing);
                });
    rows.column({"portfolio.es99", "own loss ES99", Kind::money, worth_of_portfolio},
                [](auto const& run, auto) {
                    bool const known = run.portfolio && !run.portfolio->totals.empty();
                    return Sheet::Cell(known ? run.portfolio->totals[0].profit[0][0]["es99"]
                                             : Sheet::nothing);
                });
    rows.column({"limit", "limit", Kind::text, worth_of_state},
                [](auto const& run, auto) { return worst_state(run); });
    table.sheet = rows.finish();
    return table;
}

}  // namespace liq::report
