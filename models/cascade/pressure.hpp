/// \file
/// What forced orders do to the price of one path: imbalance, displacement, depth and the frozen
/// book (model.md 4 to 6). Two policies with the same members: `NoCascade` and `FrozenCascade`.
#pragma once

#include <cmath>
#include <concepts>

#include "models/book/inflow.hpp"
#include "models/book/ladder.hpp"
#include "models/book/parameters.hpp"
#include "models/cascade/parameters.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/path_memory.hpp"
#include "models/core/units.hpp"
#include "models/impact/depth_curve.hpp"
#include "models/impact/displacement.hpp"
#include "models/impact/walls.hpp"
#include "models/impact/withdrawal.hpp"
#include "models/margin/waterfall_parameters.hpp"

namespace liq {

/// All that a cascade is configured by; plain data from the plan.
struct PressureParameters {
    CascadeParameters cascade;
    ImpactParameters impact;
    WithdrawalParameters withdrawal;
    LadderView ladder;
    DepthView depth{};
    WallsView walls{};
    PathMemory memory{};    ///< what a path owns besides its state
    BookParameters book{};  ///< of a living book
    InflowView inflow{};    ///< what opens in a living book
    BankruptcyView bankruptcy{};
    WaterfallParameters waterfall{};  ///< its fund resolved: nothing means unlimited
};

/// From one log price, or log impact, to another.
struct PriceRange {
    LogPrice low;
    LogPrice high;
};

/// The levels that one settlement removed: (long_from, long_to] and (short_from, short_to].
struct Sweep {
    int long_from = 0, long_to = 0;
    int short_from = 0, short_to = 0;
    bool exhausted = false;  ///< max_rounds reached with levels still to go
};

/// Fuel removed since the path, or the step, began.
struct RemovedFuel {
    FuelTicks longs = 0;
    FuelTicks shorts = 0;
};

/// The share of each side's alive fuel that a step closed against the other side's deficit.
struct Deleveraging {
    double share[n_sides] = {0, 0};
    [[nodiscard]] LIQ_HD bool any() const { return share[0] > 0 || share[1] > 0; }
};

/// What happened to the fuel of one side along a path [1/16 USD]: initial + opened = closed +
/// liquidated + deleveraged + alive, each added up where it happens.
struct BookFlows {
    FuelTicks initial = 0;  ///< alive at t = 0
    FuelTicks opened = 0;   ///< new positions on the grid
    FuelTicks closed = 0;   ///< by themselves
    FuelTicks liquidated = 0;
    FuelTicks deleveraged = 0;      ///< closed against the other side's deficit
    FuelTicks alive = 0;            ///< at the horizon
    FuelTicks inflow_off_grid = 0;  ///< new positions beyond the grid, in none of the others
};

/// How a full cascade ends.
struct CascadeEnd {
    FuelTicks fund_drawdown = 0;
    BookFlows flows[n_sides];
};

}  // namespace liq

namespace liq::inline LIQ_TARGET {

/// Traded and fundamental price are one: `[cascade] enabled = false`.
class NoCascade {
  public:
    static constexpr bool active = false;
    static constexpr bool full = false;
    template <int Lanes>
    struct State {};

