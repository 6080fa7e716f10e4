/// \file
/// Tests of whether a law fits what it was fitted to.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace liq::estimation {

struct GoodnessOfFit {
    std::string name;  ///< "Kolmogorov-Smirnov"
    std::string of;    ///< what was tested
    double statistic = 0;
    double p_value = 0;
};

/// Kolmogorov and Smirnov's distance of numbers from the uniform law of 0 to 1, with its asymptotic
/// p-value (with the correction of Stephens 1970). Where the law has fitted parameters, the true
/// p-value is smaller: a small one rejects for certain.
GoodnessOfFit uniform_test(std::vector<double> probabilities);

/// Ljung & Box (1978): whether a series depends on its past, by the autocorrelations up to `lags`.
GoodnessOfFit independence_test(std::vector<double> const& series, std::size_t lags);

}  // namespace liq::estimation
