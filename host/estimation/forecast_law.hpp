/// \file
/// The forecast of the volatility as a model of the engine: heston.
#pragma once

#include "host/estimation/price_law.hpp"
#include "host/estimation/volatility_forecast.hpp"

namespace liq::estimation {

/// Horizons whose forecasts make the model [d].
inline constexpr int shorter_days = 7, longer_days = 30;

/// `heston` with correlation 0 whose integrated variance has the mean and the log sd of both
/// forecasts (variance_map.hpp). Its median drift is half the mean variance over the longer
/// horizon. Draws: coefficients and residual variances of both regressions, jointly normal with the
/// covariance of Newey & West, each mapped anew (to the nearest variance where none has the law);
/// errors are half of what the middle 68 % of them
/// span. It has no likelihood of its own.
/// \throws Error(Exit::bad_input) where the map has no solution; the message has no place
LawFit heston_of_forecasts(VolatilityForecast const& shorter, VolatilityForecast const& longer,
                           DrawTerms const& terms);

/// The same law with `factor` times its variance at all times: what is left of traded variance when
/// that of forced orders is taken out of it. Draws and the median drift follow.
/// \pre `law` is of `heston_of_forecasts`
LawFit with_variance(LawFit law, double factor);

}  // namespace liq::estimation
