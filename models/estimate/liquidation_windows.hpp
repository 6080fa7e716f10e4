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
        ring(lane)[p.next] = {step, when.time_bin, {fuel.longs, fuel.shorts}};
        p.next = p.next + 1 == windows_.capacity ? 0 : p.next + 1;
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
    LIQ_HD StepOfWindow* ring(int lane) const {
        return reinterpret_cast<StepOfWindow*>(&path(lane) + 1);
    }
    /// The oldest step in a window that is not empty.
    LIQ_HD StepOfWindow const& oldest(WindowsOfPath const& p, int lane, int w) const {
        int const place = p.next - p.held[w];
        return ring(lane)[place < 0 ? place + windows_.capacity : place];
    }
    /// The steps up to this one leave a window.
    LIQ_HD void forget(WindowsOfPath& p, int lane, int w, int last) const {
        for (; p.held[w] > 0; --p.held[w]) {
            StepOfWindow const& leaving = oldest(p, lane, w);
            if (leaving.step > last) return;
            for (int side = 0; side < n_sides; ++side) p.now[w][side] -= leaving.fuel[side];
        }
    }
    /// The newest step enters it.
    LIQ_HD void enter(WindowsOfPath& p, int lane, int w, RemovedFuel const& fuel) const {
        ++p.held[w];
        FuelTicks* const now = p.now[w];
        now[0] += fuel.longs;
        now[1] += fuel.shorts;
        for (int side = 0; side < n_sides; ++side) {
            if (now[side] > p.most[w][side]) p.most[w][side] = now[side];
        }
        if (now[0] + now[1] <= p.most_of_both[w]) return;
        p.most_of_both[w] = now[0] + now[1];
        if (w == hour_window) p.hour_began = oldest(p, lane, w).time_bin;
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
