/// \file
/// The results of a run over time and over price.
#pragma once

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "host/findings/findings.hpp"
#include "host/report/layout_columns.hpp"

namespace liq::report::layout {

/// `2025-06-05 21:00:00` for `2025-06-05T21:00:00Z`: the form that CF requires after `seconds
/// since`.
std::string reference_time(std::string as_of);

/// The axis of price bins. A bin's centre is the geometric mean of its edges, because edges are
/// equally spaced in log price.
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
void extremes(Form& form, findings::RunFindings& f) {
    if (!form.has("highest_quantile", f.extremes.has_value())) return;
    if (!f.extremes) f.extremes.emplace();
    findings::ExtremesFinding& e = *f.extremes;
    std::string const since = "seconds since " + reference_time(f.as_of);
    form.scale("extreme_time", e.time, {since, "time of extremes and sampled paths"});
    form.note("extreme_time", "calendar", "proleptic_gregorian");
    auto const quantiles = [&](char const* name, std::vector<double>& values,
                               storage::Description const& what) {
        form.variable(name, {"extreme_time", "quantile"}, values, what);
    };
    quantiles("highest_quantile", e.highest, {"USD", "quantile of the highest price so far"});
    quantiles("highest_quantile_without_cascade", e.highest_without_cascade,
              {"USD", "the same without the cascade"});
    quantiles("lowest_quantile", e.lowest, {"USD", "quantile of the lowest price so far"});
    quantiles("lowest_quantile_without_cascade", e.lowest_without_cascade,
              {"USD", "the same without the cascade"});
    quantiles("displacement_quantile", e.displacement,
              {"1", "quantile of the largest displacement so far, in log price"});
    form.variable("largest_hour_began", {"time"}, e.largest_hour_began,
                  {"1",
                   "probability that the hour with the largest liquidations has begun by then; "
                   "paths without a liquidation have none"});
}

template <class Form>
void samples(Form& form, findings::RunFindings& f) {
    if (!form.has("sample_price", f.samples.has_value())) return;
    if (!f.samples) f.samples.emplace();
    findings::SamplesFinding& s = *f.samples;
    form.scale("path", s.path, {"1", "index of the path"});
    form.variable("sample_price", {"path", "extreme_time"}, s.price, {"USD", "price of a path"});
    form.variable("sample_displacement", {"path", "extreme_time"}, s.displacement,
                  {"1", "log price with the cascade less that without it"});
    form.variable("sample_liquidated", {"path", "extreme_time", "side"}, s.liquidated,
                  {"USD", "fuel liquidated up to then"});
}

template <class Form>
void over_time(Form& form, findings::RunFindings& f) {
    std::string const since = "seconds since " + reference_time(f.as_of);
    form.scale("time", f.time, {since, "time since the snapshot, end of the step"});
    form.note("time", "calendar", "proleptic_gregorian");
    form.note("time", "standard_name", "time");
    form.scale("quantile", f.quantile, {"1", "level of the quantile"});
    price_axis(form, f.price_edge);
    std::vector<std::string> sides{"long", "short"};
    form.scale("side", sides, {"", "side of the positions"});

    curves(form, "first_touch", "outcome", f.time.size(), f.outcomes,
           [](findings::OutcomeFinding& o) -> std::vector<double>& { return o.by_time; },
           {"1",
            "probability that the outcome has happened by then; NaN for outcomes that do not "
            "happen at "
            "one moment, and for outcomes with a condition"});
    curves(form, "first_touch_without_cascade", "outcome", f.time.size(), f.outcomes,
           [](findings::OutcomeFinding& o) -> std::vector<double>& {
               return o.by_time_without_cascade;
           },
           {"1", "the same without the cascade"});
    form.variable("price_quantile", {"time", "quantile"}, f.price_quantile,
                  {"USD", "quantile of the traded price"});
    form.variable("price_quantile_without_cascade", {"time", "quantile"},
                  f.price_quantile_without_cascade,
                  {"USD", "quantile of the fundamental price, without the cascade"});
    extremes(form, f);
    samples(form, f);
    form.variable("expected_liquidated", {"time", "price", "side"}, f.expected_liquidated,
                  {"USD", "fuel liquidated up to then, mean over the paths"});
}

template <class Form>
void ladder(Form& form, findings::LadderFinding& l) {
    form.scale("price", l.price, {"USD", "grid point of the ladder"});
    form.variable("fuel", {"price"}, l.fuel,
                  {"USD", "forced orders at the grid point, longs below spot, shorts above"});
    form.variable("bankruptcy_gap", {"price"}, l.bankruptcy_gap,
                  {"1", "fuel-weighted log distance from liquidation to bankruptcy price"});
    form.variable("branching_ratio", {"price"}, l.branching_ratio,
                  {"1",
                   "local branching ratio n at the depth of the start; self-sustaining where it is "
                   "1 or more"});
    if (form.has("branching_ratio_withdrawn", !l.branching_ratio_withdrawn.empty()))
        form.variable(
            "branching_ratio_withdrawn", {"price"}, l.branching_ratio_withdrawn,
            {"1",
             "the same at the depth that remains if the fuel up to there is liquidated in "
             "one step"});
}

}  // namespace liq::report::layout
