/// \file
/// How depth leaves the order book when forced orders hit it, and how it comes back (models/law.md
/// 5).
///
/// There are two classes with the same members. A program is compiled for one of them, so that a
/// book with constant depth costs nothing.
#pragma once

#include <cmath>

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/units.hpp"
#include "models/impact/parameters.hpp"

namespace liq::inline LIQ_TARGET {

/// Depth that stays the same: W = 1 at all times.
class SteadyDepth {
  public:
    static constexpr bool varies = false;
    SteadyDepth(WithdrawalParameters const&, ImpactParameters const&, double /*step*/,
                double /*market_fraction*/) {}
    LIQ_HD float after_step(float log_depth) const { return log_depth; }
    LIQ_HD float after(float log_depth, float /*share*/) const { return log_depth; }
    LIQ_HD float after_orders(float log_depth, Usd /*fuel_long*/, Usd /*fuel_short*/) const {
        return log_depth;
    }
    LIQ_HD float after_orders_in_the_middle(float log_depth, Usd /*fuel_long*/,
                                            Usd /*fuel_short*/) const {
        return log_depth;
    }
};

/// Orders drive depth away, ln W <- max(ln W_min, ln W - eta phi (fuel_long/D1_bid +
/// fuel_short/D1_ask)), and with time it comes back, ln W <- exp(-t/tau_W) ln W. Kept as log2 W.
class WithdrawingDepth {
  public:
    static constexpr bool varies = true;
    WithdrawingDepth(WithdrawalParameters const& w, ImpactParameters const& impact,
                     double step_years, double market_fraction)
        : keep_(static_cast<float>(std::exp(-step_years / w.recovery.years()))),
          keep_half_(static_cast<float>(std::exp(-0.5 * step_years / w.recovery.years()))),
          log2_keep_(static_cast<float>(-step_years / w.recovery.years() * log2_e)),
          drives_away_(w.sensitivity * market_fraction > 0),
          floor_(static_cast<float>(std::log2(w.floor))),
          per_long_(
              static_cast<float>(w.sensitivity * market_fraction * log2_e / impact.depth.bid)),
          per_short_(
              static_cast<float>(w.sensitivity * market_fraction * log2_e / impact.depth.ask)) {}

    /// Whether orders drive any depth away.
    LIQ_HD bool drives_away() const { return drives_away_; }

    /// What log2 W recovers to within a step.
    LIQ_HD float after_step(float log_depth) const { return log_depth * keep_; }

    /// The same for a share of a step.
    LIQ_HD float after(float log_depth, float share) const {
        return log_depth * exp_2(share * log2_keep_);
    }

    /// log2 W after this much fuel was removed.
    LIQ_HD float after_orders(float log_depth, Usd fuel_long, Usd fuel_short) const {
        float const hit = fused(-per_short_, fuel_short, fused(-per_long_, fuel_long, log_depth));
        return hit > floor_ ? hit : floor_;
    }

    /// The same at the end of a step in the middle of which it was removed; `log_depth` is what the
    /// step would leave without it.
    LIQ_HD float after_orders_in_the_middle(float log_depth, Usd fuel_long, Usd fuel_short) const {
        return after_orders(log_depth, keep_half_ * fuel_long, keep_half_ * fuel_short);
    }

  private:
    static constexpr double log2_e = 1.4426950408889634;
    float keep_;       ///< per step [1]
    float keep_half_;  ///< in half a step [1]
    float log2_keep_;  ///< of a step
    bool drives_away_;
    float floor_;      ///< log2 W_min [1]
    float per_long_;   ///< [1/USD]
    float per_short_;  ///< [1/USD]
};

}  // namespace liq::inline LIQ_TARGET
