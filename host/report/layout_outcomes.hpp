/// \file
/// The outcomes of a run, along the axis `outcome`.
#pragma once

#include <string>
#include <vector>

#include "host/findings/findings.hpp"
#include "host/report/layout_benchmarks.hpp"
#include "host/report/layout_columns.hpp"
#include "host/report/layout_ranges.hpp"

namespace liq::report::layout {

template <class Form, class Member>
void estimates(Form& form, std::vector<findings::OutcomeFinding>& outcomes,
               std::string const& suffix, std::string const& words, Member estimate) {
    auto const put = [&]<class T>(char const* name, T findings::Estimate::* part,
                                  std::string const& what) {
        column<T>(form, name + suffix, "outcome", outcomes,
                  [&](findings::OutcomeFinding& o) -> T& { return estimate(o).*part; },
                  {"1", what + words});
    };
    put("hits", &findings::Estimate::hits,
        "paths with the outcome, and with the condition where it has one");
    if (form.has("trials" + suffix, true))
        put("trials", &findings::Estimate::trials,
            "paths on which the condition happened; without a condition all paths");
    put("probability", &findings::Estimate::probability, "probability, hits over trials");
    put("standard_error", &findings::Estimate::standard_error, "standard error of the probability");
    put("low", &findings::Estimate::low, "low end of the 95 % interval");
    put("high", &findings::Estimate::high, "high end of the 95 % interval");
}

/// Only for runs with a control variate; NaN for outcomes without a closed form.
template <class Form>
void controlled(Form& form, findings::RunFindings& f) {
    f.control_variate = form.has("controlled_probability", f.control_variate);
    if (!f.control_variate) return;
    auto const put = [&](char const* name, double findings::ControlledEstimate::* part,
                         char const* what) {
        column<double>(
            form, name, "outcome", f.outcomes,
            [part](findings::OutcomeFinding& o) -> double& { return o.controlled.*part; },
            {"1", what});
    };
    put("controlled_probability", &findings::ControlledEstimate::probability,
        "probability, with the outcome without the cascade as control variate");
    put("controlled_standard_error", &findings::ControlledEstimate::standard_error,
        "standard error of the controlled probability");
    put("controlled_low", &findings::ControlledEstimate::low, "low end of its 95 % interval");
    put("controlled_high", &findings::ControlledEstimate::high, "high end of its 95 % interval");
    put("controlled_coefficient", &findings::ControlledEstimate::coefficient,
        "coefficient of the control variate");
    column<double>(form, "exact_probability_without_cascade", "outcome", f.outcomes,
                   [](findings::OutcomeFinding& o) -> double& { return o.exact_without_cascade; },
                   {"1", "probability without the cascade in closed form"});
}

template <class Form>
void outcomes(Form& form, findings::RunFindings& f) {
    std::vector<std::string> names;
    for (auto const& o : f.outcomes) names.push_back(o.event + "." + o.outcome);
    form.scale("outcome", names, {"", "event.outcome"});
    f.outcomes.resize(names.size());

    auto const text = [&](char const* name, std::string findings::OutcomeFinding::* part,
                          char const* what) {
        column<std::string>(form, name, "outcome", f.outcomes,
                            [part](findings::OutcomeFinding& o) -> std::string& { return o.*part; },
                            {"", what});
    };
    auto const number = [&](char const* name, double findings::OutcomeFinding::* part,
                            char const* unit, char const* what) {
        column<double>(form, name, "outcome", f.outcomes,
                       [part](findings::OutcomeFinding& o) -> double& { return o.*part; },
                       {unit, what});
    };
    text("event", &findings::OutcomeFinding::event, "name of the event");
    text("event_outcome", &findings::OutcomeFinding::outcome,
         "name of the outcome within its event");
    text("kind", &findings::OutcomeFinding::kind, "kind of the event");
    if (form.has("given", true))
        text("given", &findings::OutcomeFinding::given,
             "the condition, event.outcome: only paths on which it happens count; empty: none");
    text("question", &findings::OutcomeFinding::question, "the outcome in words");
    estimates(form, f.outcomes, "", "",
              [](findings::OutcomeFinding& o) -> findings::Estimate& { return o.with_cascade; });
    estimates(form, f.outcomes, "_without_cascade", ", without the cascade",
              [](findings::OutcomeFinding& o) -> findings::Estimate& { return o.without_cascade; });
    if (!form.has("trials", true))  // layout 1.1, without conditions
        for (auto& o : f.outcomes) o.with_cascade.trials = o.without_cascade.trials = f.paths;
    controlled(form, f);
    number("cascade_effect", &findings::OutcomeFinding::cascade_effect, "1",
           "probability with the cascade less that without, on the same paths");
    number("cascade_effect_standard_error",
           &findings::OutcomeFinding::cascade_effect_standard_error, "1",
           "standard error of the paired difference");
    if (form.has("step_error", f.step_check_paths > 0)) {
        number("step_error", &findings::OutcomeFinding::step_error, "1",
               "probability less that at half the step, on the same Brownian paths");
        number("step_error_standard_error", &findings::OutcomeFinding::step_error_standard_error,
               "1", "standard error of the step error");
        number("cascade_effect_step_error", &findings::OutcomeFinding::cascade_effect_step_error,
               "1", "cascade_effect less that at half the step, on the same Brownian paths");
        number("cascade_effect_step_error_standard_error",
               &findings::OutcomeFinding::cascade_effect_step_error_standard_error, "1",
               "standard error of the step error of the effect");
    }
    benchmarks(form, f);
    if (form.has("book_range_sd", f.book_draws + f.price_draws > 0))
        both_ranges(form, "outcome", f.outcomes, "1", &findings::OutcomeFinding::book_range,
                    &findings::OutcomeFinding::price_range);
    if (form.has("difference_to_base", f.base.has_value())) {
        number("difference_to_base", &findings::OutcomeFinding::difference_to_base, "1",
               "probability less that of the base run, on the same paths");
        number("difference_to_base_standard_error",
               &findings::OutcomeFinding::difference_to_base_standard_error, "1",
               "standard error of the paired difference to the base run");
    }
    // "d", not "days": xarray would turn the column into durations.
    number("mean_time", &findings::OutcomeFinding::mean_days, "d",
           "mean time to the outcome over the paths that had it; NaN with a condition");
    number("mean_time_without_cascade", &findings::OutcomeFinding::mean_days_without_cascade, "d",
           "the same without the cascade");
}

}  // namespace liq::report::layout
