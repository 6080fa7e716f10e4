/// \file
/// Geometric Brownian motion (Black & Scholes 1973): dX = (mu - sigma^2/2) dt + sigma dW.
#pragma once

#include "models/core/parameter_form.hpp"

namespace liq {

struct GbmParameters {
    static constexpr char const* name = "gbm";
    double volatility = 0;  ///< sigma [per year^0.5]

    template <class Form>
    void describe(Form& form) {
        form.field("volatility", volatility,
                   {.unit = "per year^0.5",
                    .range = {.low = 0, .high = 100, .low_open = true},
                    .meaning = "annualised volatility of the price",
                    .required = true});
    }
};

}  // namespace liq
