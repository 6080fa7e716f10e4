/// \file
/// What the regression of har_forecast.hpp says of the volatility ahead, with errors that hold for
/// windows that overlap.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "host/estimation/days.hpp"
#include "host/estimation/har_forecast.hpp"

namespace liq::estimation {

inline constexpr std::size_t n_coefficients = har_windows.size() + 1;
/// Names of the coefficients, in order.
inline constexpr std::array<char const*, n_coefficients> coefficient_names{"constant", "last 1 d",
                                                                           "last 7 d", "last 30 d"};

/// ln V of a horizon is normal: mean ln(days) + `log_daily`, standard deviation `log_sd`. V is the
/// total variance of the log price over the horizon.
struct VolatilityForecast {
    int days = 0;
    std::size_t n = 0;  ///< windows of the regression
    std::array<double, n_coefficients> coefficients{};
    std::array<double, n_coefficients> errors{};  ///< Newey & West, 2 (days - 1) lags
    double log_sd = 0;                            ///< s
    double log_daily = 0;                         ///< mean of the log of the daily variance
    std::array<double, n_coefficients> now{};     ///< regressors at the end
    /// At each day of the regression: influence on the coefficients and on ln s^2; zeros where a
    /// window drops out.
    std::vector<std::vector<double>> influence;

    /// Quantile of the annualised volatility sqrt(365 V/days).
    [[nodiscard]] double quantile(double probability) const;
    [[nodiscard]] double median() const;
    [[nodiscard]] double mean() const;  ///< of the annualised volatility
    /// Mean of the annualised variance.
    [[nodiscard]] double mean_variance() const;
};

/// The regression of the last four years (`fit_har`), with standard errors of Newey & West (1987)
/// of 2 (days - 1) lags (Patton & Sheppard 2015).
/// \throws Error(Exit::bad_input) where windows are too few, fewer than four horizons of them or
/// than
///     `fewest_windows`, or the last days unusable; the message has no place
VolatilityForecast forecast_volatility(Days const& days, int horizon);

}  // namespace liq::estimation
