/// \file
/// What happens where steps, days and paths end, and at report times (models/law.md 6, step 4).
#pragma once

#include "kernels/path_program.hpp"

namespace liq::inline LIQ_TARGET {

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD void PathProgram<Price, Monitoring, Pressure>::end_step(Tile<Lanes>& tile, When when,
                                                               CounterSink const& sink) const {
    if constexpr (Pressure::settles) {
        for_each_lane_of<Lanes>(tile.settled,
                                [&](int lane) { close_step(tile, lane, when, sink); });
        tile.settled = 0;
        if constexpr (Pressure::full) {
            // Depth that follows the variance, or a wall, may displace the price further without an
            // order.
            for_each_lane<Lanes>([&](int lane) {
                observers_.displaced(tile.seen(), lane, pressure_.impact(tile.pressure, lane));
            });
            if (when.step == 0 || !pressure_.refresh_due(when.step)) return;
            for_rare_code(pressure_).refresh(tile.pressure, tile.x);
        }
    }
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD void PathProgram<Price, Monitoring, Pressure>::close_step(Tile<Lanes>& tile, int lane,
                                                                 When when,
                                                                 CounterSink const& sink) const {
    RemovedFuel const fuel = for_rare_code(pressure_).close_step(tile.pressure, lane);
    for_rare_code(observers_).step_fuel(tile.seen(), lane, fuel, when);
    if constexpr (Pressure::full) {
        if (pressure_.fund_emptied(tile.pressure, lane) != 0)
            for_rare_code(observers_).fund_emptied((*tile.carried).outcomes, lane, when, sink);
        Deleveraging const closed = pressure_.deleveraging(tile.pressure, lane);
        if (closed.any())
            for_rare_code(observers_)
                .deleveraged(tile.seen(), lane, closed, close_of(tile, lane), sink);
    }
}

template <PriceSource Price, class Monitoring, class Pressure>
LIQ_HD int PathProgram<Price, Monitoring, Pressure>::next_due(int step, int time_bin) const {
    if (step >= schedule_.steps) return step;
    int due = schedule_.report_steps[time_bin];
#pragma unroll 1
    for (int i = 0; i < closes_.count; ++i) {
        int const at = closes_.levels[i].step;
        due = step < at && at < due ? at : due;
    }
    int const day_end = day_ends_.after(step);
    return due_or_look(step, day_end < due ? day_end : due);
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD_APART void PathProgram<Price, Monitoring, Pressure>::end_day(Tile<Lanes>& tile, When when,
                                                                    CounterSink const& sink) const {
    for (int lane = 0; lane < Lanes; ++lane) {
        for_rare_code(observers_)
            .day_end(tile.seen(), (*tile.carried).outcomes, lane, close_of(tile, lane), when, sink);
    }
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD_APART int PathProgram<Price, Monitoring, Pressure>::report(Tile<Lanes>& tile,
                                                                  std::uint64_t first_path,
                                                                  When when,
                                                                  CounterSink const& sink) const {
    for_rare_code(*this).close_events(tile, when, sink);
    if (day_ends_.falls_on(when.step)) end_day(tile, when, sink);
    if (when.step != schedule_.report_steps[when.time_bin]) return 0;
    for (int lane = 0; lane < Lanes; ++lane) {
        for_rare_code(observers_).report_time(tile.seen(), lane, close_of(tile, lane), when, sink);
        PathNow const now{first_path + static_cast<unsigned>(lane), close_of(tile, lane),
                          pressure_.removed(tile.pressure, lane)};
        for_rare_code(observers_).sample(now, when, sink);
    }
    return 1;
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD void PathProgram<Price, Monitoring, Pressure>::close_events(Tile<Lanes>& tile, When when,
                                                                   CounterSink const& sink) const {
    for (int i = 0; i < closes_.count; ++i) {
        if (closes_.levels[i].step != when.step) continue;
        for (int lane = 0; lane < Lanes; ++lane) {
            observers_.close_event(tile.seen(), (*tile.carried).outcomes, lane,
                                   close_of(tile, lane), when, sink);
        }
        return;  // one call handles all close events that are due
    }
}

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD void PathProgram<Price, Monitoring, Pressure>::finish(Tile<Lanes>& tile,
                                                             std::uint64_t first_path,
                                                             CounterSink const& sink) const {
    for (int lane = 0; lane < Lanes; ++lane) {
        RemovedFuel const fuel = pressure_.removed(tile.pressure, lane);
        PathEnd end{close_of(tile, lane), fuel.longs, fuel.shorts, {}};
        if constexpr (Pressure::full) end.cascade = pressure_.path_end(tile.pressure, lane);
        end.path = first_path + static_cast<unsigned>(lane);
        end.replicate = sampling_.replicate_of(end.path);
        observers_.finish(tile.seen(), (*tile.carried).outcomes, lane, end, sink);
    }
}

}  // namespace liq::inline LIQ_TARGET
