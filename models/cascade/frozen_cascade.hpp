/// \file
/// The fast cascade: forced orders against a power-law book, on a frozen ladder of fuel
/// (models/law.md 4 to 6). Everything that it keeps along a path fits into registers.
#pragma once

#include <cmath>

#include "models/book/ladder.hpp"
#include "models/cascade/displaced.hpp"
#include "models/cascade/effects.hpp"
#include "models/cascade/pressure_parameters.hpp"
#include "models/cascade/response.hpp"
#include "models/cascade/swept_ladder.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/units.hpp"
#include "models/impact/displacement.hpp"
#include "models/impact/relaxing.hpp"
#include "models/impact/withdrawal.hpp"

namespace liq::inline LIQ_TARGET {

template <class Depth>
struct LadderInRounds;

/// How prices respond and how a cascade settles is in `Response`; here is what the price does
/// between settlements, when only a power law and two tables are needed.
///
/// Tested against the closed forms of models/law.md 9.4 in tests/exact/cascade_test.cpp.
///
/// \tparam Depth  SteadyDepth or WithdrawingDepth
template <class Depth>
class FrozenCascade : public Displaced {
  public:
    static constexpr bool active = true;   ///< whether orders move the price
    static constexpr bool settles = true;  ///< whether levels are removed
    static constexpr bool full = false;
    static constexpr bool lives = false;

    template <int Lanes>
    struct State : SweptLadder::State<Lanes> {
        PerLane<Usd, Lanes> imbalance;       ///< E, sales positive
        PerLane<LogPrice, Lanes> displaced;  ///< disp(E)
        PerLane<LogPrice, Lanes> permanent;  ///< I_perm
        PerLane<float, Lanes> log_depth;     ///< log2 W
    };

    FrozenCascade(PressureParameters const& p, double step_years)
        : Displaced(p, step_years),
          ladder_(p.ladder),
          impact_(p.impact),
          depth_(p.withdrawal, p.impact, step_years, p.cascade.market_fraction),
          relaxing_(p.impact, step_years) {}

    template <int Lanes>
    LIQ_HD void start(State<Lanes>& s, int lane) const;

    /// A step begins, and all of its time passes: the imbalance decays and the depth recovers, to
    /// what they are at the end of a step in which nothing is reached. What they were is kept.
    template <int Lanes>
    LIQ_HD void begin_step(State<Lanes>& s, Before<Lanes>& b, int lane) const;

    /// Goes back to the beginning of the step.
    template <int Lanes>
    LIQ_HD void rewind(State<Lanes>& s, Before<Lanes> const& b, int lane) const;

    /// A share of a step passes in one lane.
    template <int Lanes>
    LIQ_HD void pass_time(State<Lanes>& s, int lane, float share) const;

    /// The impact after a share of a step in which nothing is reached.
    template <int Lanes>
    LIQ_HD LogPrice impact_after(State<Lanes> const& s, int lane, float share) const;

    /// Takes all that an extreme of the mark reaches as one order, in the state of the end of the
    /// step, if it moves the price by no more than `limit` (`Response::reach_together`); else
    /// nothing changes and it returns false. `only_look` changes nothing at all.
    template <int Lanes>
    LIQ_HD bool take_together(State<Lanes>& s, int lane, LogPrice x, LogPrice mark, float limit,
                              bool only_look, Sweep& sweep) const;

    /// Whether the mark price, with X from low to high, reaches a level that still holds fuel.
    template <int Lanes>
    LIQ_HD int touches(State<Lanes> const& s, int lane, LogPrice low, LogPrice high) const {
        LogPrice const now = impact(s, lane);
        return touches(s, lane, {low, high}, {now, now});
    }

    /// The same for every impact of a range.
    template <int Lanes>
    LIQ_HD int touches(State<Lanes> const& s, int lane, PriceRange x, PriceRange impact) const {
        return ladder_.touches(
            s, lane,
            {response_.mark_of(x.low, impact.low), response_.mark_of(x.high, impact.high)});
    }

    /// The impacts that this step and those after it can have until something is settled: from that
    /// at its beginning to the permanent one, which remains when the imbalance is gone and the
    /// depth is back.
    template <int Lanes>
    LIQ_HD PriceRange impacts_to_come(State<Lanes> const& s, Before<Lanes> const& b,
                                      int lane) const {
        LogPrice const permanent = s.permanent[lane];
        LogPrice const now = impact_before(s, b, lane);
        return {now < permanent ? now : permanent, now < permanent ? permanent : now};
    }

    /// Settles the cascade at fundamental price x, and then in the depth that its orders leave,
    /// until nothing more is reached. This is rare and takes a varying number of rounds, so it is
    /// done for one lane at a time.
    template <int Lanes>
    LIQ_HD Sweep settle(State<Lanes>& s, int lane, LogPrice x, LevelsComeTo come_to = {}) const;

    /// Fuel that was removed in the step that ends, once a settlement has happened in it; a new
    /// step begins.
    template <int Lanes>
    LIQ_HD RemovedFuel close_step(State<Lanes>& s, int lane) const {
        return ladder_.close_step(s, lane);
    }

    /// Fuel that was removed since the path began.
    template <int Lanes>
    LIQ_HD RemovedFuel removed(State<Lanes> const& s, int lane) const {
        return ladder_.removed(s, lane);
    }

  private:
    template <int Lanes>
    LIQ_HD LadderInRounds<Depth> ladder_of(State<Lanes> const& s, int lane) const;
    template <int Lanes>
    LIQ_HD void keep(State<Lanes>& s, int lane, Impact const& now,
                     LadderInRounds<Depth> const& book) const;

    SweptLadder ladder_;
    PowerLawImpact impact_;
    Depth depth_;
    Relaxing relaxing_;
};

}  // namespace liq::inline LIQ_TARGET

#include "models/cascade/frozen_settle.hpp"
#include "models/cascade/frozen_time.hpp"
