/// \file
/// How one run lies in a report (interface.md, Report): every name, axis, unit and meaning, once.
/// WritingForm and ReadingForm (forms.hpp) walk these lists.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "host/report/forms.hpp"
#include "host/results/findings.hpp"

namespace liq::layout {

/// `2025-06-05 21:00:00` of `2025-06-05T21:00:00Z`: what CF wants after `seconds since`.
std::string reference_time(std::string as_of);

/// One member of every item as a column.
template <class T, class Form, class Items, class Member>
void column(Form& form, std::string const& name, std::string const& dimension, Items& items,
            Member member, Description const& what) {
    std::vector<T> values;
    for (auto& item : items) values.push_back(member(item));
    form.variable(name, {dimension}, values, what);
    if constexpr (Form::reading) {
        std::size_t i = 0;
        for (auto& item : items) member(item) = values[i++];
    }
}

/// A curve over time of every item, as one matrix [time][item]; an empty curve becomes NaN.
template <class Form, class Items, class Member>
void curves(Form& form, std::string const& name, std::string const& dimension, std::size_t n_times,
            Items& items, Member member, Description const& what) {
    std::vector<double> matrix(n_times * items.size(), not_known);
    for (std::size_t j = 0; j < items.size(); ++j) {
        auto const& curve = member(items[j]);
        for (std::size_t i = 0; i < std::min(n_times, curve.size()); ++i)
            matrix[i * items.size() + j] = curve[i];
    }
    form.variable(name, {"time", dimension}, matrix, what);
    if constexpr (Form::reading) {
        for (std::size_t j = 0; j < items.size(); ++j) {
            auto& curve = member(items[j]);
            curve.resize(n_times);
            for (std::size_t i = 0; i < n_times; ++i) curve[i] = matrix[i * items.size() + j];
        }
    }
}

/// What was asked and how it was computed: attributes of the run's group.
template <class Form>
void run_attributes(Form& form, RunFindings& f) {
    form.attribute("name", f.name);
    form.attribute("description", f.description);
    form.attribute("set", f.set);
    form.attribute("scenario", f.scenario_text);
    form.attribute("scenario_sha256", f.scenario_sha256);
    form.attribute("market_file", f.market_file);
    form.attribute("market_sha256", f.market_sha256);
    form.attribute("as_of", f.as_of);
    form.attribute("asset", f.asset);
    form.attribute("quote", f.quote);
    form.attribute("spot", f.spot);
    form.attribute("seed", f.seed);
    form.attribute("paths_asked", f.paths_asked);
    form.attribute("paths", f.paths);
    form.attribute("steps", f.steps);
    form.attribute("step_seconds", f.step);
    form.attribute("horizon_seconds", f.horizon);
    form.attribute("complete", f.complete);
    form.attribute("rounds_exhausted", f.rounds_exhausted);
    form.attribute("warnings", f.warnings);
    form.volatile_attribute("warnings_of_the_day", f.warnings_of_the_day);
    form.volatile_attribute("backend", f.backend);
    form.volatile_attribute("device", f.device);
    form.volatile_attribute("threads", f.threads);
    form.volatile_attribute("seconds", f.seconds);
    form.volatile_attribute("path_steps_per_second", f.path_steps_per_second);
}

template <class Form, class Member>
void estimates(Form& form, std::vector<OutcomeFinding>& outcomes, std::string const& suffix,
               std::string const& words, Member estimate) {
    auto const put = [&]<class T>(char const* name, T Estimate::* part, std::string const& what) {
        column<T>(form, name + suffix, "outcome", outcomes,
                  [&](OutcomeFinding& o) -> T& { return estimate(o).*part; }, {"1", what + words});
    };
    put("hits", &Estimate::hits, "paths with the outcome");
    put("probability", &Estimate::probability, "probability, hits over paths");
    put("standard_error", &Estimate::standard_error, "standard error of the probability");
    put("low", &Estimate::low, "low end of the 95 % Clopper-Pearson interval");
    put("high", &Estimate::high, "high end of the 95 % Clopper-Pearson interval");
}

template <class Form>
void outcomes(Form& form, RunFindings& f) {
    std::vector<std::string> names;
    for (auto const& o : f.outcomes) names.push_back(o.event + "." + o.outcome);
    form.scale("outcome", names, {"", "event.outcome"});
    f.outcomes.resize(names.size());

    auto const text = [&](char const* name, std::string OutcomeFinding::* part, char const* what) {
        column<std::string>(form, name, "outcome", f.outcomes,
                            [part](OutcomeFinding& o) -> std::string& { return o.*part; },
                            {"", what});
    };
    auto const number = [&](char const* name, double OutcomeFinding::* part, char const* unit,
                            char const* what) {
        column<double>(form, name, "outcome", f.outcomes,
                       [part](OutcomeFinding& o) -> double& { return o.*part; }, {unit, what});
    };
    text("event", &OutcomeFinding::event, "name of the event");
    text("event_outcome", &OutcomeFinding::outcome, "name of the outcome within its event");
    text("kind", &OutcomeFinding::kind, "kind of the event");
    text("question", &OutcomeFinding::question, "the outcome in words");
    estimates(form, f.outcomes, "", "",
              [](OutcomeFinding& o) -> Estimate& { return o.with_cascade; });
    estimates(form, f.outcomes, "_without_cascade", ", without the cascade",
              [](OutcomeFinding& o) -> Estimate& { return o.without_cascade; });
    number("cascade_effect", &OutcomeFinding::cascade_effect, "1",
           "probability with the cascade less that without, on the same paths");
    number("cascade_effect_standard_error", &OutcomeFinding::cascade_effect_standard_error, "1",
           "standard error of the paired difference");
    // "d", not "days": xarray would turn the column into durations.
    number("mean_time", &OutcomeFinding::mean_days, "d",
           "mean time to the outcome over the paths that had it");
    number("mean_time_without_cascade", &OutcomeFinding::mean_days_without_cascade, "d",
           "the same without the cascade");
}

/// Bin centres are the geometric means of the edges, which are equally spaced in log price.
template <class Form>
void price_axis(Form& form, std::vector<double>& edges) {
    std::size_t const n = edges.empty() ? 0 : edges.size() - 1;
    std::vector<double> centres, bounds;
    for (std::size_t i = 0; i < n; ++i) {
        centres.push_back(std::sqrt(edges[i] * edges[i + 1]));
        bounds.insert(bounds.end(), {edges[i], edges[i + 1]});
    }
    std::vector<std::string> bound{"lower", "upper"};
    form.scale("price", centres, {"USD", "centre of the price bin"});
    form.note("price", "bounds", "price_bounds");
    form.scale("bound", bound, {"", "end of the price bin"});
    form.variable("price_bounds", {"price", "bound"}, bounds, {"USD", "ends of the price bins"});
    if constexpr (Form::reading) {
        edges.clear();
        for (std::size_t i = 0; i + 1 < bounds.size(); i += 2) edges.push_back(bounds[i]);
        if (!bounds.empty()) edges.push_back(bounds.back());
    }
}

template <class Form>
void over_time(Form& form, RunFindings& f) {
    std::string const since = "seconds since " + reference_time(f.as_of);
    form.scale("time", f.time, {since, "time since the snapshot, end of the step"});
    form.note("time", "calendar", "proleptic_gregorian");
    form.note("time", "standard_name", "time");
    form.scale("quantile", f.quantile, {"1", "level of the quantile"});
    price_axis(form, f.price_edge);
    std::vector<std::string> sides{"long", "short"};
    form.scale("side", sides, {"", "side of the positions"});

    curves(form, "first_touch", "outcome", f.time.size(), f.outcomes,
           [](OutcomeFinding& o) -> std::vector<double>& { return o.by_time; },
           {"1", "probability that the outcome has happened by then"});
    curves(form, "first_touch_without_cascade", "outcome", f.time.size(), f.outcomes,
           [](OutcomeFinding& o) -> std::vector<double>& { return o.by_time_without_cascade; },
           {"1", "the same without the cascade"});
    form.variable("price_quantile", {"time", "quantile"}, f.price_quantile,
                  {"USD", "quantile of the traded price"});
    form.variable("price_quantile_without_cascade", {"time", "quantile"},
                  f.price_quantile_without_cascade,
                  {"USD", "quantile of the fundamental price, without the cascade"});
    form.variable("expected_liquidated", {"time", "price", "side"}, f.expected_liquidated,
                  {"USD", "fuel liquidated up to then, mean over the paths"});
}

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
void ladder(Form& form, LadderFinding& l) {
    form.scale("price", l.price, {"USD", "grid point of the ladder"});
    form.variable("fuel", {"price"}, l.fuel,
                  {"USD", "forced orders at the grid point, longs below spot, shorts above"});
    form.variable("bankruptcy_gap", {"price"}, l.bankruptcy_gap,
                  {"1", "fuel-weighted log gap from liquidation to bankruptcy price"});
    form.variable("branching_ratio", {"price"}, l.branching_ratio,
                  {"1", "local branching ratio n, self-sustaining from 1"});
}

/// Everything of a run but its market.
template <class Form>
void run(Form& form, RunFindings& f) {
    run_attributes(form, f);
    outcomes(form, f);
    over_time(form, f);
    form.group("distributions", [&](auto& all) {
        auto const put = [&](char const* name, DistributionFinding& d) {
            all.group(name, [&](auto& below) { distribution(below, d); });
        };
        put("liquidated_long", f.liquidated_long);
        put("liquidated_short", f.liquidated_short);
        put("largest_cascade", f.largest_cascade);
        put("drawdown", f.drawdown);
        put("close", f.close);
    });
    form.group("book", [&](auto& below) { book(below, f.book); });
    form.group("ladder", [&](auto& below) { ladder(below, f.ladder); });
}

}  // namespace liq::layout
