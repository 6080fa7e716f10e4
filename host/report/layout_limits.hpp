/// \file
/// The limits of a run, along the axis `limit`.
#pragma once

#include <string>
#include <vector>

#include "host/report/layout_columns.hpp"
#include "host/findings/findings.hpp"

namespace liq::layout {

/// Only of runs that declare limits; reports of layouts before 1.3 have none.
template <class Form>
void limits(Form& form, std::vector<LimitFinding>& limits) {
    std::vector<std::string> names;
    for (auto const& limit : limits) names.push_back(limit.metric);
    form.scale("limit", names, {"", "what is judged: event.outcome or a statistic"});
    limits.resize(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) limits[i].metric = names[i];

    auto const text = [&](char const* name, std::string LimitFinding::* part, char const* what) {
        column<std::string>(form, name, "limit", limits,
                            [part](LimitFinding& l) -> std::string& { return l.*part; },
                            {"", what});
    };
    auto const number = [&](char const* name, double LimitFinding::* part, char const* what) {
        column<double>(form, name, "limit", limits,
                       [part](LimitFinding& l) -> double& { return l.*part; }, {"", what});
    };
    text("unit", &LimitFinding::unit, "unit of the metric and its limits");
    number("value", &LimitFinding::value, "estimate");
    number("low", &LimitFinding::low, "low end of its 95 % interval");
    number("high", &LimitFinding::high, "high end of its 95 % interval");
    number("warn", &LimitFinding::warn, "the state is warn above this; NaN: no such limit");
    number("max", &LimitFinding::max, "the state is breach above this; NaN: no such limit");
    text("state", &LimitFinding::state,
         "ok, warn, breach, or uncertain: the interval holds the limit that decides");
}

}  // namespace liq::layout
