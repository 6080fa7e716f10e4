/// \file
/// Several estimators as one.
#pragma once

#include "models/core/counter.hpp"
#include "models/core/host_device.hpp"
#include "models/estimate/estimator.hpp"

namespace liq::inline LIQ_TARGET {

/// Several estimators as one. Each hook calls those of all of them, in their order.
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
    LIQ_HD int needs_attention(S const& s, int lane, Prices p) const {
        return first.needs_attention(s.first, lane, p) | rest.needs_attention(s.rest, lane, p);
    }
    template <class S>
    LIQ_HD int may_react(S const& s, int lane, Prices low, Prices high) const {
        return first.may_react(s.first, lane, low, high) | rest.may_react(s.rest, lane, low, high);
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
    LIQ_HD void displaced(S& s, int lane, LogPrice impact) const {
        first.displaced(s.first, lane, impact);
        rest.displaced(s.rest, lane, impact);
    }
    template <class S>
    LIQ_HD void step_fuel(S& s, int lane, RemovedFuel const& fuel, When w) const {
        first.step_fuel(s.first, lane, fuel, w);
        rest.step_fuel(s.rest, lane, fuel, w);
    }
    template <class S>
    LIQ_HD void report_time(S& s, int lane, Prices p, When w, CounterSink const& sink) const {
        first.report_time(s.first, lane, p, w, sink);
        rest.report_time(s.rest, lane, p, w, sink);
    }
    LIQ_HD void sample(PathNow const& now, When w, CounterSink const& sink) const {
        first.sample(now, w, sink);
        rest.sample(now, w, sink);
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
