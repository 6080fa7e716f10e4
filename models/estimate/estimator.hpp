/// \file
/// What an estimator may do, when, and how several become one (`EstimatorSet`).
///
/// Hooks, in the order in which a path calls them. All but `observe`, `wants` and `stirs` run one
/// lane at a time; those three run for all lanes at every step and must be free of branches.
///
/// | hook        | when                                                                      |
/// |-------------|---------------------------------------------------------------------------|
/// | start       | before the path                                                           |
/// | observe     | at every visit, after the cascade has settled                             |
/// | wants       | at every visit: does this lane need `attend`?                             |
/// | stirs       | would `observe` or `attend` do anything at prices from `low` to `high`?   |
/// | attend      | at a visit for which `wants` said so                                      |
/// | swept       | after a settlement that removed levels                                    |
/// | step_fuel   | at the end of a step in which fuel was removed                            |
/// | report_time | at the end of a step that is a report time, `when.time_bin` says which    |
/// | close_event | at the end of a step at which a close event is due                        |
/// | day_end     | at the last step that ends at or before 00:00 UTC, if an event wants it     |
/// | swept_level | for every level of a settlement, where the book differs between paths     |
/// | fund_emptied| at the end of the step that emptied the insurance fund                    |
/// | deleveraged | at the end of a step that closed a share of a side against the other's deficit |
/// | finish      | after the last step                                                       |
#pragma once

#include <concepts>
#include <cstdint>

#include "models/cascade/pressure.hpp"
#include "models/core/counter.hpp"
#include "models/core/host_device.hpp"
#include "models/estimate/outcomes.hpp"
#include "models/estimate/tables.hpp"
#include "models/estimate/totals_layout.hpp"

namespace liq::inline LIQ_TARGET {

/// Hooks that do nothing, for estimators to inherit from.
struct EstimatorDefaults {
    template <int Lanes>
    struct State {};
    template <class S>
    LIQ_HD void start(S&, int) const {}
    template <class S>
    LIQ_HD void observe(S&, int, Prices) const {}
    template <class S>
    LIQ_HD int wants(S const&, int, Prices) const {
        return 0;
    }
    template <class S>
    LIQ_HD int stirs(S const&, int, Prices, Prices) const {
        return 0;
    }
    template <class S, class O>
    LIQ_HD void attend(S&, O&, int, Prices, When, CounterSink const&) const {}
    template <class S>
    LIQ_HD void swept(S&, int, Sweep const&, When, CounterSink const&) const {}
    template <class S>
    LIQ_HD void step_fuel(S&, int, RemovedFuel const&) const {}
    template <class S>
    LIQ_HD void report_time(S&, int, Prices, When, CounterSink const&) const {}
    template <class S, class O>
    LIQ_HD void close_event(S&, O&, int, Prices, When, CounterSink const&) const {}
    template <class S, class O>
    LIQ_HD void day_end(S&, O&, int, Prices, When, CounterSink const&) const {}
    template <class S>
    LIQ_HD void swept_level(S&, int, Side, int, FuelTicks, When, CounterSink const&) const {}
    template <class O>
    LIQ_HD void fund_emptied(O&, int, When, CounterSink const&) const {}
    template <class S>
    LIQ_HD void deleveraged(S&, int, Deleveraging const&, Prices, CounterSink const&) const {}
    template <class S, class O>
    LIQ_HD void finish(S&, O&, int, PathEnd const&, CounterSink const&) const {}
};

template <class E>
concept Estimator = requires(
    E const& e, typename E::template State<1>& s, typename E::template State<1> const& seen,
    Outcomes<1>& outcomes, Prices prices, When when, CounterSink const& sink, Sweep const& sweep,
    RemovedFuel const& fuel, Deleveraging const& deleveraging, PathEnd const& end) {
    e.start(s, 0);
    e.observe(s, 0, prices);
    { e.wants(seen, 0, prices) } -> std::same_as<int>;
    { e.stirs(seen, 0, prices, prices) } -> std::same_as<int>;
    e.attend(s, outcomes, 0, prices, when, sink);
    e.swept(s, 0, sweep, when, sink);
    e.step_fuel(s, 0, fuel);
    e.report_time(s, 0, prices, when, sink);
    e.close_event(s, outcomes, 0, prices, when, sink);
    e.day_end(s, outcomes, 0, prices, when, sink);
    e.swept_level(s, 0, Side::long_side, 1, FuelTicks{}, when, sink);
    e.fund_emptied(outcomes, 0, when, sink);
    e.deleveraged(s, 0, deleveraging, prices, sink);
    e.finish(s, outcomes, 0, end, sink);
};

/// Several estimators as one; each hook calls them in order.
template <Estimator... Es>
struct EstimatorSet;

template <>
struct EstimatorSet<> : EstimatorDefaults {
    EstimatorSet(ObservationTables const&, TotalsLayout const&) {}
};

template <Estimator First, Estimator... Rest>
struct EstimatorSet<First, Rest...> {
    First first;
    EstimatorSet<Rest...> rest;

