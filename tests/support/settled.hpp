/// \file
/// The frozen cascade of one path for a test, with its ladder. The test chooses the prices that are
/// visited.
#pragma once

#include "kernels/build_ladder.hpp"
#include "models/cascade/frozen_cascade.hpp"

namespace liq::tests {

inline LadderSideView view_of(LadderSide const& side) {
    return {side.fuel_up_to.data(), side.next_distance.data()};
}

/// What one visit did.
struct Settled {
    Sweep sweep;
    LogPrice traded;
};

/// \tparam Depth  SteadyDepth or WithdrawingDepth
template <class Depth = SteadyDepth>
class SettledBook {
  public:
    SettledBook(LevelFuel const& longs, LevelFuel const& shorts, CascadeParameters const& cascade,
                ImpactParameters const& impact, WithdrawalParameters const& withdrawal = {},
                double step_years = Duration{300}.years())
        : longs_(build_ladder_side(longs)),
          shorts_(build_ladder_side(shorts)),
          cascade_({cascade, impact, withdrawal, {view_of(longs_), view_of(shorts_)}}, step_years) {
        cascade_.start(state_, 0);
    }
    SettledBook(SettledBook const&) = delete;
    SettledBook& operator=(SettledBook const&) = delete;

    /// Visits the fundamental price x: settles if a level is reached, as a path does, or if the
    /// mark has come to one.
    Settled visit(LogPrice x, LevelsComeTo come_to = {}) {
        Sweep sweep{state_.long_swept[0], state_.long_swept[0], state_.short_swept[0],
                    state_.short_swept[0]};
        bool const come = come_to.down != LevelsComeTo{}.down || come_to.up != LevelsComeTo{}.up;
        if (come || cascade_.touches(state_, 0, x, x) != 0)
            sweep = cascade_.settle(state_, 0, x, come_to);
        return {sweep, cascade_.traded(state_, 0, x)};
    }
    /// Ends a step and begins the next.
    RemovedFuel next_step() {
        RemovedFuel const fuel = cascade_.close_step(state_, 0);
        cascade_.begin_step(state_, before_, 0);
        return fuel;
    }
    void rewind() { cascade_.rewind(state_, before_, 0); }
    void pass_time(float share) { cascade_.pass_time(state_, 0, share); }
    [[nodiscard]] LogPrice impact_after(float share) const {
        return cascade_.impact_after(state_, 0, share);
    }
    [[nodiscard]] LogPrice impact_before() const {
        return cascade_.impact_before(state_, before_, 0);
    }
    [[nodiscard]] LogPrice traded(LogPrice x) const { return cascade_.traded(state_, 0, x); }
    [[nodiscard]] RemovedFuel removed() const { return cascade_.removed(state_, 0); }
    [[nodiscard]] Usd imbalance() const { return state_.imbalance[0]; }
    [[nodiscard]] float log2_depth() const { return state_.log_depth[0]; }

  private:
    LadderSide longs_, shorts_;
    FrozenCascade<Depth> cascade_;
    typename FrozenCascade<Depth>::template State<1> state_;
    typename FrozenCascade<Depth>::template Before<1> before_;
};

}  // namespace liq::tests
