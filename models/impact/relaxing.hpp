/// \file
/// How a displacement passes while the depth stays as it is (models/law.md 5).
#pragma once

#include <cmath>

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/units.hpp"
#include "models/impact/parameters.hpp"

namespace liq::inline LIQ_TARGET {

/// In a steady power law, D(u) = D1 (u/0.01)^kappa, the displacement of an imbalance that decays by
/// exp(-t/tau_E) decays by exp(-t/(tau_E kappa)). It is none where the imbalance is.
class Relaxing {
  public:
    Relaxing(ImpactParameters const& p, double step_years)
        : log2_keep_(static_cast<float>(-step_years / (p.resilience.years() * p.exponent) *
                                        1.4426950408889634)),
          keep_(static_cast<float>(std::exp(-step_years / (p.resilience.years() * p.exponent)))) {}

    /// \param imbalance  what is left of the imbalance [USD]
    LIQ_HD LogPrice after_step(LogPrice displaced, Usd imbalance) const {
        float const relaxed = displaced * keep_;
        return imbalance == 0.0f ? 0.0f : relaxed;
    }
    /// The same for a share of a step.
    LIQ_HD LogPrice after(LogPrice displaced, float share, Usd imbalance) const {
        float const relaxed = displaced * exp_2(share * log2_keep_);
        return imbalance == 0.0f ? 0.0f : relaxed;
    }

  private:
    float log2_keep_;  ///< of a step [1]
    float keep_;       ///< of a step [1]
};

}  // namespace liq::inline LIQ_TARGET
