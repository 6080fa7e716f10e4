/// \file
/// The walk of one path through a step that reaches levels: the mark passes them one after the
/// other, at times of their own, and between them imbalance and depth relax (models/law.md 6.3).
#pragma once

#include <cstdint>

#include "kernels/monitoring.hpp"
#include "kernels/walk_state.hpp"
#include "models/cascade/effects.hpp"
#include "models/core/host_device.hpp"
#include "models/core/noise.hpp"
#include "models/core/random.hpp"
#include "models/core/units.hpp"
#include "models/price/jumps.hpp"
#include "models/price/passage.hpp"

namespace liq::inline LIQ_TARGET {

/// One step of one path between its ends.
struct StepBetween {
    LogPrice from, to;  ///< X
    float variance;     ///< of X between them; 0: a straight line
    Spreads spreads;    ///< of its extremes
    bool low_first;     ///< which extreme comes first
};

/// \tparam Pressure  a cascade
/// \tparam Settle    at(x, come_to) settles at the fundamental price x, and returns whether the
///                   rounds were exhausted; together(x, mark, limit, only_look) is
///                   `take_together` of the cascade; address() is that of the step's draws
template <class Pressure, int Lanes, class Settle>
class PathWalk {
  public:
    using State = typename Pressure::template State<Lanes>;
    using Before = typename Pressure::template Before<Lanes>;

    /// \param walk  memory for the walk
    LIQ_HD PathWalk(Pressure const& pressure, State& state, int lane, StepBetween const& step,
                    Settle const& settle, WalkState& walk)
        : pressure_(pressure), s_(state), lane_(lane), step_(step), settle_(settle), w_(walk) {}

    /// Takes the step. It begins in the state of its end without levels, and ends in that with
    /// them. What the end itself reaches is left to its visit.
    /// \param before  what was when the step began
    /// \param mark    its extremes, if nothing is reached and no wall holds it
    /// \param traded  those of P
    /// \param is_heavy  whether the step is known not to be a light one
    /// \return the extremes of P
    LIQ_HD Extremes run(Before const& before, Extremes const& mark, Extremes const& traded,
                        bool is_heavy = false) {
        w_ = {step_.from, 1.0f, step_.variance, step_.spreads, 0, traded};
        if (is_heavy || !is_light(mark)) {
            pressure_.rewind(s_, before, lane_);
            pass_levels();
            pressure_.pass_time(s_, lane_, w_.remaining);
        }
        return w_.traded;
    }

  private:
    using Moment = typename Pressure::Moment;

    /// A bridge: where something is, and where it ends if nothing more is reached.
    struct Bridge {
        LogPrice from, to;

        LIQ_HD float way(float spread) const { return way_by_extreme(from - to, spread); }
        LIQ_HD LogPrice extreme(bool down, float spread) const {
            return 0.5f * (from + to + (down ? -way(spread) : way(spread)));
        }
    };
    /// That of P and of the mark, as if there were no walls.
    LIQ_HD Bridge traded() const {
        return {w_.x + pressure_.free_impact(s_, lane_), step_.to + impact_at_end()};
    }
    LIQ_HD Bridge mark() const {
        return {pressure_.mark_of(w_.x, pressure_.free_impact(s_, lane_)),
                pressure_.mark_of(step_.to, impact_at_end())};
    }
    LIQ_HD LogPrice impact_at_end() const {
        return pressure_.impact_after(s_, lane_, w_.remaining);
    }
    /// When the extremes of a light step are: in its middle, on a straight line at its end.
    LIQ_HD Moment when_extreme() const {
        return pressure_.moment(s_, lane_, step_.variance > 0.0f ? -0.5f : 0.0f);
    }

    LIQ_HD LogPrice next_level(bool down) const {
        return down ? s_.long_trigger[lane_] : s_.short_trigger[lane_];
    }
    LIQ_HD static bool is_reached(bool down, LogPrice mark, LogPrice level) {
        return down ? mark <= level : mark >= level;
    }
    LIQ_HD bool reaches(bool down, LogPrice mark) const {
        return is_reached(down, mark, next_level(down));
    }
    LIQ_HD float& spread(bool down) { return down ? w_.spreads.low : w_.spreads.high; }

    /// A light step: what an extreme reaches moves the price by no more than `light_step_limit`,
    /// and is taken as one order. Returns false, and changes nothing, where the step is not light.
    LIQ_HD bool is_light(Extremes const& mark);
    /// The mark passes the levels on the way to its extremes, those of both sides in the order of
    /// their times.
    LIQ_HD void pass_levels();
    /// A level that the mark comes to, and after which share of what remains of the step.
    struct Passage {
        bool any, down;
        LogPrice level;
        float share;
    };
    /// The next one, of both sides.
    LIQ_HD Passage next_passage(Bridge const& mark);
    /// Time passes until the mark is there.
    LIQ_HD void come_to(Passage const& next, Bridge const& mark);
    /// After all passages: P goes on from there.
    LIQ_HD void conclude();

    static constexpr float no_limit = 1e30f;
    Pressure const& pressure_;
    State& s_;
    int lane_;
    StepBetween const& step_;
    Settle const& settle_;
    WalkState& w_;
};

}  // namespace liq::inline LIQ_TARGET

#include "kernels/path_passages.hpp"
