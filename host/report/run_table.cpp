#include "host/report/run_table.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <vector>

#include "host/errors.hpp"
#include "host/findings/portfolio_metrics.hpp"
#include "host/report/run_table_columns.hpp"
#include "host/report/run_table_outcomes.hpp"
#include "host/scenario/document.hpp"
#include "host/scenario/overrides.hpp"
#include "host/scenario/value_json.hpp"

namespace liq::report {
namespace {

using storage::Description;
using storage::Writer;

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
            std::string const name = findings::metric_name(quantity, statistic);
            std::string const meaning = std::string(quantity.meaning) + ": " +
                                        findings::meaning_of(statistic, quantity.worst);
            auto const put = [&](std::string const& column) {
                table.column<double>(
                    column, {quantity.unit(), meaning}, [&](findings::RunFindings const& f) {
                        auto const& found = f.distributions.all[q];
                        return found ? found->statistics.all[s] : findings::not_known;
                    });
            };
            put(name);
            // A shortfall once more by a name that says of which tail it is.
            if (statistic.kind == findings::StatisticDescription::Kind::shortfall)
                put(name + "_" + findings::word_of(quantity.worst));
        }
    }
}

/// The numbers of the desk's positions that at least one run has.
void portfolio_columns(RunTable& table, findings::Report const& report) {
    std::vector<std::string> names;
    for (auto const& run : report.runs) {
        if (!run.findings.portfolio) continue;
        for (auto const& name : findings::headline_metrics(*run.findings.portfolio))
            if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
    for (std::string const& name : names) {
        findings::PortfolioMetric const metric = *findings::portfolio_metric(name);
        auto const put = [&](std::string const& part, std::string const& what,
                             double findings::PortfolioNumber::* member) {
            table.column<double>(name + part, {metric.unit(), what + metric.in_words()},
                                 [&](findings::RunFindings const& f) {
                                     if (!f.portfolio) return findings::not_known;
                                     return findings::number_of(metric, *f.portfolio).*member;
                                 });
        };
        put("", "", &findings::PortfolioNumber::value);
        put(".low", "low end of the 95 % interval of: ", &findings::PortfolioNumber::low);
        put(".high", "high end of the 95 % interval of: ", &findings::PortfolioNumber::high);
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
    add_outcome_columns(table, report);
    statistics_columns(table, report);
    portfolio_columns(table, report);
}

}  // namespace liq::report
