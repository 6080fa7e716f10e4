#include "host/report/run_table_outcomes.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace liq::report {
namespace {

findings::OutcomeFinding const* find_outcome(findings::RunFindings const& f,
                                             std::string const& name) {
    auto const at = std::ranges::find_if(
        f.outcomes, [&](auto const& o) { return o.event + "." + o.outcome == name; });
    return at == f.outcomes.end() ? nullptr : &*at;
}

/// The question of an outcome. All runs of a family count as asking the question of their base run:
/// where one of them has another level, its `set` tells.
std::string asked(findings::Report const& report, findings::RunFindings const& run,
                  findings::OutcomeFinding const& outcome) {
    findings::RunFindings const* of = &run;
    if (run.base && *run.base < report.runs.size()) of = &report.runs[*run.base].findings;
    auto const* same = find_outcome(*of, outcome.event + "." + outcome.outcome);
    if (same == nullptr) of = &run, same = &outcome;
    return of->asset + " " + same->question + (same->given.empty() ? "" : ", given " + same->given);
}

/// One outcome of all runs that ask the same question by its name.
struct AskedColumn {
    std::string title;     ///< `event.outcome`; for the second question of that name `... (2)`
    std::string question;  ///< for the meaning; empty where the name has only one question
    std::vector<findings::OutcomeFinding const*> of_run;  ///< [run]; null: it does not ask this
};

std::vector<AskedColumn> asked_columns(findings::Report const& report) {
    std::vector<AskedColumn> columns;
    std::map<std::string, std::vector<std::size_t>> by_name;
    for (std::size_t i = 0; i < report.runs.size(); ++i) {
        findings::RunFindings const& run = report.runs[i].findings;
        for (auto const& outcome : run.outcomes) {
            std::string const name = outcome.event + "." + outcome.outcome;
            std::string const question = asked(report, run, outcome);
            auto& named = by_name[name];
            auto const known = std::ranges::find_if(
                named, [&](std::size_t at) { return columns[at].question == question; });
            std::size_t const at = known == named.end() ? columns.size() : *known;
            if (known == named.end()) {
                named.push_back(at);
                std::string const number =
                    named.size() == 1 ? "" : " (" + std::to_string(named.size()) + ")";
                columns.push_back({name + number, question, {}});
                columns.back().of_run.resize(report.runs.size());
            }
            columns[at].of_run[i] = &outcome;
        }
    }
    for (auto const& [name, named] : by_name)
        if (named.size() == 1) columns[named.front()].question.clear();
    return columns;
}

void outcome_columns(RunTable& table, findings::Report const& report, AskedColumn const& column) {
    using Value = std::function<double(findings::OutcomeFinding const&, std::size_t)>;
    auto const put = [&](char const* part, char const* what, Value const& value) {
        std::vector<double> values;
        for (std::size_t i = 0; i < column.of_run.size(); ++i) {
            auto const* const outcome = column.of_run[i];
            values.push_back(outcome == nullptr ? findings::not_known : value(*outcome, i));
        }
        std::string const question = column.question.empty() ? "" : ": " + column.question;
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
    auto const any_run = [&](auto part) {
        return std::ranges::any_of(report.runs,
                                   [=](auto const& run) { return run.findings.*part > 0; });
    };
    if (any_run(&findings::RunFindings::step_check_paths)) {
        put("step_error", "probability less that at half the step, on the same Brownian paths",
            [](auto& o, auto) { return o.step_error; });
        put("step_error_standard_error", "standard error of the step error",
            [](auto& o, auto) { return o.step_error_standard_error; });
    }
    auto const put_range = [&](std::string const& name, std::string const& of,
                               findings::Range findings::OutcomeFinding::* range) {
        auto const part = [&](char const* end, std::string const& what,
                              double findings::Range::* member) {
            put((name + end).c_str(), (what + of).c_str(),
                [=](auto& o, auto) { return o.*range.*member; });
        };
        part("_sd", "standard deviation under draws of ", &findings::Range::sd);
        part("_low", "low end of the central 90 % under draws of ", &findings::Range::low);
        part("_high", "high end of the central 90 % under draws of ", &findings::Range::high);
    };
    if (any_run(&findings::RunFindings::book_draws))
        put_range("book_range", "the book", &findings::OutcomeFinding::book_range);
    if (any_run(&findings::RunFindings::price_draws))
        put_range("price_range", "the law of the price", &findings::OutcomeFinding::price_range);
    // The difference of a base run to itself is 0.
    auto const is_base = [&](std::size_t i) { return !report.runs[i].findings.base; };
    put("difference_to_base", "probability less that of the base run, on the same paths",
        [&](auto& o, std::size_t i) { return is_base(i) ? 0.0 : o.difference_to_base; });
    put("difference_to_base_standard_error", "standard error of the paired difference",
        [&](auto& o, std::size_t i) {
            return is_base(i) ? 0.0 : o.difference_to_base_standard_error;
        });
}

}  // namespace

void add_outcome_columns(RunTable& table, findings::Report const& report) {
    for (AskedColumn const& column : asked_columns(report)) outcome_columns(table, report, column);
}

}  // namespace liq::report
