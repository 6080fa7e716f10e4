/// \file
/// The distributions of a run and the accounting of its book.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "host/findings/findings.hpp"
#include "host/report/layout_columns.hpp"

namespace liq::report::layout {

template <class Form>
void statistics(Form& form, findings::Statistics& s, std::string const& suffix,
                std::string const& unit, bool worst_is_low) {
    std::string const tail = worst_is_low ? "lowest" : "highest";
    auto const put = [&](char const* name, double findings::Statistics::* part,
                         std::string const& what) {
        form.scalar(name + suffix, s.*part,
                    {unit, suffix.empty() ? what : what + ", without the cascade"});
    };
    put("mean", &findings::Statistics::mean, "mean, from exact sums");
    put("mean_standard_error", &findings::Statistics::mean_standard_error,
        "standard error of the mean");
    put("p01", &findings::Statistics::p01, "1 % quantile");
    put("p05", &findings::Statistics::p05, "5 % quantile");
    put("p50", &findings::Statistics::p50, "median");
    put("p95", &findings::Statistics::p95, "95 % quantile");
    put("p99", &findings::Statistics::p99, "99 % quantile");
    put("p999", &findings::Statistics::p999, "99.9 % quantile");
    put("es95", &findings::Statistics::es95, "expected shortfall, mean of the " + tail + " 5 %");
    put("es99", &findings::Statistics::es99, "expected shortfall, mean of the " + tail + " 1 %");
}

template <class Form>
void distribution(Form& form, findings::DistributionFinding& d) {
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
void book(Form& form, std::array<findings::BookSideFinding, n_sides>& sides) {
    std::vector<std::string> names{"long", "short"};
    form.scale("side", names, {"", "side of the positions"});
    auto const put = [&](char const* name, double findings::BookSideFinding::* part,
                         char const* what) {
        column<double>(form, name, "side", sides,
                       [part](findings::BookSideFinding& side) -> double& { return side.*part; },
                       {"USD", what});
    };
    put("fuel", &findings::BookSideFinding::fuel, "forced orders on the price grid");
    put("off_grid", &findings::BookSideFinding::off_grid,
        "liquidated further than 0.8 of log distance away");
    put("wrong_side", &findings::BookSideFinding::wrong_side,
        "already beyond the liquidation price at spot");
    put("not_liquidatable", &findings::BookSideFinding::not_liquidatable,
        "hedged, cross-margined or cleared elsewhere");
    put("never", &findings::BookSideFinding::never, "has no liquidation price, at entry");
}

template <class Form>
void flows(Form& form, std::array<findings::FlowsFinding, n_sides>& sides) {
    std::vector<std::string> names{"long", "short"};
    form.scale("side", names, {"", "side of the positions"});
    auto const put = [&](char const* name, double findings::FlowsFinding::* part,
                         char const* what) {
        column<double>(form, name, "side", sides,
                       [part](findings::FlowsFinding& side) -> double& { return side.*part; },
                       {"USD", what});
    };
    put("initial", &findings::FlowsFinding::initial, "fuel alive at the start");
    put("opened", &findings::FlowsFinding::opened,
        "fuel of new positions on the grid, mean over paths");
    put("closed", &findings::FlowsFinding::closed, "fuel of positions that closed by themselves");
    put("liquidated", &findings::FlowsFinding::liquidated, "fuel liquidated");
    put("deleveraged", &findings::FlowsFinding::deleveraged,
        "fuel closed against the other side's deficit");
    put("alive", &findings::FlowsFinding::alive, "fuel alive at the horizon");
    put("inflow_off_grid", &findings::FlowsFinding::inflow_off_grid,
        "fuel of new positions beyond the grid, in none of the others");
}

}  // namespace liq::report::layout
