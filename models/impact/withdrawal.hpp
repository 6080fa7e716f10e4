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
    LIQ_HD float next(float log_depth, Usd /*fuel_long*/, Usd /*fuel_short*/) const {
        return log_depth;
    }
};

/// ln W <- max(ln W_min, exp(-dt/tau_W) ln W - eta phi (fuel_long/D1_bid + fuel_short/D1_ask)),
/// kept as log2 W.
class WithdrawingDepth {
  public:
    static constexpr bool varies = true;
    WithdrawingDepth(WithdrawalParameters const& w, ImpactParameters const& impact,
                     double step_years, double market_fraction)
        : keep_(static_cast<float>(std::exp(-step_years / w.recovery.years()))),
          floor_(static_cast<float>(std::log2(w.floor))),
          per_long_(
              static_cast<float>(w.sensitivity * market_fraction * log2_e / impact.depth.bid)),
          per_short_(
              static_cast<float>(w.sensitivity * market_fraction * log2_e / impact.depth.ask)) {}

    /// The log2 depth factor after a step that removed this much fuel.
    LIQ_HD float next(float log_depth, Usd fuel_long, Usd fuel_short) const {
        float const recovered = log_depth * keep_;
        float const hit = fused(-per_short_, fuel_short, fused(-per_long_, fuel_long, recovered));
        return hit > floor_ ? hit : floor_;
    }

  private:
    static constexpr double log2_e = 1.4426950408889634;
    float keep_;       ///< per step [1]
    float floor_;      ///< log2 W_min [1]
    float per_long_;   ///< [1/USD]
    float per_short_;  ///< [1/USD]
};

}  // namespace liq::inline LIQ_TARGET
