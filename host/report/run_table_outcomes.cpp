#include "host/report/run_table_outcomes.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "host/report/asked_outcomes.hpp"

namespace liq::report {
namespace {

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
    for (AskedOutcome const& column : asked_outcomes(report))
        outcome_columns(table, report, column);
}

}  // namespace liq::report
