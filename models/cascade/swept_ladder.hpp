/// \file
/// How far a path has swept a frozen ladder. Everything that is kept fits into registers.
#pragma once

#include "models/book/ladder.hpp"
#include "models/cascade/effects.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/units.hpp"

namespace liq::inline LIQ_TARGET {

/// A frozen ladder, of which each path has swept the levels nearest to spot.
class SweptLadder {
  public:
    template <int Lanes>
    struct State {
        PerLane<LogPrice, Lanes> long_trigger;   ///< highest mark that reaches the next long level
        PerLane<LogPrice, Lanes> short_trigger;  ///< lowest mark that reaches the next short level
        PerLane<int, Lanes> long_swept, short_swept;    ///< levels that are gone
        PerLane<int, Lanes> long_before, short_before;  ///< the same when the step began
    };

    explicit SweptLadder(LadderView const& ladder) : ladder_(ladder) {}

    LIQ_HD LadderView const& levels() const { return ladder_; }

    template <int Lanes>
    LIQ_HD void start(State<Lanes>& s, int lane) const {
        s.long_swept[lane] = s.short_swept[lane] = 0;
        s.long_before[lane] = s.short_before[lane] = 0;
        s.long_trigger[lane] = -ladder_.longs.next_distance[0];
        s.short_trigger[lane] = ladder_.shorts.next_distance[0];
    }

    /// Whether marks from low to high reach a level that still holds fuel.
    template <int Lanes>
    LIQ_HD int touches(State<Lanes> const& s, int lane, PriceRange mark) const {
        return static_cast<int>(mark.low <= s.long_trigger[lane]) |
               static_cast<int>(mark.high >= s.short_trigger[lane]);
    }

    /// Fuel that was removed in the step that ends; a new step begins.
    template <int Lanes>
    LIQ_HD RemovedFuel close_step(State<Lanes>& s, int lane) const {
        RemovedFuel const fuel{
            fuel_between(ladder_.longs, s.long_before[lane], s.long_swept[lane]),
            fuel_between(ladder_.shorts, s.short_before[lane], s.short_swept[lane])};
        s.long_before[lane] = s.long_swept[lane];
        s.short_before[lane] = s.short_swept[lane];
        return fuel;
    }

    /// Fuel that was removed since the path began.
    template <int Lanes>
    LIQ_HD RemovedFuel removed(State<Lanes> const& s, int lane) const {
        return {fuel_between(ladder_.longs, 0, s.long_swept[lane]),
                fuel_between(ladder_.shorts, 0, s.short_swept[lane])};
    }

  private:
    LadderView ladder_;
};

}  // namespace liq::inline LIQ_TARGET
