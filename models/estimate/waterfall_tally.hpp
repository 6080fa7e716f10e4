/// \file
/// What is counted of a full cascade: the insurance fund, auto-deleveraging, the flows of the book.
#pragma once

#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/estimate/bins.hpp"
#include "models/estimate/estimator.hpp"

namespace liq::inline LIQ_TARGET {

/// \tparam Rows  as in FirstPassage; without a cascade there is nothing to count
template <int Rows>
class WaterfallTally : public EstimatorDefaults {
  public:
    WaterfallTally(ObservationTables const& tables, TotalsLayout const& layout)
        : layout_(layout), emptied_(tables.fund_emptied) {}

    template <class O>
    LIQ_HD void fund_emptied(O& outcomes, int lane, When when, CounterSink const& sink) const {
        if (emptied_ < 0) return;
        OutcomeBits& happened = outcomes.happened[0][lane];
        OutcomeBits const bit = OutcomeBits{1} << emptied_;
        if ((happened & bit) != 0) return;
        happened |= bit;
        sink.add_cold(layout_.first_times() + std::int64_t{emptied_} * layout_.n_times +
                      when.time_bin);
        sink.add_hot(layout_.outcome(emptied_, TotalsLayout::steps),
                     static_cast<Counter>(when.step));
    }

    template <class S, class O>
    LIQ_HD void finish(S& /*s*/, O& /*outcomes*/, int /*lane*/, PathEnd const& end,
                       CounterSink const& sink) const {
        if constexpr (Rows == 2) {
            if (!layout_.sweeps_hold_fuel) return;
            add(Quantity::fund_drawdown, end.cascade.fund_drawdown, sink);
            for (int s = 0; s < n_sides; ++s) {
                auto const side = static_cast<Side>(s);
                BookFlows const& flows = end.cascade.flows[s];
                add(s == 0 ? Quantity::deleveraged_long : Quantity::deleveraged_short,
                    flows.deleveraged, sink);
                add(side, Flow::initial, flows.initial, sink);
                add(side, Flow::opened, flows.opened, sink);
                add(side, Flow::closed, flows.closed, sink);
                add(side, Flow::liquidated, flows.liquidated, sink);
                add(side, Flow::deleveraged, flows.deleveraged, sink);
                add(side, Flow::alive, flows.alive, sink);
                add(side, Flow::inflow_off_grid, flows.inflow_off_grid, sink);
            }
        }
    }

  private:
    LIQ_HD void add(Quantity quantity, FuelTicks ticks, CounterSink const& sink) const {
        add_fuel(sink, layout_, quantity, ticks);
    }
    LIQ_HD void add(Side side, Flow what, FuelTicks ticks, CounterSink const& sink) const {
        auto const value = static_cast<std::uint64_t>(ticks);
        sink.add_hot(layout_.flow(side, what), value & 0xffffffffu);
        sink.add_hot(layout_.flow(side, what) + 1, value >> 32);
    }

    TotalsLayout layout_;
    int emptied_;
};

}  // namespace liq::inline LIQ_TARGET
