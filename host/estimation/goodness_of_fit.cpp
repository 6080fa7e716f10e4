#include "host/estimation/goodness_of_fit.hpp"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <numeric>

namespace liq::estimation {
namespace {

/// P(K > x) of Kolmogorov's law.
double kolmogorov_above(double x) {
    if (x < 0.2) return 1;
    double sum = 0;
    for (int k = 1; k <= 100; ++k) sum += (k % 2 == 1 ? 2 : -2) * std::exp(-2.0 * k * k * x * x);
    return std::clamp(sum, 0.0, 1.0);
}

}  // namespace

GoodnessOfFit uniform_test(std::vector<double> probabilities) {
    std::ranges::sort(probabilities);
    auto const n = static_cast<double>(probabilities.size());
    double distance = 0;
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        auto const rank = static_cast<double>(i);
        distance =
            std::max({distance, (rank + 1) / n - probabilities[i], probabilities[i] - rank / n});
    }
    double const root = std::sqrt(n);
    return {"Kolmogorov-Smirnov", "", distance,
            kolmogorov_above((root + 0.12 + 0.11 / root) * distance)};
}

GoodnessOfFit independence_test(std::vector<double> const& series, std::size_t lags) {
    auto const n = static_cast<double>(series.size());
    double const mean = std::accumulate(series.begin(), series.end(), 0.0) / n;
    double variance = 0, statistic = 0;
    for (double const x : series) variance += (x - mean) * (x - mean);
    for (std::size_t lag = 1; lag <= lags; ++lag) {
        double covariance = 0;
        for (std::size_t t = lag; t < series.size(); ++t)
            covariance += (series[t] - mean) * (series[t - lag] - mean);
        double const correlation = covariance / variance;
        statistic += correlation * correlation / (n - static_cast<double>(lag));
    }
    statistic *= n * (n + 2);
    return {"Ljung-Box", "", statistic,
            boost::math::gamma_q(static_cast<double>(lags) / 2, statistic / 2)};
}

}  // namespace liq::estimation
