#include "host/estimation/volatility_forecast.hpp"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <numbers>

#include "host/errors.hpp"
#include "host/estimation/newey_west.hpp"
#include "host/words/numbers.hpp"
#include "host/words/utc_time.hpp"

namespace liq::estimation {
namespace {

/// 1 and the logs of the mean variances before a day.
std::array<double, n_coefficients> regressors(DailyVariance const& variance, std::size_t day) {
    std::array<double, n_coefficients> row{1};
    for (std::size_t i = 0; i < har_windows.size(); ++i)
        row[i + 1] = std::log(variance.mean(day - har_windows[i], day));
    return row;
}

/// The windows of the regression; places count from the first of its days.
RegressionRows rows_of(DailyVariance const& variance, std::size_t horizon) {
    RegressionRows rows;
    rows.n_regressors = n_coefficients;
    std::size_t const n = variance.size(), first = n > har_days ? n - har_days : 0;
    for (std::size_t day = first; day + horizon <= n; ++day) {
        if (!can_forecast(variance, day) || !variance.usable(day, day + horizon)) continue;
        auto const row = regressors(variance, day);
        rows.x.insert(rows.x.end(), row.begin(), row.end());
        rows.y.push_back(std::log(variance.mean(day, day + horizon)));
        rows.place.push_back(day - first);
    }
    return rows;
}

void require_enough(std::size_t n_days, std::size_t n_windows, std::size_t horizon) {
    std::size_t const fewest = std::max(fewest_windows, 4 * horizon);
    std::string const days = std::to_string(horizon) + " d";
    require(n_windows >= fewest,
            "no forecast of the volatility over " + days + ": " + words::whole(n_days) +
                " days of candles give " + words::whole(n_windows) + " windows of 30 d and the " +
                days + " after them, and " + words::whole(fewest) +
                " are needed. Give candles of " +
                words::whole(fewest + har_windows.back() + horizon) + " days or more");
}

}  // namespace

VolatilityForecast forecast_volatility(Days const& days, int horizon) {
    auto const length = static_cast<std::size_t>(horizon);
    DailyVariance const variance(days.until, days.variance);
    RegressionRows const rows = rows_of(variance, length);
    require_enough(days.size(), rows.y.size(), length);
    require(can_forecast(variance, variance.size()),
            "no forecast of the volatility: one of the 30 days before " +
                words::iso_utc(days.until) +
                " has less than three quarters of its candles, or no move of the price. Choose "
                "another --until");
    HarFit const fit = fit_har(variance, variance.size(), length);
    VolatilityForecast found;
    found.days = horizon;
    found.n = fit.n_windows;
    found.coefficients = fit.coefficient;
    found.now = regressors(variance, variance.size());
    found.log_sd = fit.deviation;
    found.log_daily =
        forecast(fit, variance, variance.size()).mean - std::log(static_cast<double>(horizon));
    found.influence.assign(std::min(days.size(), har_days) + 1,
                           std::vector<double>(n_coefficients + 1, 0));
    auto influence = influence_of(rows, {fit.coefficient.begin(), fit.coefficient.end()});
    for (std::size_t i = 0; i < rows.place.size(); ++i)
        found.influence[rows.place[i]] = std::move(influence[i]);
    auto const covariance = newey_west(found.influence, 2 * (length - 1));
    for (std::size_t i = 0; i < n_coefficients; ++i)
        found.errors[i] = std::sqrt(covariance[i * (n_coefficients + 2)]);
    return found;
}

double VolatilityForecast::quantile(double probability) const {
    double const normal = -std::numbers::sqrt2 * boost::math::erfc_inv(2 * probability);
    return median() * std::exp(log_sd * normal / 2);
}

double VolatilityForecast::median() const {
    return std::sqrt(days_per_year * std::exp(log_daily));
}

double VolatilityForecast::mean() const {
    return median() * std::exp(log_sd * log_sd / 8);
}

double VolatilityForecast::mean_variance() const {
    return days_per_year * std::exp(log_daily + log_sd * log_sd / 2);
}

}  // namespace liq::estimation
