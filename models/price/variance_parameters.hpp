/// \file
/// The keys of a stochastic variance, heston and bates.
#pragma once

#include "models/core/parameter_form.hpp"

namespace liq {

/// The keys of a stochastic variance: heston and bates.
template <class Form, class Parameters>
void describe_variance(Form& form, Parameters& p) {
    form.field("variance0", p.variance0,
               {.unit = "per year",
                .range = between(0, 100),
                .meaning = "variance v at the start, the square of a volatility",
                .required = true});
    form.field("mean_reversion", p.mean_reversion,
               {.unit = "per year",
                .range = between(1e-3, 1e4),
                .meaning = "kappa, the rate at which v returns to its long-run mean",
                .required = true});
    form.field("long_run_variance", p.long_run_variance,
               {.unit = "per year",
                .range = between(1e-6, 100),
                .meaning = "theta, the long-run mean of v",
                .required = true});
    form.field("vol_of_variance", p.vol_of_variance,
               {.unit = "per year",
                .range = between(1e-4, 100),
                .meaning = "xi in dv = kappa (theta - v) dt + xi sqrt(v) dB",
                .required = true});
    form.field("correlation", p.correlation,
               {.range = between(-1, 1),
                .meaning = "rho, of the moves of price and variance",
                .required = true});
}

}  // namespace liq
