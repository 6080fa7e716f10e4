/// \file
/// What every cascade answers about displaced prices, from the state of a lane.
#pragma once

#include "models/cascade/effects.hpp"
#include "models/cascade/pressure_parameters.hpp"
#include "models/cascade/response.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/units.hpp"

namespace liq::inline LIQ_TARGET {

/// Between the ends of a step a state is that of its end, until something is reached. It has
/// `permanent` and `displaced`.
class Displaced {
  public:
    /// What was when the step began. It is rarely read, so a program decides where it is kept.
    template <int Lanes>
    struct Before {
        PerLane<Usd, Lanes> imbalance;
        PerLane<LogPrice, Lanes> displaced;
        PerLane<float, Lanes> log_depth;
    };

    Displaced(PressureParameters const& p, double step_years) : response_(p, step_years) {}

    /// I; with walls, that of the price that was visited last.
    template <class State>
    LIQ_HD LogPrice impact(State const& s, int lane) const {
        return response_.impact_of(s.permanent[lane], s.displaced[lane]);
    }
    /// I when the step began. Nothing has moved I_perm since.
    template <class State, int Lanes>
    LIQ_HD LogPrice impact_before(State const& s, Before<Lanes> const& b, int lane) const {
        return response_.impact_of(s.permanent[lane], b.displaced[lane]);
    }
    /// Both, in ascending order.
    template <class State, int Lanes>
    LIQ_HD PriceRange impacts_of_step(State const& s, Before<Lanes> const& b, int lane) const {
        LogPrice const before = impact_before(s, b, lane), after = impact(s, lane);
        return {before < after ? before : after, before < after ? after : before};
    }

    /// P = X + I. With walls x must be the price that was visited last.
    template <class State>
    LIQ_HD LogPrice traded(State const& s, int lane, LogPrice x) const {
        return x + impact(s, lane);
    }
    /// m = X + omega I, and omega.
    LIQ_HD LogPrice mark_of(LogPrice x, LogPrice impact) const {
        return response_.mark_of(x, impact);
    }
    LIQ_HD float pass_through() const { return response_.pass_through(); }

    /// What follows is about walls, which are a matter of `MarketDisplaced`. Without them I is
    /// free, and so are P and the mark.
    static constexpr bool follows_walls() { return false; }
    struct Moment {};
    template <class State>
    LIQ_HD Moment moment(State const&, int, float) const {
        return {};
    }
    template <class State>
    LIQ_HD LogPrice free_impact(State const& s, int lane) const {
        return impact(s, lane);
    }
    template <class State>
    LIQ_HD LogPrice traded_at_walls(State const&, int, LogPrice free, Moment) const {
        return free;
    }
    template <class State>
    LIQ_HD LogPrice mark_at_walls(State const&, int, LogPrice free, Moment) const {
        return free;
    }
    template <class State>
    LIQ_HD LogPrice free_level(State const&, int, LogPrice level, bool) const {
        return level;
    }

  protected:
    Response response_;
};

}  // namespace liq::inline LIQ_TARGET
