/// \file
/// What an estimator may do, and when. `EstimatorSet` makes one of several.
///
/// A path calls these hooks, in this order. `observe`, `needs_attention` and `may_react` run for
/// all lanes at every step and must have no branches. The others run for one lane at a time.
///
/// | hook            | when                                                                    |
/// |-----------------|-------------------------------------------------------------------------|
/// | start           | before the path                                                         |
/// | observe         | at every visit, after the cascade has settled                           |
/// | needs_attention | at every visit: does this lane need `attend`?                           |
/// | may_react       | would `observe` or `attend` do anything at prices from `low` to `high`? |
/// | attend          | at a visit for which `needs_attention` returned 1                       |
/// | swept           | after a settlement that removed levels                                  |
/// | displaced       | after a settlement, and in full cascades at the end of each step        |
/// | step_fuel       | at the end of a step in which fuel was removed                          |
/// | report_time     | at the end of a step that is a report time; `when.time_bin` is its index |
/// | sample          | at a report time, of every path                                         |
/// | close_event     | at the end of a step at which a close event is due                      |
/// | day_end         | at the last step that ends at or before 00:00 UTC, if an event needs it |
/// | swept_level     | for every level of a settlement, where the book differs between paths   |
/// | fund_emptied    | at the end of the step that emptied the insurance fund                  |
/// | deleveraged     | at the end of a step that closed fuel to pay the other side's deficit   |
/// | finish          | after the last step                                                     |
#pragma once

#include <concepts>
#include <cstdint>

#include "models/cascade/effects.hpp"
#include "models/core/counter.hpp"
#include "models/core/host_device.hpp"
#include "models/estimate/outcomes.hpp"
#include "models/estimate/tables.hpp"
#include "models/estimate/totals_layout.hpp"

namespace liq::inline LIQ_TARGET {

/// Hooks that do nothing. Estimators inherit from this and hide the hooks that they need.
struct EstimatorDefaults {
    template <int Lanes>
    struct State {};
    template <class S>
    LIQ_HD void start(S&, int) const {}
    template <class S>
    LIQ_HD void observe(S&, int, Prices) const {}
    template <class S>
    LIQ_HD int needs_attention(S const&, int, Prices) const {
        return 0;
    }
    template <class S>
    LIQ_HD int may_react(S const&, int, Prices, Prices) const {
        return 0;
    }
    template <class S, class O>
    LIQ_HD void attend(S&, O&, int, Prices, When, CounterSink const&) const {}
    template <class S>
    LIQ_HD void swept(S&, int, Sweep const&, When, CounterSink const&) const {}
    template <class S>
    LIQ_HD void displaced(S&, int, LogPrice) const {}
    template <class S>
    LIQ_HD void step_fuel(S&, int, RemovedFuel const&, When) const {}
    template <class S>
    LIQ_HD void report_time(S&, int, Prices, When, CounterSink const&) const {}
    LIQ_HD void sample(PathNow const&, When, CounterSink const&) const {}
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
concept Estimator =
    requires(E const& e, typename E::template State<1>& s,
             typename E::template State<1> const& seen, Outcomes<1>& outcomes, Prices prices,
             When when, CounterSink const& sink, Sweep const& sweep, RemovedFuel const& fuel,
             PathNow const& now, Deleveraging const& deleveraging, PathEnd const& end) {
        e.start(s, 0);
        e.observe(s, 0, prices);
        { e.needs_attention(seen, 0, prices) } -> std::same_as<int>;
        { e.may_react(seen, 0, prices, prices) } -> std::same_as<int>;
        e.attend(s, outcomes, 0, prices, when, sink);
        e.swept(s, 0, sweep, when, sink);
        e.displaced(s, 0, LogPrice{});
        e.step_fuel(s, 0, fuel, when);
        e.report_time(s, 0, prices, when, sink);
        e.sample(now, when, sink);
        e.close_event(s, outcomes, 0, prices, when, sink);
        e.day_end(s, outcomes, 0, prices, when, sink);
        e.swept_level(s, 0, Side::long_side, 1, FuelTicks{}, when, sink);
        e.fund_emptied(outcomes, 0, when, sink);
        e.deleveraged(s, 0, deleveraging, prices, sink);
        e.finish(s, outcomes, 0, end, sink);
    };

}  // namespace liq::inline LIQ_TARGET
