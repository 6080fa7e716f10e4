/// \file
/// The law of the variance of the days ahead, from realised variances of the past.
#pragma once

#include <array>
#include <cstddef>

#include "host/estimation/daily_variance.hpp"

namespace liq::estimation {

/// Days of the past that a fit looks at: four years.
inline constexpr std::size_t har_days = 1'461;
/// The windows of past variance that the forecast hangs on [days].
inline constexpr std::array<std::size_t, 3> har_windows{1, 7, 30};

/// y_h = b0 + b1 x1 + b7 x7 + b30 x30, with x_w = ln(mean variance of the last w days) and y_h =
/// ln(mean variance of the next h days), by ordinary least squares: the heterogeneous
/// autoregression of Corsi (2009), A simple approximate long-memory model of realized volatility,
/// in logarithms.
struct HarFit {
    std::array<double, 1 + har_windows.size()> coefficient{};  ///< b0, b1, b7, b30
    double deviation = 0;       ///< sqrt(SSR/(n - 4)), the standard deviation of y_h [1]
    std::size_t n_windows = 0;  ///< n
    std::size_t horizon = 0;    ///< h [days]
};

/// ln V_h ~ N(mean, deviation^2), V_h the total variance of the horizon.
struct LogVariance {
    double mean = 0, deviation = 0;
};

/// Whether variances are known for a forecast at the begin of `day`.
bool can_forecast(DailyVariance const& variance, std::size_t day);

/// Fits to the windows ahead that lie wholly in the `har_days` days before `day`. Windows and their
/// pasts that touch an unusable day drop out.
/// \param horizon  h [days]
/// \throws Error(Exit::bad_input) with fewer than `fewest_windows` windows, or where their
/// variances
///     do not differ
HarFit fit_har(DailyVariance const& variance, std::size_t day, std::size_t horizon);
inline constexpr std::size_t fewest_windows = 100;

/// The law at the begin of `day`, which `can_forecast`.
LogVariance forecast(HarFit const& fit, DailyVariance const& variance, std::size_t day);

}  // namespace liq::estimation
