/// \file
/// The fast cascade: forced orders against a power-law book, on a frozen ladder of fuel
/// (models/law.md 4 to 6). Everything that it keeps along a path fits into registers.
#pragma once

#include <cmath>

#include "models/book/ladder.hpp"
#include "models/cascade/effects.hpp"
#include "models/cascade/pressure_parameters.hpp"
#include "models/cascade/response.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/units.hpp"
#include "models/impact/displacement.hpp"
#include "models/impact/withdrawal.hpp"

namespace liq::inline LIQ_TARGET {

/// How prices respond and how a cascade settles is in `Response`; here is what the price does
/// between settlements, when only a power law and two tables are needed.
///
/// Tested against the closed forms of models/law.md 9.4 in tests/exact/cascade_test.cpp.
///
/// \tparam Depth  SteadyDepth or WithdrawingDepth
template <class Depth>
class FrozenCascade {
  public:
    static constexpr bool active = true;
    static constexpr bool full = false;

    template <int Lanes>
    struct State {
        PerLane<Usd, Lanes> imbalance;           ///< E, sales positive
        PerLane<LogPrice, Lanes> displaced;      ///< disp(E)
        PerLane<LogPrice, Lanes> permanent;      ///< I_perm
        PerLane<float, Lanes> log_depth;         ///< log2 W
        PerLane<LogPrice, Lanes> long_trigger;   ///< highest mark that reaches the next long level
        PerLane<LogPrice, Lanes> short_trigger;  ///< lowest mark that reaches the next short level
        PerLane<int, Lanes> long_swept, short_swept;    ///< levels that are gone
        PerLane<int, Lanes> long_before, short_before;  ///< the same when the step began
        PerLane<Usd, Lanes> long_step, short_step;      ///< fuel of the step, for the withdrawal
    };

    FrozenCascade(PressureParameters const& p, double step_years)
        : ladder_(p.ladder),
          impact_(p.impact),
          depth_(p.withdrawal, p.impact, step_years, p.cascade.market_fraction),
          response_(p, step_years),
          keep_displaced_(static_cast<float>(
              std::exp(-step_years / (p.impact.resilience.years() * p.impact.exponent)))) {}

    template <int Lanes>
    LIQ_HD void start(State<Lanes>& s, int lane) const {
        s.imbalance[lane] = 0.0f;
        s.displaced[lane] = 0.0f;
        s.permanent[lane] = 0.0f;
        s.log_depth[lane] = 0.0f;
        s.long_swept[lane] = s.short_swept[lane] = 0;
        s.long_before[lane] = s.short_before[lane] = 0;
        s.long_step[lane] = s.short_step[lane] = 0.0f;
        s.long_trigger[lane] = -ladder_.longs.next_distance[0];
        s.short_trigger[lane] = ladder_.shorts.next_distance[0];
    }

    /// Time passes: the imbalance decays. While the depth stays the same, its displacement decays
    /// by exp(-dt/(tau_E kappa)), which follows from the power law.
    template <int Lanes>
    LIQ_HD void begin_step(State<Lanes>& s, int lane) const {
        Usd imbalance = s.imbalance[lane];
        [[maybe_unused]] bool const none = response_.decay(imbalance);
        s.imbalance[lane] = imbalance;
        if constexpr (Depth::varies) {
            s.displaced[lane] = impact_.displacement(imbalance, s.log_depth[lane]);
        } else {
            float const relaxed = s.displaced[lane] * keep_displaced_;
            s.displaced[lane] = none ? 0.0f : relaxed;
        }
    }

    /// P = X + I.
    template <int Lanes>
    LIQ_HD LogPrice traded(State<Lanes> const& s, int lane, LogPrice x) const {
        return x + response_.impact_of(s.permanent[lane], s.displaced[lane]);
    }

    /// Whether the mark price, with X from low to high, reaches a level that still holds fuel.
    template <int Lanes>
    LIQ_HD int touches(State<Lanes> const& s, int lane, LogPrice low, LogPrice high) const {
        LogPrice const impact = response_.impact_of(s.permanent[lane], s.displaced[lane]);
        return touches(s, lane, {low, high}, {impact, impact});
    }

    /// The same for every impact of a range.
    template <int Lanes>
    LIQ_HD int touches(State<Lanes> const& s, int lane, PriceRange x, PriceRange impact) const {
        return static_cast<int>(response_.mark_of(x.low, impact.low) <= s.long_trigger[lane]) |
               static_cast<int>(response_.mark_of(x.high, impact.high) >= s.short_trigger[lane]);
    }

    /// The impacts that steps can have until something is settled: from today's to the permanent
    /// one, which remains when the imbalance is gone and the depth is back.
    template <int Lanes>
    LIQ_HD PriceRange impacts_to_come(State<Lanes> const& s, int lane) const {
        LogPrice const permanent = s.permanent[lane];
        LogPrice const now = response_.impact_of(permanent, s.displaced[lane]);
        return {now < permanent ? now : permanent, now < permanent ? permanent : now};
    }

    /// Settles the cascade at fundamental price x. This is rare and takes a varying number of
    /// rounds, so it is done for one lane at a time.
    template <int Lanes>
    LIQ_HD Sweep settle(State<Lanes>& s, int lane, LogPrice x) const;

    /// Fuel that was removed in the step that ends, once a settlement has happened in it; a new
    /// step begins.
    template <int Lanes>
    LIQ_HD RemovedFuel close_step(State<Lanes>& s, int lane) const;

    /// The depth after the step: some of it recovers, and the step's fuel drives some away.
    template <int Lanes>
    LIQ_HD void withdraw(State<Lanes>& s, int lane) const {
        if constexpr (Depth::varies) {
            s.log_depth[lane] =
                depth_.next(s.log_depth[lane], s.long_step[lane], s.short_step[lane]);
            s.long_step[lane] = s.short_step[lane] = 0.0f;
        }
    }

    /// Fuel that was removed since the path began.
    template <int Lanes>
    LIQ_HD RemovedFuel removed(State<Lanes> const& s, int lane) const {
        return {fuel_between(ladder_.longs, 0, s.long_swept[lane]),
                fuel_between(ladder_.shorts, 0, s.short_swept[lane])};
    }

  private:
    LadderView ladder_;
    PowerLawImpact impact_;
    Depth depth_;
    Response response_;
    float keep_displaced_;  ///< per step [1]
};

}  // namespace liq::inline LIQ_TARGET

#include "models/cascade/frozen_settle.hpp"
