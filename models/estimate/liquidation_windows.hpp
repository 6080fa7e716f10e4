/// \file
/// The most that is liquidated within 5 minutes, an hour and a day of a path, and when its largest
/// hour began. These do not hang on the length of a step (models/law.md 6).
#pragma once

#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/estimate/bins.hpp"
#include "models/estimate/estimator.hpp"
#include "models/estimate/windows.hpp"

namespace liq::inline LIQ_TARGET {

/// A window of n steps that slides from step to step. Its amount is largest where a step with
/// liquidations has just entered it, so that only these steps are looked at and remembered, in a
/// ring in the memory of the path.
class LiquidationWindows : public EstimatorDefaults {
  public:
    LiquidationWindows(ObservationTables const& tables, TotalsLayout const& layout)
        : windows_(tables.windows), memory_(tables.memory), layout_(layout) {}

    template <class S>
    LIQ_HD void start(S& /*s*/, int lane) const {
        if (windows_.capacity != 0) path(lane) = WindowsOfPath{};
    }

    template <class S>
    LIQ_HD void step_fuel(S& /*s*/, int lane, RemovedFuel const& fuel, When when) const {
        if (windows_.capacity == 0 || fuel.longs + fuel.shorts == 0) return;
        WindowsOfPath& p = path(lane);
        int const step = when.step < 1 ? 1 : when.step;
#pragma unroll 1  // unrolled, it would take registers of a GPU thread from the rest of the path
        for (int w = 0; w < n_windows; ++w) forget(p, lane, w, step - windows_.steps[w]);
        entry(lane, p.added) = {step, when.time_bin, {fuel.longs, fuel.shorts}};
        ++p.added;
#pragma unroll 1
        for (int w = 0; w < n_windows; ++w) enter(p, lane, w, fuel);
    }

    template <class S, class O>
    LIQ_HD void finish(S& /*s*/, O& /*outcomes*/, int lane, PathEnd const& /*end*/,
                       CounterSink const& sink) const {
#pragma unroll  // so that a GPU thread needs no address for the entry
        for (int w = 0; w < n_windows; ++w) {
            if (windows_.steps[w] != 0) add_window(lane, w, sink);
        }
    }

  private:
    LIQ_HD WindowsOfPath& path(int lane) const {
        return *memory_.at<WindowsOfPath>(lane, memory_.layout.windows);
    }
    LIQ_HD StepOfWindow& entry(int lane, int index) const {
        auto* const ring = reinterpret_cast<StepOfWindow*>(&path(lane) + 1);
        return ring[index % windows_.capacity];
    }
    /// The steps up to this one leave a window.
    LIQ_HD void forget(WindowsOfPath& p, int lane, int w, int last) const {
        for (; p.oldest[w] < p.added; ++p.oldest[w]) {
            StepOfWindow const& oldest = entry(lane, p.oldest[w]);
            if (oldest.step > last) return;
            for (int side = 0; side < n_sides; ++side) p.now[w][side] -= oldest.fuel[side];
        }
    }
    /// The newest step enters it.
    LIQ_HD void enter(WindowsOfPath& p, int lane, int w, RemovedFuel const& fuel) const {
        FuelTicks* const now = p.now[w];
        now[0] += fuel.longs;
        now[1] += fuel.shorts;
        for (int side = 0; side < n_sides; ++side) {
            if (now[side] > p.most[w][side]) p.most[w][side] = now[side];
        }
        if (now[0] + now[1] <= p.most_of_both[w]) return;
        p.most_of_both[w] = now[0] + now[1];
        if (w == hour_window) p.hour_began = entry(lane, p.oldest[w]).time_bin;
    }
    LIQ_HD void add_window(int lane, int w, CounterSink const& sink) const {
        FuelTicks both = 0, longs = 0, shorts = 0;
        if (windows_.capacity != 0) {
            WindowsOfPath const& p = path(lane);
            both = p.most_of_both[w];
            longs = p.most[w][0];
            shorts = p.most[w][1];
        }
        add(window_quantity(w, WindowSide::both), both, sink);
        add(window_quantity(w, WindowSide::longs), longs, sink);
        add(window_quantity(w, WindowSide::shorts), shorts, sink);
        if (w == hour_window && both > 0)
            sink.add_cold(layout_.largest_hours() + path(lane).hour_began);
    }
    LIQ_HD void add(Quantity quantity, FuelTicks ticks, CounterSink const& sink) const {
        add_fuel(sink, layout_, quantity, ticks);
    }

    WindowTables windows_;
    PathMemory memory_;
    TotalsLayout layout_;
};

}  // namespace liq::inline LIQ_TARGET
