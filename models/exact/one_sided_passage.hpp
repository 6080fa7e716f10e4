/// \file
/// One barrier and a geometric Brownian motion that is watched continuously.
#pragma once

#include <cmath>
#include <numbers>

namespace liq::exact {

/// The standard normal distribution function; its error is that of std::erfc, about 1 ulp.
inline double normal_probability(double z) {
    return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

/// P(the price touches a level by `years`), by reflection:
///
///     Phi((-b + nu T)/(sigma sqrt T)) + e^{2 nu b/sigma^2} Phi((-b - nu T)/(sigma sqrt T)),
///
/// b = ln(level/spot) > 0, nu = mu - sigma^2/2; for a level below spot b and nu change sign.
/// Harrison (1985), Brownian Motion and Stochastic Flow Systems, chapter 1. Exact up to
/// rounding, about 1e-15. Tested in tests/exact/one_sided_passage_test.cpp against numerical
/// integration of the inverse Gaussian density and against paths of the engine.
///
/// \param spot, level  [USD]  \param volatility  sigma [per year^0.5]  \param drift  mu [per year]
inline double touch_probability(double spot, double level, double volatility, double drift,
                                double years) {
    double const side = level > spot ? 1 : -1;
    double const b = side * std::log(level / spot);
    double const variance = volatility * volatility;
    double const nu = side * (drift - variance / 2);
    double const deviation = volatility * std::sqrt(years);
    return normal_probability((-b + nu * years) / deviation) +
           std::exp(2 * nu * b / variance) * normal_probability((-b - nu * years) / deviation);
}

}  // namespace liq::exact
