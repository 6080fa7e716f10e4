/// \file
/// The distributions of a run and the accounting of its book.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "host/report/layout_columns.hpp"
#include "host/findings/findings.hpp"

namespace liq::layout {

template <class Form>
void statistics(Form& form, Statistics& s, std::string const& suffix, std::string const& unit,
                bool worst_is_low) {
    std::string const tail = worst_is_low ? "lowest" : "highest";
    auto const put = [&](char const* name, double Statistics::* part, std::string const& what) {
        form.scalar(name + suffix, s.*part,
                    {unit, suffix.empty() ? what : what + ", without the cascade"});
    };
    put("mean", &Statistics::mean, "mean, from exact sums");
    put("mean_standard_error", &Statistics::mean_standard_error, "standard error of the mean");
    put("p01", &Statistics::p01, "1 % quantile");
    put("p05", &Statistics::p05, "5 % quantile");
    put("p50", &Statistics::p50, "median");
    put("p95", &Statistics::p95, "95 % quantile");
    put("p99", &Statistics::p99, "99 % quantile");
    put("p999", &Statistics::p999, "99.9 % quantile");
    put("es95", &Statistics::es95, "expected shortfall, mean of the " + tail + " 5 %");
    put("es99", &Statistics::es99, "expected shortfall, mean of the " + tail + " 1 %");
}

template <class Form>
void distribution(Form& form, DistributionFinding& d) {
    form.attribute("name", d.name);
    form.attribute("unit", d.unit);
    form.attribute("meaning", d.meaning);
    std::string tail = d.worst_is_low ? "low" : "high";
    form.attribute("worst_tail", tail);
    d.worst_is_low = tail == "low";

    std::vector<std::int64_t> bin(d.lower.size());
    for (std::size_t i = 0; i < bin.size(); ++i) bin[i] = static_cast<std::int64_t>(i);
    form.scale("bin", bin, {"1", "bin with at least one path, ascending"});
    form.variable("lower", {"bin"}, d.lower, {d.unit, "lower end of the bin, inclusive"});
    form.variable("upper", {"bin"}, d.upper, {d.unit, "upper end of the bin, exclusive"});
    form.variable("count", {"bin"}, d.count, {"1", "paths in the bin"});
    statistics(form, d.statistics, "", d.unit, d.worst_is_low);
    if (!form.has("count_without_cascade", d.statistics_without_cascade.has_value())) return;
    if (!d.statistics_without_cascade) d.statistics_without_cascade.emplace();
    form.variable("count_without_cascade", {"bin"}, d.count_without_cascade,
                  {"1", "paths in the bin, without the cascade"});
    statistics(form, *d.statistics_without_cascade, "_without_cascade", d.unit, d.worst_is_low);
}

template <class Form>
void book(Form& form, std::array<BookSideFinding, n_sides>& sides) {
    std::vector<std::string> names{"long", "short"};
    form.scale("side", names, {"", "side of the positions"});
    auto const put = [&](char const* name, double BookSideFinding::* part, char const* what) {
        column<double>(form, name, "side", sides,
                       [part](BookSideFinding& side) -> double& { return side.*part; },
                       {"USD", what});
    };
    put("fuel", &BookSideFinding::fuel, "forced orders on the price grid");
    put("off_grid", &BookSideFinding::off_grid, "liquidated further than 0.8 of log distance away");
    put("wrong_side", &BookSideFinding::wrong_side, "already beyond the liquidation price at spot");
    put("not_liquidatable", &BookSideFinding::not_liquidatable,
        "hedged, cross-margined or cleared elsewhere");
    put("never", &BookSideFinding::never, "has no liquidation price, at entry");
}

template <class Form>
void flows(Form& form, std::array<FlowsFinding, n_sides>& sides) {
    std::vector<std::string> names{"long", "short"};
    form.scale("side", names, {"", "side of the positions"});
    auto const put = [&](char const* name, double FlowsFinding::* part, char const* what) {
        column<double>(form, name, "side", sides,
                       [part](FlowsFinding& side) -> double& { return side.*part; }, {"USD", what});
    };
    put("initial", &FlowsFinding::initial, "fuel alive at the start");
    put("opened", &FlowsFinding::opened, "fuel of new positions on the grid, mean over paths");
    put("closed", &FlowsFinding::closed, "fuel of positions that closed by themselves");
    put("liquidated", &FlowsFinding::liquidated, "fuel liquidated");
    put("deleveraged", &FlowsFinding::deleveraged, "fuel closed against the other side's deficit");
    put("alive", &FlowsFinding::alive, "fuel alive at the horizon");
    put("inflow_off_grid", &FlowsFinding::inflow_off_grid,
        "fuel of new positions beyond the grid, in none of the others");
}

}  // namespace liq::layout
