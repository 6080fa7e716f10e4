/// \file
/// The limits of a run, along the axis `limit`.
#pragma once

#include <string>
#include <vector>

#include "host/findings/findings.hpp"
#include "host/findings/quantities.hpp"
#include "host/report/layout_columns.hpp"

namespace liq::report::layout {

/// The tails follow from the metric, so they are written and not read; layouts before 1.4 have
/// none.
template <class Form>
void tails(Form& form, std::vector<std::string> const& metrics) {
    if constexpr (!Form::reading) {
        std::vector<std::string> tail, worst;
        for (auto const& metric : metrics) {
            findings::TailsOfMetric const tails = findings::tails_of(metric);
            tail.emplace_back(findings::word_of(tails.of_statistic));
            worst.emplace_back(findings::word_of(tails.worst));
        }
        form.variable("tail", {"limit"}, tail,
                      {"", "tail in which the metric lies, low or high; empty: it is in no tail"});
        form.variable(
            "worst_tail", {"limit"}, worst,
            {"", "tail that is the worst of its quantity; empty: the metric is an outcome"});
    }
}

/// The limits of a run that declares any; reports of layouts before 1.3 have none, and those before
/// 1.7 no lower ones.
template <class Form>
void limits(Form& form, std::vector<findings::LimitFinding>& limits) {
    std::vector<std::string> names;
    for (auto const& limit : limits) names.push_back(limit.metric);
    form.scale("limit", names,
               {"", "the metric: event.outcome, a statistic or a number of the portfolio"});
    limits.resize(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) limits[i].metric = names[i];

    auto const text = [&](char const* name, std::string findings::LimitFinding::* part,
                          char const* what) {
        column<std::string>(form, name, "limit", limits,
                            [part](findings::LimitFinding& l) -> std::string& { return l.*part; },
                            {"", what});
    };
    auto const number = [&](char const* name, double findings::LimitFinding::* part,
                            char const* what) {
        column<double>(form, name, "limit", limits,
                       [part](findings::LimitFinding& l) -> double& { return l.*part; },
                       {"", what});
    };
    text("unit", &findings::LimitFinding::unit, "unit of the metric and its limits");
    number("value", &findings::LimitFinding::value, "estimate");
    number("low", &findings::LimitFinding::low, "low end of its 95 % interval");
    number("high", &findings::LimitFinding::high, "high end of its 95 % interval");
    number("warn", &findings::LimitFinding::warn,
           "the state is warn above this; NaN: no such limit");
    number("max", &findings::LimitFinding::max,
           "the state is breach above this; NaN: no such limit");
    if (form.has("min", true)) {
        number("warn_below", &findings::LimitFinding::warn_below,
               "the state is warn below this; NaN: no such limit");
        number("min", &findings::LimitFinding::min,
               "the state is breach below this; NaN: no such limit");
    }
    tails(form, names);
    text("state", &findings::LimitFinding::state,
         "ok, warn, breach, or uncertain: the interval contains the limit that decides");
}

}  // namespace liq::report::layout
