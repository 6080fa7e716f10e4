/// \file
/// When each level is liquidated. On a frozen book the fuel of a level is the same on every path.
/// To count the paths is then exact, and a sweep of many levels costs two additions.
#pragma once

#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/estimate/estimator.hpp"
#include "models/estimate/totals_layout.hpp"

namespace liq::inline LIQ_TARGET {

class LiquidationMap : public EstimatorDefaults {
  public:
    LiquidationMap(ObservationTables const& /*tables*/, TotalsLayout const& layout)
        : layout_(layout) {}

    template <class S>
    LIQ_HD void swept(S& /*s*/, int /*lane*/, Sweep const& sweep, When when,
                      CounterSink const& sink) const {
        if (sweep.exhausted) sink.add_hot(layout_.rounds_exhausted());
        if (layout_.sweeps_hold_fuel) return;
        add(Side::long_side, sweep.long_from, sweep.long_to, when.time_bin, sink);
        add(Side::short_side, sweep.short_from, sweep.short_to, when.time_bin, sink);
    }

    /// Where the fuel of a level differs between paths, the fuel itself is added up, in whole USD.
    /// Sums over 2^32 paths fit into a counter.
    template <class S>
    LIQ_HD void swept_level(S& /*s*/, int /*lane*/, Side side, int level, FuelTicks ticks,
                            When when, CounterSink const& sink) const {
        FuelTicks const usd = (ticks + ticks_per_usd / 2) / ticks_per_usd;
        sink.add_cold(row(side, when.time_bin) + grid::levels + level, static_cast<Counter>(usd));
    }

  private:
    LIQ_HD std::int64_t row(Side side, int time_bin) const {
        return layout_.sweeps() + (static_cast<std::int64_t>(side) * layout_.n_times + time_bin) *
                                      layout_.sweep_entries();
    }
    LIQ_HD void add(Side side, int from, int to, int time_bin, CounterSink const& sink) const {
        if (from == to) return;
        std::int64_t const at = row(side, time_bin);
        sink.add_cold(at + from + 1);
        sink.add_cold(at + to + 1, ~Counter{0});  // -1
    }
    TotalsLayout layout_;
};

}  // namespace liq::inline LIQ_TARGET
