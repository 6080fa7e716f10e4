/// \file
/// Liquidations along the fundamental price: positions are liquidated, and their orders move no
/// price.
#pragma once

#include "models/cascade/effects.hpp"
#include "models/cascade/no_cascade.hpp"
#include "models/cascade/pressure_parameters.hpp"
#include "models/cascade/swept_ladder.hpp"
#include "models/core/host_device.hpp"
#include "models/core/units.hpp"

namespace liq::inline LIQ_TARGET {

/// `[cascade] enabled = false` with positions on a frozen ladder. It removes what a cascade with
/// `market_fraction = 0` removes.
class Unmoved : public MovesNothing, public SweptLadder {
  public:
    static constexpr bool settles = true;

    Unmoved(PressureParameters const& p, double /*step_years*/) : SweptLadder(p.ladder) {}

    template <int Lanes>
    LIQ_HD int touches(State<Lanes> const& s, int lane, LogPrice low, LogPrice high) const {
        return SweptLadder::touches(s, lane, {low, high});
    }
    template <int Lanes>
    LIQ_HD int touches(State<Lanes> const& s, int lane, PriceRange x, PriceRange /*impact*/) const {
        return SweptLadder::touches(s, lane, x);
    }

    /// Removes what the price x has reached, in one round.
    template <int Lanes>
    LIQ_HD Sweep settle(State<Lanes>& s, int lane, LogPrice x, LevelsComeTo) const {
        Sweep sweep{s.long_swept[lane], s.long_swept[lane], s.short_swept[lane],
                    s.short_swept[lane]};
        LadderView const& ladder = levels();
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
};

}  // namespace liq::inline LIQ_TARGET
