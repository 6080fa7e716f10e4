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
#include "models/impact/relaxing.hpp"
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
          walls_(p.walls, p.impact.resilience, step_years),
          withdrawal_(p.withdrawal, p.impact, step_years, p.cascade.market_fraction),
          per_log_ratio_(static_cast<float>(-0.5 * p.withdrawal.volatility_elasticity)),
          relaxing_(p.impact, step_years),
          relaxes_by_power_(p.depth.points == 0 && p.walls.count == 0 &&
                            p.withdrawal.sensitivity <= 0 &&
                            p.withdrawal.volatility_elasticity <= 0) {}

    LIQ_HD bool has_walls() const { return walls_.any(); }
    template <int Lanes>
    LIQ_HD void start(State<Lanes>& s, int lane) const {
        s.log_depth[lane] = s.elastic[lane] = 0.0f;
        walls_.start(s.walls, lane);
    }

    /// A step begins, and all of its time passes: what was withdrawn recovers, walls refill, and
    /// depth follows log2(v/theta) at the start of the step, which is limited to [-4, 4].
    template <int Lanes>
    LIQ_HD void begin_step(State<Lanes>& s, int lane, float log2_variance_ratio) const;

    /// disp(E) in one lane. The fundamental price x matters only where there are walls.
    template <int Lanes>
    LIQ_HD LogPrice displacement(State<Lanes> const& s, int lane, Usd imbalance, LogPrice x) const {
        return displacement_at(s, lane, s.log_depth[lane], imbalance, x, 0.0f);
    }

    /// The same as if there were no walls.
    template <int Lanes>
    LIQ_HD LogPrice past_walls(State<Lanes> const& s, int lane, Usd imbalance) const {
        return past_walls(s.log_depth[lane] + s.elastic[lane], imbalance);
    }
    LIQ_HD LogPrice past_walls(float log_depth, Usd imbalance) const;

    /// disp(E) as if there were no walls, in all lanes, after a step in which the imbalances have
    /// decayed; `displaced` holds the displacements before it. With a steady power law they only
    /// decay (`Relaxing`). The kind of depth is asked for outside of the loops, which are SIMD.
    template <int Lanes>
    LIQ_HD void relax(State<Lanes> const& s, PerLane<Usd, Lanes> const& imbalance,
                      PerLane<LogPrice, Lanes>& displaced) const;

    /// disp(E) as if there were no walls, in all lanes, where log2 W is this.
    template <int Lanes>
    LIQ_HD void displace_all(State<Lanes> const& s, PerLane<float, Lanes> const& log_withdrawn,
                             PerLane<Usd, Lanes> const& imbalance,
                             PerLane<LogPrice, Lanes>& displaced) const;

    /// Where an imbalance is at a price: walls note how much of them it uses.
    /// \param ahead  when, as a share of a step from now, not positive
    template <int Lanes>
    LIQ_HD void use_walls(State<Lanes>& s, int lane, Usd imbalance, LogPrice x, float ahead) const;

    /// Whether a wall may stand between a price and where it is displaced to without walls.
    LIQ_HD bool may_reach_a_wall(LogPrice displaced, LogPrice x) const {
        return walls_.any_within(displaced < 0.0f, x, 1.0001f * size_of(displaced));
    }

    /// Goes back to the beginning of a step; log2 W was this.
    template <int Lanes>
    LIQ_HD void rewind(State<Lanes>& s, int lane, float log_depth) const;

    /// A share of a step passes in one lane: some of what was withdrawn recovers, and walls refill.
    template <int Lanes>
    LIQ_HD void pass_time(State<Lanes>& s, int lane, float share) const;

    /// disp(E) as if there were no walls, after a share of a step that leaves this imbalance.
    template <int Lanes>
    LIQ_HD LogPrice past_walls_after(State<Lanes> const& s, int lane, float share, Usd imbalance,
                                     LogPrice before) const;

    /// disp(E) where log2 W is this, in front of the walls of another moment.
    /// \param ahead  when, as a share of a step from now
    template <int Lanes>
    LIQ_HD LogPrice displacement_at(State<Lanes> const& s, int lane, float log_withdrawn,
                                    Usd imbalance, LogPrice x, float ahead) const {
        float const log_depth = log_withdrawn + s.elastic[lane];
        return has_walls() ? through_walls(s, lane, log_depth, imbalance, x, ahead)
                           : past_walls(log_depth, imbalance);
    }
    /// log2 W at the end of a step in the middle of which orders of this fuel [USD] come.
    template <int Lanes>
    LIQ_HD float withdrawn_by_half(State<Lanes> const& s, int lane, Usd longs, Usd shorts) const {
        return withdrawal_.after_orders_in_the_middle(s.log_depth[lane], longs, shorts);
    }

    /// Whether orders drive depth away.
    LIQ_HD bool withdraws() const { return withdrawal_.drives_away(); }

    /// Orders of this fuel [USD] drive some depth away.
    template <int Lanes>
    LIQ_HD void withdraw(State<Lanes>& s, int lane, Usd fuel_long, Usd fuel_short) const {
        s.log_depth[lane] = withdrawal_.after_orders(s.log_depth[lane], fuel_long, fuel_short);
    }

  private:
    LIQ_HD static Usd size_of(Usd imbalance) { return imbalance < 0.0f ? -imbalance : imbalance; }
    LIQ_HD static LogPrice signed_move(Usd imbalance, float distance) {
        LogPrice const move = imbalance > 0.0f ? -distance : distance;
        return size_of(imbalance) < 1.0f ? 0.0f : move;
    }
    template <int Lanes>
    LIQ_HD_APART LogPrice through_walls(State<Lanes> const& s, int lane, float log_depth,
                                        Usd imbalance, LogPrice x, float ahead) const;

    DepthCurves curves_;
    Walls walls_;
    WithdrawingDepth withdrawal_;
    float per_log_ratio_;  ///< -gamma/2 [1]
    Relaxing relaxing_;
    bool relaxes_by_power_;
};

}  // namespace liq::inline LIQ_TARGET

#include "models/impact/market_depth_lanes.hpp"
#include "models/impact/market_walls.hpp"
