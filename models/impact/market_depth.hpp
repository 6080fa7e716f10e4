/// \file
/// Depth of every kind in one class, for the full cascade (models/law.md 5): a power law or the
/// market's table, walls, withdrawal by forced orders, elasticity to variance.
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

/// disp(E) = -sign(E) D^{-1}(|E| / S), where D includes walls and S = W (v/theta)^(-gamma/2) scales
/// all of it. With nothing but a power law it has the bits of PowerLawImpact. Tested in
/// tests/models/market_depth_test.cpp.
class MarketDepth {
  public:
    template <int Lanes>
    struct State {
        PerLane<float, Lanes> log_depth;  ///< log2 W
        PerLane<float, Lanes> elastic;    ///< log2 (v/theta)^(-gamma/2)
        Walls::State<Lanes> walls;
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

    /// Time passes: walls refill, and depth follows log2(v/theta) at the start of the step, which
    /// is limited to [-4, 4].
    template <int Lanes>
    LIQ_HD void begin_step(State<Lanes>& s, int lane, float log2_variance_ratio) const {
        float const low = log2_variance_ratio > -4.0f ? log2_variance_ratio : -4.0f;
        s.elastic[lane] = per_log_ratio_ * (low < 4.0f ? low : 4.0f);
        walls_.begin_step(s.walls, lane);
    }

    /// disp(E) in one lane. The fundamental price x matters only where there are walls.
    template <int Lanes>
    LIQ_HD LogPrice displacement(State<Lanes> const& s, int lane, Usd imbalance, LogPrice x) const {
        return has_walls() ? through_walls(s, lane, imbalance, x) : past_walls(s, lane, imbalance);
    }

    /// The same as if there were no walls.
    template <int Lanes>
    LIQ_HD LogPrice past_walls(State<Lanes> const& s, int lane, Usd imbalance) const {
        float const log_depth = s.log_depth[lane] + s.elastic[lane];
        bool const bid = imbalance > 0.0f;
        Usd const size = size_of(imbalance);
        return signed_move(imbalance, curves_.has_table()
                                          ? curves_.distance_of(bid, size, log_depth)
                                          : curves_.distance_by_power(bid, size, log_depth));
    }

    /// disp(E) as if there were no walls, in all lanes, after a step in which the imbalances have
    /// decayed; `displaced` holds the displacements before it. With a steady power law they only
    /// decay by exp(-dt/(tau_E kappa)), as in FrozenCascade<SteadyDepth>. The kind of depth is
    /// asked for outside of the loops, so that the loops of a power law are SIMD.
    template <int Lanes>
    LIQ_HD void relax(State<Lanes> const& s, PerLane<Usd, Lanes> const& imbalance,
                      PerLane<LogPrice, Lanes>& displaced) const {
        if (relaxes_by_power_) {
            for_each_lane<Lanes>([&](int lane) {
                LogPrice const relaxed = displaced[lane] * keep_displaced_;
                displaced[lane] = size_of(imbalance[lane]) < 1.0f ? 0.0f : relaxed;
            });
        } else if (!curves_.has_table()) {
            for_each_lane<Lanes>([&](int lane) {
                float const distance =
                    curves_.distance_by_power(imbalance[lane] > 0.0f, size_of(imbalance[lane]),
                                              s.log_depth[lane] + s.elastic[lane]);
                displaced[lane] = signed_move(imbalance[lane], distance);
            });
        } else {
            LaneSet const moved = lanes_where<Lanes>(
                [&](int lane) { return static_cast<int>(size_of(imbalance[lane]) >= 1.0f); });
            for_each_lane<Lanes>([&](int lane) { displaced[lane] = 0.0f; });
            for_each_lane_of<Lanes>(
                moved, [&](int lane) { displaced[lane] = past_walls(s, lane, imbalance[lane]); });
        }
    }

    /// After a visit: walls remember how much of them this imbalance used.
    template <int Lanes>
    LIQ_HD void visited(State<Lanes>& s, int lane, Usd imbalance, LogPrice x) const {
        if (!has_walls() || size_of(imbalance) < 1.0f) return;
        Usd const usd = in_full_depth(s, lane, imbalance);
        walls_.use(s.walls, lane, imbalance > 0.0f, usd, x, curves_);
    }

    /// The step ends: depth recovers, and the fuel that was removed [USD] drives some of it away.
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
        Walls::Passage const order =
            walls_.through(s.walls, lane, bid, in_full_depth(s, lane, imbalance), x, curves_);
        float const distance = curves_.distance_of(bid, order.usd, 0.0f);
        float const low = distance > order.at_least ? distance : order.at_least;
        return signed_move(imbalance, low < order.at_most ? low : order.at_most);
    }

    DepthCurves curves_;
    Walls walls_;
    WithdrawingDepth withdrawal_;
    float per_log_ratio_;   ///< -gamma/2 [1]
    float keep_displaced_;  ///< per step [1]
    bool relaxes_by_power_;
};

}  // namespace liq::inline LIQ_TARGET
