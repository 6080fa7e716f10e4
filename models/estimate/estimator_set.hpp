/// \file
/// Several estimators as one.
#pragma once

#include <type_traits>

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
    struct Both {
        using Owner = First;
        [[no_unique_address]] typename First::template State<Lanes> first;
        [[no_unique_address]] typename EstimatorSet<Rest...>::template State<Lanes> rest;
    };
    /// Most estimators keep nothing along a path, and take no place.
    template <int Lanes>
    using State = std::conditional_t<
        std::is_same_v<typename First::template State<Lanes>, EstimatorDefaults::State<Lanes>>,
        typename EstimatorSet<Rest...>::template State<Lanes>, Both<Lanes>>;

    template <class S>
    LIQ_HD void start(S& s, int lane) const {
        first.start(first_of(s), lane);
        rest.start(rest_of(s), lane);
    }
    template <class S>
    LIQ_HD void observe(S& s, int lane, Prices p) const {
        first.observe(first_of(s), lane, p);
        rest.observe(rest_of(s), lane, p);
    }
    template <class S>
    LIQ_HD int needs_attention(S const& s, int lane, Prices p) const {
        return first.needs_attention(first_of(s), lane, p) |
               rest.needs_attention(rest_of(s), lane, p);
    }
    template <class S>
    LIQ_HD int may_react(S const& s, int lane, Prices low, Prices high) const {
        return first.may_react(first_of(s), lane, low, high) |
               rest.may_react(rest_of(s), lane, low, high);
    }
    template <class S, class O>
    LIQ_HD void attend(S& s, O& o, int lane, Prices p, When w, CounterSink const& sink) const {
        first.attend(first_of(s), o, lane, p, w, sink);
        rest.attend(rest_of(s), o, lane, p, w, sink);
    }
    template <class S>
    LIQ_HD void swept(S& s, int lane, Sweep const& sweep, When w, CounterSink const& sink) const {
        first.swept(first_of(s), lane, sweep, w, sink);
        rest.swept(rest_of(s), lane, sweep, w, sink);
    }
    template <class S>
    LIQ_HD void displaced(S& s, int lane, LogPrice impact) const {
        first.displaced(first_of(s), lane, impact);
        rest.displaced(rest_of(s), lane, impact);
    }
    template <class S>
    LIQ_HD void step_fuel(S& s, int lane, RemovedFuel const& fuel, When w) const {
        first.step_fuel(first_of(s), lane, fuel, w);
        rest.step_fuel(rest_of(s), lane, fuel, w);
    }
    template <class S>
    LIQ_HD void report_time(S& s, int lane, Prices p, When w, CounterSink const& sink) const {
        first.report_time(first_of(s), lane, p, w, sink);
        rest.report_time(rest_of(s), lane, p, w, sink);
    }
    LIQ_HD void sample(PathNow const& now, When w, CounterSink const& sink) const {
        first.sample(now, w, sink);
        rest.sample(now, w, sink);
    }
    template <class S, class O>
    LIQ_HD void close_event(S& s, O& o, int lane, Prices p, When w, CounterSink const& sink) const {
        first.close_event(first_of(s), o, lane, p, w, sink);
        rest.close_event(rest_of(s), o, lane, p, w, sink);
    }
    template <class S, class O>
    LIQ_HD void day_end(S& s, O& o, int lane, Prices p, When w, CounterSink const& sink) const {
        first.day_end(first_of(s), o, lane, p, w, sink);
        rest.day_end(rest_of(s), o, lane, p, w, sink);
    }
    template <class S>
    LIQ_HD void swept_level(S& s, int lane, Side side, int level, FuelTicks ticks, When w,
                            CounterSink const& sink) const {
        first.swept_level(first_of(s), lane, side, level, ticks, w, sink);
        rest.swept_level(rest_of(s), lane, side, level, ticks, w, sink);
    }
    template <class O>
    LIQ_HD void fund_emptied(O& o, int lane, When w, CounterSink const& sink) const {
        first.fund_emptied(o, lane, w, sink);
        rest.fund_emptied(o, lane, w, sink);
    }
    template <class S>
    LIQ_HD void deleveraged(S& s, int lane, Deleveraging const& what, Prices p,
                            CounterSink const& sink) const {
        first.deleveraged(first_of(s), lane, what, p, sink);
        rest.deleveraged(rest_of(s), lane, what, p, sink);
    }
    template <class S, class O>
    LIQ_HD void finish(S& s, O& o, int lane, PathEnd const& end, CounterSink const& sink) const {
        first.finish(first_of(s), o, lane, end, sink);
        rest.finish(rest_of(s), o, lane, end, sink);
    }

  private:
    template <class S>
    static constexpr bool is_ours = requires { requires std::is_same_v<typename S::Owner, First>; };
    /// \param s  a State, or a constant one. An estimator that keeps nothing looks at none.
    template <class S>
    LIQ_HD static auto& first_of(S& s) {
        if constexpr (is_ours<S>) {
            return s.first;
        } else {
            return s;
        }
    }
    template <class S>
    LIQ_HD static auto& rest_of(S& s) {
        if constexpr (is_ours<S>) {
            return s.rest;
        } else {
            return s;
        }
    }
};

}  // namespace liq::inline LIQ_TARGET
