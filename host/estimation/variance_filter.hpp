/// \file
/// The likelihood of a square-root variance that shows in daily realised variances and returns.
#pragma once

#include <cstddef>
#include <vector>

#include "models/price/heston.hpp"

namespace liq::estimation {

/// One day; NaN: nothing is known of it.
struct ObservedDay {
    double variance = 0;  ///< realised, without jumps, annualised
    double move = 0;      ///< log return without jumps
};

struct FilteredVariance {
    double mean = 0, sd = 0;          ///< of v at the end of the last day, given all days
    std::vector<double> innovations;  ///< standardised, of the realised variances
};

/// Gaussian quasi-likelihood of each day given those before it, by Kalman's filter with the moments
/// of the square-root process (Barndorff-Nielsen & Shephard 2002): mean and variance of the
/// integral, of its end, of the return, and their covariances given the start.
/// \param noise  variance of a day's realised variance around the integral, in squares of its mean
/// \param drift  mean log return a year
/// \param parts  receives the log likelihood of each day, 0 for a day of which nothing is known
FilteredVariance filter_variance(HestonParameters const& heston, double drift, double noise,
                                 std::vector<ObservedDay> const& days, std::vector<double>& parts);

}  // namespace liq::estimation
