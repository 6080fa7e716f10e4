/// \file
/// Stochastic variance (Heston 1993).
#pragma once

#include "models/core/host_device.hpp"
#include "models/price/parameters.hpp"
#include "models/price/stochastic_variance.hpp"
#include "models/price/variance_parameters.hpp"

namespace liq {

struct HestonParameters {
    static constexpr char const* name = "heston";
    double variance0 = 0;          ///< v at the start [per year]
    double mean_reversion = 0;     ///< kappa [per year]
    double long_run_variance = 0;  ///< theta [per year]
    double vol_of_variance = 0;    ///< xi [per year]
    double correlation = 0;        ///< rho [1]

    template <class Form>
    void describe(Form& form) {
        describe_variance(form, *this);
    }
};

}  // namespace liq

namespace liq::inline LIQ_TARGET {

/// Only the diffusion with its variance.
class Heston : public StochasticVariance {
  public:
    using Parameters = HestonParameters;
    Heston(HestonParameters const& p, PriceInputs const& in) : StochasticVariance(p, in) {}
};

}  // namespace liq::inline LIQ_TARGET
