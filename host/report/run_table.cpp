#include "host/report/run_table.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <map>
#include <vector>

#include "host/errors.hpp"
#include "host/report/asked_outcomes.hpp"
#include "host/scenario/document.hpp"
#include "host/scenario/overrides.hpp"
#include "host/scenario/value_json.hpp"

namespace liq::report {
namespace {

using storage::Description;
using storage::Writer;

/// Writes columns along the runs of a report.
class RunTable {
  public:
    RunTable(Writer& writer, std::string path, findings::Report const& report)
        : writer_(writer), path_(std::move(path)), report_(report) {}

    template <class T>
    void column(std::string const& name, Description const& what,
                std::function<T(findings::RunFindings const&)> const& value) {
        std::vector<T> values;
        for (auto const& run : report_.runs) values.push_back(value(run.findings));
        column(name, what, values);
    }
    template <class T>
    void column(std::string const& name, Description const& what, std::vector<T> const& values) {
        writer_.variable(path_ + "/" + name, {"run"}, values, what);
    }

  private:
    Writer& writer_;
    std::string path_;
    findings::Report const& report_;
};

std::vector<std::string> group_names(findings::Report const& report) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < report.runs.size(); ++i) {
        std::array<char, 32> name{};
        std::snprintf(name.data(), name.size(), "%06zu", i);
        names.emplace_back(name.data());
    }
    return names;
}

/// The resolved scenario of a run; an empty document where there is none, as for a run that failed.
scenario::Node document_of(findings::RunFindings const& run) {
    try {
        return scenario::parse_document(run.scenario_text, run.name);
    } catch (Error const&) {
        return {};
    }
}

/// The keys that were set, one column each: numbers if every run that sets the key has a number,
/// otherwise text. A run that does not set a key has the value of its scenario.
void set_columns(RunTable& table, findings::Report const& report) {
    std::map<std::string, bool> is_number;
    for (auto const& run : report.runs)
        for (auto const& [key, text] : run.findings.set) {
            bool const number = scenario::json_of_toml(text).is_number();
            auto const [at, added] = is_number.try_emplace(key, number);
            if (!added) at->second = at->second && number;
        }
    if (is_number.empty()) return;
    std::map<std::string, std::vector<std::string>> values;
    for (auto const& run : report.runs) {
        auto const& set = run.findings.set;
        scenario::Node const document = document_of(run.findings);
        for (auto const& [key, number] : is_number) {
            auto const at = set.find(key);
            values[key].push_back(at != set.end() ? at->second : scenario::value_at(document, key));
        }
    }
    Description const what{"", "value in the scenario, which at least one run sets"};
    for (auto const& [key, number] : is_number) {
        if (!number) {
            table.column("set." + key, what, values[key]);
            continue;
        }
        std::vector<double> numbers;
        for (auto const& text : values[key]) {
            auto const value = scenario::json_of_toml(text);
            numbers.push_back(value.is_number() ? value.get<double>() : findings::not_known);
        }
        table.column("set." + key, what, numbers);
    }
}