    NoCascade(PressureParameters const& /*p*/, double /*step_years*/) {}
    template <int Lanes>
    LIQ_HD void start(State<Lanes>&, int) const {}
    template <int Lanes>
    LIQ_HD void begin_step(State<Lanes>&, int) const {}
    template <int Lanes>
    LIQ_HD LogPrice traded(State<Lanes> const&, int, LogPrice x) const {
        return x;
    }
    template <int Lanes>
    LIQ_HD int touches(State<Lanes> const&, int, LogPrice, LogPrice) const {
        return 0;
    }
    template <int Lanes>
    LIQ_HD int touches(State<Lanes> const&, int, PriceRange, PriceRange) const {
        return 0;
    }
    template <int Lanes>
    LIQ_HD PriceRange impacts_to_come(State<Lanes> const&, int) const {
        return {0.0f, 0.0f};
    }
    template <int Lanes>
    LIQ_HD Sweep settle(State<Lanes>&, int, LogPrice) const {
        return {};
    }
    template <int Lanes>
    LIQ_HD RemovedFuel close_step(State<Lanes>&, int) const {
        return {};
    }
    template <int Lanes>
    LIQ_HD void withdraw(State<Lanes>&, int) const {}
    template <int Lanes>
    LIQ_HD RemovedFuel removed(State<Lanes> const&, int) const {
        return {};
    }
};

/// Forced orders against a power-law book, on a frozen ladder of fuel.
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
        PerLane<int, Lanes> long_swept, short_swept;    ///< levels gone
        PerLane<int, Lanes> long_before, short_before;  ///< the same when the step began
        PerLane<Usd, Lanes> long_step, short_step;      ///< fuel of the step, for the withdrawal
    };

    FrozenCascade(PressureParameters const& p, double step_years)
        : ladder_(p.ladder),
          impact_(p.impact),
          depth_(p.withdrawal, p.impact, step_years, p.cascade.market_fraction),
          keep_imbalance_(static_cast<float>(std::exp(-step_years / p.impact.resilience.years()))),
          keep_displaced_(static_cast<float>(
              std::exp(-step_years / (p.impact.resilience.years() * p.impact.exponent)))),
          market_fraction_(static_cast<float>(p.cascade.market_fraction)),
          pass_through_(static_cast<float>(p.cascade.mark_pass_through)),
          permanent_share_(static_cast<float>(p.impact.permanent_share)),
          max_rounds_(p.cascade.max_rounds) {}

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

    /// Time passes: the imbalance decays by exp(-dt/tau_E) (Obizhaeva & Wang 2013), hence, by the
    /// power law, its displacement by exp(-dt/(tau_E kappa)) while the depth stays.
    template <int Lanes>
    LIQ_HD void begin_step(State<Lanes>& s, int lane) const {
        float const decayed = s.imbalance[lane] * keep_imbalance_;
        float const size = decayed < 0.0f ? -decayed : decayed;
        float const imbalance = size < 1.0f ? 0.0f : decayed;
        s.imbalance[lane] = imbalance;
        if constexpr (Depth::varies) {
            s.displaced[lane] = impact_.displacement(imbalance, s.log_depth[lane]);
        } else {
            float const relaxed = s.displaced[lane] * keep_displaced_;
            s.displaced[lane] = size < 1.0f ? 0.0f : relaxed;
        }
    }

    /// P = X + I, I = I_perm + (1 - pi) disp(E).
    template <int Lanes>
    LIQ_HD LogPrice traded(State<Lanes> const& s, int lane, LogPrice x) const {
        return x + impact_of(s.permanent[lane], s.displaced[lane]);
    }

    /// Whether the mark price m = X + omega I, X from low to high, reaches a level that still holds
    /// fuel.
    template <int Lanes>
    LIQ_HD int touches(State<Lanes> const& s, int lane, LogPrice low, LogPrice high) const {
        LogPrice const impact = impact_of(s.permanent[lane], s.displaced[lane]);
        return touches(s, lane, {low, high}, {impact, impact});
    }

    /// The same for every impact of a range.
    template <int Lanes>
    LIQ_HD int touches(State<Lanes> const& s, int lane, PriceRange x, PriceRange impact) const {
        return static_cast<int>(fused(pass_through_, impact.low, x.low) <= s.long_trigger[lane]) |
               static_cast<int>(fused(pass_through_, impact.high, x.high) >= s.short_trigger[lane]);
    }

    /// The impacts that steps can have until something is settled: from today's to the permanent
    /// one, which remains when the imbalance is gone and the depth is back.
    template <int Lanes>
    LIQ_HD PriceRange impacts_to_come(State<Lanes> const& s, int lane) const {
        LogPrice const permanent = s.permanent[lane];
        LogPrice const now = impact_of(permanent, s.displaced[lane]);
        return {now < permanent ? now : permanent, now < permanent ? permanent : now};
    }

    /// Settles the cascade at fundamental price x: the least fixed point, reached by rounds
    /// (models/ cascade/settle.hpp).
    template <int Lanes>
    LIQ_HD Sweep settle(State<Lanes>& s, int lane, LogPrice x) const;

    /// Fuel removed in the step that ends, once a settlement has happened in it; a new step begins.
    template <int Lanes>
    LIQ_HD RemovedFuel close_step(State<Lanes>& s, int lane) const {
        RemovedFuel const fuel{
            fuel_between(ladder_.longs, s.long_before[lane], s.long_swept[lane]),
            fuel_between(ladder_.shorts, s.short_before[lane], s.short_swept[lane])};
        s.long_before[lane] = s.long_swept[lane];
        s.short_before[lane] = s.short_swept[lane];
        if constexpr (Depth::varies) {
            s.long_step[lane] = usd_of(fuel.longs);
            s.short_step[lane] = usd_of(fuel.shorts);
        }
        return fuel;
    }

    /// Depth after the step: recovery, and what the step's fuel drove away.
    template <int Lanes>
    LIQ_HD void withdraw(State<Lanes>& s, int lane) const {
        if constexpr (Depth::varies) {
            s.log_depth[lane] =
                depth_.next(s.log_depth[lane], s.long_step[lane], s.short_step[lane]);
            s.long_step[lane] = s.short_step[lane] = 0.0f;
        }
    }

    /// Fuel removed since the path began.
    template <int Lanes>
    LIQ_HD RemovedFuel removed(State<Lanes> const& s, int lane) const {
        return {fuel_between(ladder_.longs, 0, s.long_swept[lane]),
                fuel_between(ladder_.shorts, 0, s.short_swept[lane])};
    }

  private:
    LIQ_HD LogPrice impact_of(LogPrice permanent, LogPrice displaced) const {
        return fused(1.0f - permanent_share_, displaced, permanent);
    }
    LIQ_HD LogPrice mark_of(LogPrice x, LogPrice permanent, LogPrice displaced) const {
        return fused(pass_through_, impact_of(permanent, displaced), x);
    }

    LadderView ladder_;
    PowerLawImpact impact_;
    Depth depth_;
    float keep_imbalance_;   ///< per step [1]
    float keep_displaced_;   ///< per step [1]
    float market_fraction_;  ///< phi [1]
    float pass_through_;     ///< omega [1]
    float permanent_share_;  ///< pi [1]
    int max_rounds_;
};

}  // namespace liq::inline LIQ_TARGET

#include "models/cascade/settle.hpp"
