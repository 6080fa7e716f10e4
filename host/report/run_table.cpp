#include "host/report/run_table.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <map>
#include <set>
#include <vector>

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

/// What was set, a column a key: numbers if every run has a number or nothing, else text.
void set_columns(RunTable& table, findings::Report const& report) {
    std::map<std::string, bool> is_number;
    for (auto const& run : report.runs)
        for (auto const& [key, text] : run.findings.set) {
            bool const number = scenario::json_of_toml(text).is_number();
            auto const [at, added] = is_number.try_emplace(key, number);
            if (!added) at->second = at->second && number;
        }
    for (auto const& [key, number] : is_number) {
        auto const text_of = [&key](findings::RunFindings const& f) {
            auto const at = f.set.find(key);
            return at == f.set.end() ? std::string() : at->second;
        };
        Description const what{"", "value set in the scenario"};
        if (number)
            table.column<double>("set." + key, what, [&](findings::RunFindings const& f) {
                std::string const text = text_of(f);
                return text.empty() ? findings::not_known
                                    : scenario::json_of_toml(text).get<double>();
            });
        else
            table.column<std::string>("set." + key, what, text_of);
    }
}

findings::OutcomeFinding const* find_outcome(findings::RunFindings const& f,
                                             std::string const& name) {
    auto const at = std::ranges::find_if(
        f.outcomes, [&](auto const& o) { return o.event + "." + o.outcome == name; });
    return at == f.outcomes.end() ? nullptr : &*at;
}

void outcome_columns(RunTable& table, findings::RunFindings const& base, std::string const& name) {
    using Value = std::function<double(findings::OutcomeFinding const&)>;
    auto const put = [&](char const* part, char const* what, Value const& value) {
        table.column<double>(name + "." + part, {"1", what}, [&](findings::RunFindings const& f) {
            findings::OutcomeFinding const* const outcome = find_outcome(f, name);
            return outcome == nullptr ? findings::not_known : value(*outcome);
        });
    };
    put("probability", "probability", [](auto const& o) { return o.with_cascade.probability; });
    put("standard_error", "standard error of the probability",
        [](auto const& o) { return o.with_cascade.standard_error; });
    put("low", "low end of the 95 % interval", [](auto const& o) { return o.with_cascade.low; });
    put("high", "high end of the 95 % interval", [](auto const& o) { return o.with_cascade.high; });
    if (base.control_variate) {
        put("controlled_probability", "probability with control variate",
            [](auto const& o) { return o.controlled.probability; });
        put("controlled_standard_error", "standard error of the controlled probability",
            [](auto const& o) { return o.controlled.standard_error; });
    }
    put("probability_without_cascade", "probability without the cascade",
        [](auto const& o) { return o.without_cascade.probability; });
    put("cascade_effect", "paired difference that the cascade makes",
        [](auto const& o) { return o.cascade_effect; });
    put("cascade_effect_standard_error", "standard error of the paired difference",
        [](auto const& o) { return o.cascade_effect_standard_error; });
    // A base run does not differ from itself.
    auto const put_difference = [&](char const* part, char const* what, Value const& value) {
        table.column<double>(name + "." + part, {"1", what}, [&](findings::RunFindings const& f) {
            findings::OutcomeFinding const* const outcome = find_outcome(f, name);
            return outcome == nullptr ? findings::not_known : f.base ? value(*outcome) : 0.0;
        });
    };
    put_difference("difference_to_base", "probability less that of the base run, on the same paths",
                   [](auto const& o) { return o.difference_to_base; });
    put_difference("difference_to_base_standard_error", "standard error of the paired difference",
                   [](auto const& o) { return o.difference_to_base_standard_error; });
}

/// The statistics of every quantity that at least one run has.
void statistics_columns(RunTable& table, findings::Report const& report) {
    for (std::size_t q = 0; q < findings::quantities.size(); ++q) {
        findings::QuantityDescription const& quantity = findings::quantities[q];
        bool const any = std::ranges::any_of(report.runs, [&](auto const& run) {
            return run.findings.distributions.all[q].has_value();
        });
        bool const always = quantity.condition == findings::QuantityDescription::Condition::always;
        if (!any && !always) continue;
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
    table.column<std::string>("variant", {"", "name of the variant; empty where it is none"},
                              [](auto const& f) { return f.variant; });
    table.column<std::string>(
        "failure", {"", "why there is no result, or only a part; empty where all is well"},
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
    std::set<std::string> done;
    for (auto const& run : report.runs)
        for (auto const& outcome : run.findings.outcomes) {
            std::string const name = outcome.event + "." + outcome.outcome;
            if (done.insert(name).second)
                outcome_columns(table, report.runs.front().findings, name);
        }
    statistics_columns(table, report);
}

}  // namespace liq::report
