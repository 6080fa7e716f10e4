/// \file
/// A square-root variance whose integral has the law that a forecast of the volatility says.
#pragma once

#include <string>

#include "models/price/heston.hpp"

namespace liq::estimation {

/// What is asked of the variance integrated over a horizon: its mean and the standard deviation of
/// its log, as if it were lognormal.
struct IntegratedVariance {
    double years = 0;
    double mean = 0;    ///< annualised
    double log_sd = 0;  ///< s: Var = (e^{s^2} - 1) (mean years)^2
};

struct VarianceMap {
    HestonParameters heston;  ///< correlation 0
    /// log sd of the shorter horizon that the model has: what was asked, where `exact`.
    double shorter_log_sd = 0;
    bool exact = true;
};

/// E and Var of the integral of v over `years` (Cox, Ingersoll & Ross 1985):
/// theta T + (v0 - theta) (1 - e)/k, e = e^{-kT}, and (xi^2/k^2) {theta [T - 2(1 - e)/k + (1 -
/// e^2)/(2k)] + (v0 - theta) [(1 - e^2)/k - 2Te]}.
double mean_of_integral(HestonParameters const& p, double years);
double variance_of_integral(HestonParameters const& p, double years);

/// v0 and theta give both means at every mean reversion k; xi gives the spread of the longer
/// horizon; k is the one at which the same formula gives that of the shorter one. Where several do,
/// the slowest. Where none does, the k of least difference, and `exact` is false.
/// \throws Error(Exit::bad_input) where no k within the range of the engine gives a positive v0 and
///     theta; the message has no place
VarianceMap variance_of(IntegratedVariance const& shorter, IntegratedVariance const& longer);

}  // namespace liq::estimation