    EstimatorSet(ObservationTables const& tables, TotalsLayout const& layout)
        : first(tables, layout), rest(tables, layout) {}

    template <int Lanes>
    struct State {
        typename First::template State<Lanes> first;
        typename EstimatorSet<Rest...>::template State<Lanes> rest;
    };
    template <class S>
    LIQ_HD void start(S& s, int lane) const {
        first.start(s.first, lane);
        rest.start(s.rest, lane);
    }
    template <class S>
    LIQ_HD void observe(S& s, int lane, Prices p) const {
        first.observe(s.first, lane, p);
        rest.observe(s.rest, lane, p);
    }
    template <class S>
    LIQ_HD int wants(S const& s, int lane, Prices p) const {
        return first.wants(s.first, lane, p) | rest.wants(s.rest, lane, p);
    }
    template <class S>
    LIQ_HD int stirs(S const& s, int lane, Prices low, Prices high) const {
        return first.stirs(s.first, lane, low, high) | rest.stirs(s.rest, lane, low, high);
    }
    template <class S, class O>
    LIQ_HD void attend(S& s, O& o, int lane, Prices p, When w, CounterSink const& sink) const {
        first.attend(s.first, o, lane, p, w, sink);
        rest.attend(s.rest, o, lane, p, w, sink);
    }
    template <class S>
    LIQ_HD void swept(S& s, int lane, Sweep const& sweep, When w, CounterSink const& sink) const {
        first.swept(s.first, lane, sweep, w, sink);
        rest.swept(s.rest, lane, sweep, w, sink);
    }
    template <class S>
    LIQ_HD void step_fuel(S& s, int lane, RemovedFuel const& fuel) const {
        first.step_fuel(s.first, lane, fuel);
        rest.step_fuel(s.rest, lane, fuel);
    }
    template <class S>
    LIQ_HD void report_time(S& s, int lane, Prices p, When w, CounterSink const& sink) const {
        first.report_time(s.first, lane, p, w, sink);
        rest.report_time(s.rest, lane, p, w, sink);
    }
    template <class S, class O>
    LIQ_HD void close_event(S& s, O& o, int lane, Prices p, When w, CounterSink const& sink) const {
        first.close_event(s.first, o, lane, p, w, sink);
        rest.close_event(s.rest, o, lane, p, w, sink);
    }
    template <class S, class O>
    LIQ_HD void day_end(S& s, O& o, int lane, Prices p, When w, CounterSink const& sink) const {
        first.day_end(s.first, o, lane, p, w, sink);
        rest.day_end(s.rest, o, lane, p, w, sink);
    }
    template <class S>
    LIQ_HD void swept_level(S& s, int lane, Side side, int level, FuelTicks ticks, When w,
                            CounterSink const& sink) const {
        first.swept_level(s.first, lane, side, level, ticks, w, sink);
        rest.swept_level(s.rest, lane, side, level, ticks, w, sink);
    }
    template <class O>
    LIQ_HD void fund_emptied(O& o, int lane, When w, CounterSink const& sink) const {
        first.fund_emptied(o, lane, w, sink);
        rest.fund_emptied(o, lane, w, sink);
    }
    template <class S>
    LIQ_HD void deleveraged(S& s, int lane, Deleveraging const& what, Prices p,
                            CounterSink const& sink) const {
        first.deleveraged(s.first, lane, what, p, sink);
        rest.deleveraged(s.rest, lane, what, p, sink);
    }
    template <class S, class O>
    LIQ_HD void finish(S& s, O& o, int lane, PathEnd const& end, CounterSink const& sink) const {
        first.finish(s.first, o, lane, end, sink);
        rest.finish(s.rest, o, lane, end, sink);
    }
};

}  // namespace liq::inline LIQ_TARGET
