/// \file
/// What a cascade answers about displaced prices in a market of any depth, with walls
/// (models/law.md 5 and 6.3).
#pragma once

#include "models/cascade/displaced.hpp"
#include "models/cascade/pressure_parameters.hpp"
#include "models/core/host_device.hpp"
#include "models/core/units.hpp"
#include "models/impact/market_depth.hpp"

namespace liq::inline LIQ_TARGET {

/// With walls the impact depends on the fundamental price. The *free* impact is that without walls,
/// and so are the free price and the free mark. They are what moves along bridges: where they are,
/// X follows, and with it P and the mark.
///
/// A state has `imbalance`, `permanent`, `displaced` and `depth`.
class MarketDisplaced : public Displaced {
  public:
    MarketDisplaced(PressureParameters const& p, double step_years)
        : Displaced(p, step_years), depth_(p, step_years) {}

    LIQ_HD bool follows_walls() const { return depth_.has_walls(); }

    /// The free impact when the step began, in the depth that follows the variance of the step.
    template <class State, int Lanes>
    LIQ_HD LogPrice impact_before(State const& s, Before<Lanes> const& b, int lane) const;

    /// The imbalance a share of a step from now, and its displacement without walls in the depth of
    /// now.
    struct Moment {
        float ahead;
        Usd imbalance;
        LogPrice displaced;
    };
    template <class State>
    LIQ_HD Moment moment(State const& s, int lane, float ahead) const;

    template <class State>
    LIQ_HD LogPrice free_impact(State const& s, int lane) const {
        return follows_walls() ? free_impact_at(s, lane, moment(s, lane, 0.0f)) : impact(s, lane);
    }

    /// P, or the mark, where the free one is this; the walls note what P uses of them.
    /// \param then  not later than now
    template <class State>
    LIQ_HD LogPrice traded_at_walls(State& s, int lane, LogPrice free, Moment const& then) const;
    template <class State>
    LIQ_HD LogPrice mark_at_walls(State const& s, int lane, LogPrice free,
                                  Moment const& then) const;

    /// Where the free mark is when the mark comes to a level, from above (`down`) or from below.
    template <class State>
    LIQ_HD LogPrice free_level(State const& s, int lane, LogPrice level, bool down) const;

  private:
    template <class State>
    LIQ_HD LogPrice free_impact_at(State const& s, int lane, Moment const& then) const {
        return response_.impact_of(s.permanent[lane], then.displaced);
    }
    /// The impact at the fundamental price x.
    template <class State>
    LIQ_HD LogPrice impact_at(State const& s, int lane, LogPrice x, Moment const& then) const;

  protected:
    MarketDepth depth_;
};

template <class State, int Lanes>
LIQ_HD LogPrice MarketDisplaced::impact_before(State const& s, Before<Lanes> const& b,
                                               int lane) const {
    if (!follows_walls()) return Displaced::impact_before(s, b, lane);
    float const log_depth = b.log_depth[lane] + s.depth.elastic[lane];
    return response_.impact_of(s.permanent[lane], depth_.past_walls(log_depth, b.imbalance[lane]));
}

template <class State>
LIQ_HD auto MarketDisplaced::moment(State const& s, int lane, float ahead) const -> Moment {
    if (!follows_walls()) return {ahead, 0.0f, 0.0f};
    Usd const imbalance = response_.after(s.imbalance[lane], ahead);
    return {ahead, imbalance, depth_.past_walls(s.depth, lane, imbalance)};
}

template <class State>
LIQ_HD LogPrice MarketDisplaced::impact_at(State const& s, int lane, LogPrice x,
                                           Moment const& then) const {
    return response_.impact_of(s.permanent[lane],
                               depth_.displacement_at(s.depth, lane, s.depth.log_depth[lane],
                                                      then.imbalance, x, then.ahead));
}

template <class State>
LIQ_HD LogPrice MarketDisplaced::traded_at_walls(State& s, int lane, LogPrice free,
                                                 Moment const& then) const {
    if (!follows_walls()) return free;
    LogPrice const x = free - free_impact_at(s, lane, then);
    if (!depth_.may_reach_a_wall(then.displaced, x)) return free;
    LogPrice const traded = x + impact_at(s, lane, x, then);
    depth_.use_walls(s.depth, lane, then.imbalance, x, then.ahead);
    return traded;
}

template <class State>
LIQ_HD LogPrice MarketDisplaced::mark_at_walls(State const& s, int lane, LogPrice free,
                                               Moment const& then) const {
    if (!follows_walls()) return free;
    LogPrice const x = free - response_.mark_of(0.0f, free_impact_at(s, lane, then));
    if (!depth_.may_reach_a_wall(then.displaced, x)) return free;
    return response_.mark_of(x, impact_at(s, lane, x, then));
}

/// The mark rises with X. Walls make the impact smaller: X at the level lies between where it would
/// be without an imbalance and where it would be without walls.
template <class State>
LIQ_HD LogPrice MarketDisplaced::free_level(State const& s, int lane, LogPrice level,
                                            bool down) const {
    if (!follows_walls()) return level;
    Moment const now = moment(s, lane, 0.0f);
    LogPrice const shift = response_.mark_of(0.0f, free_impact_at(s, lane, now));
    LogPrice const without_walls = level - shift;
    if (!depth_.may_reach_a_wall(now.displaced, without_walls)) return level;
    LogPrice const without_imbalance = level - response_.mark_of(0.0f, s.permanent[lane]);
    bool const sales = now.imbalance > 0.0f;
    LogPrice low = sales ? without_imbalance : without_walls;
    LogPrice high = sales ? without_walls : without_imbalance;
#pragma unroll 1
    for (int i = 0; i < 16; ++i) {
        LogPrice const x = 0.5f * (low + high);
        LogPrice const mark = response_.mark_of(x, impact_at(s, lane, x, now));
        bool const is_below = down ? mark <= level : mark < level;
        low = is_below ? x : low;
        high = is_below ? high : x;
    }
    return (down ? low : high) + shift;
}

}  // namespace liq::inline LIQ_TARGET
