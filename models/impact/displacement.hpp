/// \file
/// How far an imbalance of forced orders displaces the price (models/law.md 5).
#pragma once

#include <cmath>

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/units.hpp"
#include "models/impact/parameters.hpp"

namespace liq::inline LIQ_TARGET {

/// The displacement by a power-law book, D(u) = W D1 (u/0.01)^kappa for each side:
///
///     disp(E) = -sign(E) 0.01 (|E| / (W D1))^(1/kappa)
///
/// with D1 of the bids for E > 0, and of the asks otherwise. It is limited to 64 on either side,
/// far beyond any price, so that prices stay finite with all parameters. It is a function of the
/// imbalance alone, so that many small orders have the effect of one large order (Alfonsi, Fruth &
/// Schied 2010). An imbalance of less than 1 USD counts as none. Tested in
/// tests/models/impact_test.cpp.
class PowerLawImpact {
  public:
    explicit PowerLawImpact(ImpactParameters const& p)
        : per_bid_(static_cast<float>(1.0 / p.depth.bid)),
          per_ask_(static_cast<float>(1.0 / p.depth.ask)),
          inverse_exponent_(static_cast<float>(1.0 / p.exponent)) {}

    /// \param imbalance  E, sales positive [USD]
    /// \param log_depth  log2 of the depth factor W [1]
    LIQ_HD LogPrice displacement(Usd imbalance, float log_depth) const {
        float const size = imbalance < 0.0f ? -imbalance : imbalance;
        float const in_depths = size * (imbalance > 0.0f ? per_bid_ : per_ask_);
        float const log2_of_1_percent = -6.64385619f;
        float const log2_distance =
            fused(log_2(in_depths < smallest_ ? smallest_ : in_depths) - log_depth,
                  inverse_exponent_, log2_of_1_percent);
        float const distance = exp_2(log2_distance < log2_largest_ ? log2_distance : log2_largest_);
        float const signed_distance = imbalance > 0.0f ? -distance : distance;
        return size < 1.0f ? 0.0f : signed_distance;
    }

  private:
    static constexpr float log2_largest_ = 6.0f;  ///< a displacement of 64 is a factor of e^64
    static constexpr float smallest_ = 1e-30f;    ///< keeps the logarithm defined; far below 1 USD
    float per_bid_;                               ///< 1/D1 [1/USD]
    float per_ask_;                               ///< 1/D1 [1/USD]
    float inverse_exponent_;                      ///< 1/kappa [1]
};

}  // namespace liq::inline LIQ_TARGET