void outcome_columns(RunTable& table, findings::Report const& report, AskedOutcome const& column) {
    using Value = std::function<double(findings::OutcomeFinding const&, std::size_t)>;
    auto const put = [&](char const* part, char const* what, Value const& value) {
        std::vector<double> values;
        for (std::size_t i = 0; i < column.of_run.size(); ++i) {
            auto const* const outcome = column.of_run[i];
            values.push_back(outcome == nullptr ? findings::not_known : value(*outcome, i));
        }
        std::string const question = column.is_ambiguous ? ": " + column.question : "";
        table.column(column.title + "." + part, {"1", what + question}, values);
    };
    put("probability", "probability", [](auto& o, auto) { return o.with_cascade.probability; });
    put("standard_error", "standard error of the probability",
        [](auto& o, auto) { return o.with_cascade.standard_error; });
    put("low", "low end of the 95 % interval", [](auto& o, auto) { return o.with_cascade.low; });
    put("high", "high end of the 95 % interval", [](auto& o, auto) { return o.with_cascade.high; });
    if (std::ranges::any_of(report.runs,
                            [](auto const& run) { return run.findings.control_variate; })) {
        put("controlled_probability", "probability with control variate",
            [](auto& o, auto) { return o.controlled.probability; });
        put("controlled_standard_error", "standard error of the controlled probability",
            [](auto& o, auto) { return o.controlled.standard_error; });
    }
    put("probability_without_cascade", "probability without the cascade",
        [](auto& o, auto) { return o.without_cascade.probability; });
    put("cascade_effect", "probability with the cascade less that without, on the same paths",
        [](auto& o, auto) { return o.cascade_effect; });
    put("cascade_effect_standard_error", "standard error of the paired difference",
        [](auto& o, auto) { return o.cascade_effect_standard_error; });
    bool const any_check = std::ranges::any_of(
        report.runs, [](auto const& run) { return run.findings.step_check_paths > 0; });
    if (any_check) {
        put("step_error", "probability less that at half the step, on the same Brownian paths",
            [](auto& o, auto) { return o.step_error; });
        put("step_error_standard_error", "standard error of the step error",
            [](auto& o, auto) { return o.step_error_standard_error; });
    }
    // The difference of a base run to itself is 0.
    auto const is_base = [&](std::size_t i) { return !report.runs[i].findings.base; };
    put("difference_to_base", "probability less that of the base run, on the same paths",
        [&](auto& o, std::size_t i) { return is_base(i) ? 0.0 : o.difference_to_base; });
    put("difference_to_base_standard_error", "standard error of the paired difference",
        [&](auto& o, std::size_t i) {
            return is_base(i) ? 0.0 : o.difference_to_base_standard_error;
        });
}

/// The statistics of every quantity that at least one run has.
void statistics_columns(RunTable& table, findings::Report const& report) {
    for (std::size_t q = 0; q < findings::quantities.size(); ++q) {
        findings::QuantityDescription const& quantity = findings::quantities[q];
        bool const any = std::ranges::any_of(report.runs, [&](auto const& run) {
            return run.findings.distributions.all[q].has_value();
        });
        if (!any && !quantity.is_always_there()) continue;
        for (std::size_t s = 0; s < findings::statistics.size(); ++s) {
            findings::StatisticDescription const& statistic = findings::statistics[s];
            if (!statistic.is_metric()) continue;
            table.column<double>(
                findings::metric_name(quantity, statistic),
                {quantity.unit(), std::string(quantity.meaning) + ": " +
                                      findings::meaning_of(statistic, quantity.worst)},
                [&](findings::RunFindings const& f) {
                    auto const& found = f.distributions.all[q];
                    return found ? found->statistics.all[s] : findings::not_known;
                });
        }
    }
}

}  // namespace

void write_run_table(Writer& writer, std::string const& path, findings::Report const& report) {
    writer.group(path);
    writer.scale(path + "/run", group_names(report), {"", "group of the run below /runs"});
    RunTable table(writer, path, report);
    table.column<std::string>("name", {"", "name of the scenario"},
                              [](auto const& f) { return f.name; });
    table.column<std::string>("variant",
                              {"", "name of the variant; empty: the run is not a variant"},
                              [](auto const& f) { return f.variant; });
    table.column<std::string>(
        "failure", {"", "why there is no result, or only a part; empty: the run did not fail"},
        [](auto const& f) { return f.failure; });
    table.column<std::int64_t>(
        "base", {"1", "index of the base run; -1: a base run itself"},
        [](auto const& f) { return f.base ? static_cast<std::int64_t>(*f.base) : -1; });
    table.column<std::uint64_t>("seed", {"1", "key of the random numbers"},
                                [](auto const& f) { return f.seed; });
    table.column<std::uint64_t>("paths", {"1", "paths simulated"},
                                [](auto const& f) { return f.paths; });
    std::vector<std::int8_t> complete;
    for (auto const& run : report.runs) complete.push_back(run.findings.complete ? 1 : 0);
    writer.flags(path + "/complete", {"run"}, complete,
                 {"", "all the paths asked for, or its target reached"});
    if (report.runs.empty()) return;

    set_columns(table, report);
    for (AskedOutcome const& column : asked_outcomes(report))
        outcome_columns(table, report, column);
    statistics_columns(table, report);
}

}  // namespace liq::report
