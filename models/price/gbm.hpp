/// \file
/// Geometric Brownian motion (Black & Scholes 1973).
#pragma once

#include "models/core/host_device.hpp"
#include "models/price/constant_volatility.hpp"
#include "models/price/parameters.hpp"

namespace liq {

struct GbmParameters {
    static constexpr char const* name = "gbm";
    double volatility = 0;  ///< sigma [per year^0.5]

    template <class Form>
    void describe(Form& form) {
        describe_volatility(form, volatility);
    }
};

}  // namespace liq

namespace liq::inline LIQ_TARGET {

/// Only the diffusion.
class Gbm : public ConstantVolatility {
  public:
    using Parameters = GbmParameters;
    Gbm(GbmParameters const& p, PriceInputs const& in) : ConstantVolatility(p.volatility, in) {}
};

}  // namespace liq::inline LIQ_TARGET
