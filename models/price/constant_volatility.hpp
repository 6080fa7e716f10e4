/// \file
/// A diffusion of constant volatility, dX = (mu - sigma^2/2) dt + sigma dW. It is geometric
/// Brownian motion, and other models add jumps to it.
#pragma once

#include <cmath>
#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/noise.hpp"
#include "models/core/parameter_form.hpp"
#include "models/core/random.hpp"
#include "models/core/units.hpp"
#include "models/price/price_model.hpp"

namespace liq {

/// The key of a constant volatility.
template <class Form>
void describe_volatility(Form& form, double& volatility) {
    form.field("volatility", volatility,
               {.unit = "per year^0.5",
                .range = {.low = 0, .high = 100, .low_open = true},
                .meaning = "annualised volatility of the price",
                .required = true});
}

}  // namespace liq

namespace liq::inline LIQ_TARGET {

/// The log increment of a step is exact in law: (mu - sigma^2/2) dt + sigma sqrt(dt) Z.
/// Tested against the closed forms of models/law.md 9.1.
class ConstantVolatility : public PriceModelDefaults {
  public:
    /// Nothing but the price itself varies along a path.
    template <int Lanes>
    struct State {};

    /// Gaussian increments of four steps.
    template <int Lanes>
    struct Noise {
        PerLane<float, Lanes> normal[words_per_quartet];
    };

    ConstantVolatility(double volatility, PriceInputs const& in)
        : mean_(static_cast<float>((in.common.drift - 0.5 * volatility * volatility) *
                                   in.step_years)),
          deviation_(static_cast<float>(volatility * std::sqrt(in.step_years))),
          variance_(static_cast<float>(volatility * volatility * in.step_years)) {}

    template <int Lanes>
    LIQ_HD void start(State<Lanes>& /*state*/, int /*lane*/) const {}

    template <int Lanes>
    LIQ_HD void draw(Noise<Lanes>& noise, PriceDraws const& at) const {
        QuartetOfLanes<Lanes> words;
        draw_quartet(words, at.diffusion, Stream::diffusion);
        for (int i = 0; i < words_per_quartet; ++i)
            standard_normals(noise.normal[i], words.word[i]);
    }

    /// The log increment of the diffusion in step `within` (0..3) of the four that were drawn.
    template <int Lanes>
    LIQ_HD LogPrice advance(State<Lanes>& /*state*/, Noise<Lanes> const& noise, int within,
                            int lane) const {
        return fused(noise.normal[within][lane], deviation_, mean_);
    }

    /// v dt of the step just advanced, v the mean of the variances at both ends; for the bridge.
    template <int Lanes>
    LIQ_HD float step_variance(State<Lanes> const& /*state*/, int /*lane*/) const {
        return variance_;
    }

  private:
    float mean_;       ///< [1 per step]
    float deviation_;  ///< [1 per step^0.5]
    float variance_;   ///< [1 per step]
};

}  // namespace liq::inline LIQ_TARGET
