/// \file
/// Settlements of one path, and what the estimators are told of them (models/law.md 6.3).
#pragma once

#include "kernels/path_visits.hpp"
#include "kernels/path_walk.hpp"

namespace liq::inline LIQ_TARGET {

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
struct PathVisits<Price, Monitoring, Pressure>::Settling {
    PathVisits const& path;
    Tile<Lanes>& tile;
    int lane;
    std::uint64_t first_path;
    When when;
    CounterSink const& sink;

    /// Settles at the fundamental price x. Returns whether the rounds were exhausted.
    LIQ_HD bool at(LogPrice x, LevelsComeTo come_to) const {
        Sweep sweep;
        if constexpr (Pressure::full) {
            sweep = path.pressure_.settle(tile.pressure, lane, x, on_level(), come_to);
        } else {
            sweep = path.pressure_.settle(tile.pressure, lane, x, come_to);
        }
        settled(sweep);
        if constexpr (Pressure::full) path.pressure_.visited(tile.pressure, lane, x);
        return sweep.exhausted;
    }

    /// Takes what an extreme of the mark reaches as one order, if it moves the price by no more
    /// than `limit`; `only_look` changes nothing.
    LIQ_HD bool together(LogPrice x, LogPrice mark, float limit, bool only_look) const {
        Sweep sweep;
        bool near;
        if constexpr (Pressure::full) {
            near = path.pressure_.take_together(tile.pressure, lane, x, mark, limit, only_look,
                                                on_level());
        } else {
            near =
                path.pressure_.take_together(tile.pressure, lane, x, mark, limit, only_look, sweep);
        }
        if (near && !only_look) settled(sweep);
        return near;
    }

    LIQ_HD PathStep address() const {
        return {path.seed_, first_path + static_cast<unsigned>(lane),
                static_cast<std::uint32_t>(when.step - 1)};
    }

  private:
    LIQ_HD auto on_level() const {
        return [this](Side side, int level, FuelTicks ticks) {
            path.observers_.swept_level(tile.seen(), lane, side, level, ticks, when, sink);
        };
    }
    LIQ_HD void settled(Sweep const& sweep) const {
        path.observers_.swept(tile.seen(), lane, sweep, when, sink);
        if constexpr (Pressure::active)
            path.observers_.displaced(tile.seen(), lane,
                                      path.pressure_.impact(tile.pressure, lane));
        tile.settled |= lane_bit<Lanes>(lane);
    }
};

template <PriceSource Price, class Monitoring, class Pressure>
template <int Lanes>
LIQ_HD Extremes PathVisits<Price, Monitoring, Pressure>::walk(
    Tile<Lanes>& tile, int lane, StepBetween const& step, Extremes const& mark, Extremes const& p,
    bool is_heavy, std::uint64_t first_path, When when, CounterSink const& sink) const {
    Settling<Lanes> const settling{*this, tile, lane, first_path, when, sink};
    WalkState in_registers;
    WalkState* state = &in_registers;
    // A thread of a GPU has too few registers for a walk beside a full cascade.
    if constexpr (Pressure::full) state = memory_.template at<WalkState>(lane, memory_.layout.walk);
    PathWalk<Pressure, Lanes, Settling<Lanes>> walk(pressure_, tile.pressure, lane, step, settling,
                                                    *state);
    return walk.run((*tile.carried).before, mark, p, is_heavy);
}

}  // namespace liq::inline LIQ_TARGET
