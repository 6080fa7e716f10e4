/// \file
/// Liquidations along the fundamental price: positions are liquidated, and their orders move no
/// price.
#pragma once

#include "models/cascade/effects.hpp"
#include "models/cascade/pressure_parameters.hpp"
#include "models/cascade/swept_ladder.hpp"
#include "models/core/host_device.hpp"
#include "models/core/units.hpp"

namespace liq::inline LIQ_TARGET {

/// `[cascade] enabled = false` with positions on a frozen ladder. It removes what a cascade with
/// `market_fraction = 0` removes. It has the members of FrozenCascade that a program asks of a
/// pressure which moves no price.
class Unmoved {
  public:
    static constexpr bool active = false;
    static constexpr bool settles = true;
    static constexpr bool full = false;
    template <int Lanes>
    using State = SweptLadder::State<Lanes>;
    template <int Lanes>
    struct Before {};

    Unmoved(PressureParameters const& p, double /*step_years*/) : ladder_(p.ladder) {}

    template <int Lanes>
    LIQ_HD void start(State<Lanes>& s, int lane) const {
        ladder_.start(s, lane);
    }
    template <int Lanes>
    LIQ_HD void begin_step(State<Lanes>&, Before<Lanes>&, int) const {}
    template <int Lanes>
    LIQ_HD LogPrice traded(State<Lanes> const&, int, LogPrice x) const {
        return x;
    }
    template <int Lanes>
    LIQ_HD int touches(State<Lanes> const& s, int lane, LogPrice low, LogPrice high) const {
        return ladder_.touches(s, lane, {low, high});
    }
    template <int Lanes>
    LIQ_HD int touches(State<Lanes> const& s, int lane, PriceRange x, PriceRange) const {
        return ladder_.touches(s, lane, x);
    }
    template <int Lanes>
    LIQ_HD PriceRange impacts_to_come(State<Lanes> const&, Before<Lanes> const&, int) const {
        return {0.0f, 0.0f};
    }

    /// Removes what the price x has reached, in one round.
    template <int Lanes>
    LIQ_HD Sweep settle(State<Lanes>& s, int lane, LogPrice x, LevelsComeTo) const {
        Sweep sweep{s.long_swept[lane], s.long_swept[lane], s.short_swept[lane],
                    s.short_swept[lane]};
        LadderView const& ladder = ladder_.levels();
        if (x <= s.long_trigger[lane]) {
            sweep.long_to = s.long_swept[lane] = furthest_level_within(-x);
            s.long_trigger[lane] = -ladder.longs.next_distance[sweep.long_to];
        }
        if (x >= s.short_trigger[lane]) {
            sweep.short_to = s.short_swept[lane] = furthest_level_within(x);
            s.short_trigger[lane] = ladder.shorts.next_distance[sweep.short_to];
        }
        return sweep;
    }
    template <int Lanes>
    LIQ_HD RemovedFuel close_step(State<Lanes>& s, int lane) const {
        return ladder_.close_step(s, lane);
    }
    template <int Lanes>
    LIQ_HD RemovedFuel removed(State<Lanes> const& s, int lane) const {
        return ladder_.removed(s, lane);
    }

  private:
    SweptLadder ladder_;
};

}  // namespace liq::inline LIQ_TARGET
