/// \file
/// All that depth can be in one policy, for the full cascade (model.md 5): a power law or the
/// market's table, walls, withdrawal by forced orders, elasticity to variance. What a run does not
/// have costs a comparison.
#pragma once

#include <cmath>

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/units.hpp"
#include "models/impact/depth_curve.hpp"
#include "models/impact/walls.hpp"
#include "models/impact/withdrawal.hpp"

namespace liq::inline LIQ_TARGET {

/// disp(E) = -sign(E) D^{-1}(|E| / S), D with walls, S = W (v/theta)^(-gamma/2) scaling all of it.
/// With a power law alone it has the bits of PowerLawImpact. Tested in
/// tests/models/market_depth_test.cpp.
class MarketDepth {
  public:
    template <int Lanes>
    struct State {
        PerLane<float, Lanes> log_depth;  ///< log2 W
        PerLane<float, Lanes> elastic;    ///< log2 (v/theta)^(-gamma/2)
        Walls::State<Lanes> walls;
    };
    /// A closed range of displacements.
    struct Bounds {
        LogPrice low, high;
    };

    /// \param p  `impact`, `withdrawal`, `depth`, `walls`, `cascade` of PressureParameters; with a
    ///           table `impact.depth` is D(0.01) of it
    template <class Pressure>
    MarketDepth(Pressure const& p, double step_years)
        : curves_(p.depth, p.impact),
          walls_(p.walls),
          withdrawal_(p.withdrawal, p.impact, step_years, p.cascade.market_fraction),
          per_log_ratio_(static_cast<float>(-0.5 * p.withdrawal.volatility_elasticity)),
          keep_displaced_(static_cast<float>(
              std::exp(-step_years / (p.impact.resilience.years() * p.impact.exponent)))),
          relaxes_by_power_(p.depth.points == 0 && p.walls.count == 0 &&
                            p.withdrawal.sensitivity <= 0 &&
                            p.withdrawal.volatility_elasticity <= 0) {}

    LIQ_HD bool has_walls() const { return walls_.any(); }

    template <int Lanes>
    LIQ_HD void start(State<Lanes>& s, int lane) const {
        s.log_depth[lane] = 0.0f;
        s.elastic[lane] = 0.0f;
        walls_.start(s.walls, lane);
    }

    /// Time passes: walls refill, and depth follows the variance.
    /// \param log2_variance_ratio  log2(v/theta) at the start of the step, clamped to [-4, 4]
    template <int Lanes>
    LIQ_HD void begin_step(State<Lanes>& s, int lane, float log2_variance_ratio) const {
        float const low = log2_variance_ratio > -4.0f ? log2_variance_ratio : -4.0f;
        s.elastic[lane] = per_log_ratio_ * (low < 4.0f ? low : 4.0f);
        walls_.begin_step(s.walls, lane);
    }

    /// disp(E) at the fundamental price x, which matters where there are walls only.
    template <int Lanes>
    LIQ_HD LogPrice displacement(State<Lanes> const& s, int lane, Usd imbalance, LogPrice x) const {
        return has_walls() ? through_walls(s, lane, imbalance, x) : past_walls(s, lane, imbalance);
    }

    /// disp(E) without the walls: all lanes side by side.
    template <int Lanes>
    LIQ_HD LogPrice past_walls(State<Lanes> const& s, int lane, Usd imbalance) const {
        float const distance = curves_.distance_of(imbalance > 0.0f, size_of(imbalance),
                                                   s.log_depth[lane] + s.elastic[lane]);
        return signed_move(imbalance, distance);
    }

    /// disp(E) after E has decayed over a step, given the displacement before. By a steady power
    /// law that is the same displacement times exp(-dt/(tau_E kappa)), as
    /// FrozenCascade<SteadyDepth> has it; else it is worked out anew.
    template <int Lanes>
    LIQ_HD LogPrice relaxed(State<Lanes> const& s, int lane, Usd imbalance, LogPrice before,
                            LogPrice x) const {
        if (relaxes_by_power_) return size_of(imbalance) < 1.0f ? 0.0f : before * keep_displaced_;
        return displacement(s, lane, imbalance, x);
    }

    /// Every displacement that this imbalance can have at any price: walls only make it smaller.
    template <int Lanes>
    LIQ_HD Bounds bounds(State<Lanes> const& s, int lane, Usd imbalance) const {
        LogPrice const most = past_walls(s, lane, imbalance);
        LogPrice const least = has_walls() ? 0.0f : most;
        return {most < least ? most : least, most < least ? least : most};
    }

    /// A visit was made: walls remember how much of them this imbalance used.
    template <int Lanes>
    LIQ_HD void visited(State<Lanes>& s, int lane, Usd imbalance, LogPrice x) const {
        if (!has_walls() || size_of(imbalance) < 1.0f) return;
        Usd const usd = in_full_depth(s, lane, imbalance);
        walls_.use(s.walls, lane, imbalance > 0.0f, usd, x, curves_);
    }

    /// The step ends: depth recovers, and withdraws from the fuel that was removed in it [USD].
    /// What was used of walls is gone from here on, which needs no work (Walls).
    template <int Lanes>
    LIQ_HD void end_step(State<Lanes>& s, int lane, Usd fuel_long, Usd fuel_short) const {
        s.log_depth[lane] = withdrawal_.next(s.log_depth[lane], fuel_long, fuel_short);
    }

  private:
    LIQ_HD static Usd size_of(Usd imbalance) { return imbalance < 0.0f ? -imbalance : imbalance; }
    LIQ_HD static LogPrice signed_move(Usd imbalance, float distance) {
        LogPrice const move = imbalance > 0.0f ? -distance : distance;
        return size_of(imbalance) < 1.0f ? 0.0f : move;
    }
    template <int Lanes>
    LIQ_HD Usd in_full_depth(State<Lanes> const& s, int lane, Usd imbalance) const {
        return DepthCurves::in_full_depth(size_of(imbalance), s.log_depth[lane] + s.elastic[lane]);
    }
    template <int Lanes>
    LIQ_HD_APART LogPrice through_walls(State<Lanes> const& s, int lane, Usd imbalance,
                                        LogPrice x) const {
        if (size_of(imbalance) < 1.0f) return 0.0f;
        bool const bid = imbalance > 0.0f;
        Usd const behind =
            walls_.behind(s.walls, lane, bid, in_full_depth(s, lane, imbalance), x, curves_);
        return signed_move(imbalance, curves_.distance_of(bid, behind, 0.0f));
    }

    DepthCurves curves_;
    Walls walls_;
    WithdrawingDepth withdrawal_;
    float per_log_ratio_;   ///< -gamma/2 [1]
    float keep_displaced_;  ///< per step [1]
    bool relaxes_by_power_;
};

}  // namespace liq::inline LIQ_TARGET
