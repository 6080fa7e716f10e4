#include "host/estimation/har_forecast.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "host/errors.hpp"
#include "host/words/utc_time.hpp"

namespace liq::estimation {
namespace {

constexpr std::size_t n_terms = 1 + har_windows.size();
using Terms = std::array<double, n_terms>;

/// 1, x1, x7, x30 at the begin of a day.
Terms terms_at(DailyVariance const& variance, std::size_t day) {
    Terms terms{1};
    for (std::size_t i = 0; i < har_windows.size(); ++i)
        terms[1 + i] = std::log(variance.mean(day - har_windows[i], day));
    return terms;
}

double dot(std::vector<double> const& a, std::vector<double> const& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

/// Takes the part along `unit`, a vector of length 1, out of `rest`. \returns how much it was
double take_out(std::vector<double>& rest, std::vector<double> const& unit) {
    double const part = dot(rest, unit);
    for (std::size_t i = 0; i < rest.size(); ++i) rest[i] -= part * unit[i];
    return part;
}

}  // namespace

bool can_forecast(DailyVariance const& variance, std::size_t day) {
    return day >= har_windows.back() && variance.usable(day - har_windows.back(), day);
}

HarFit fit_har(DailyVariance const& variance, std::size_t day, std::size_t horizon) {
    std::array<std::vector<double>, n_terms> column;
    std::vector<double> rest;
    std::size_t const first = day > har_days ? day - har_days : 0;
    for (std::size_t at = first; at + horizon <= day; ++at) {
        if (!can_forecast(variance, at) || !variance.usable(at, at + horizon)) continue;
        Terms const terms = terms_at(variance, at);
        for (std::size_t k = 0; k < n_terms; ++k) column[k].push_back(terms[k]);
        rest.push_back(std::log(variance.mean(at, at + horizon)));
    }
    std::size_t const n = rest.size();
    require(n >= fewest_windows, "before " + words::iso_utc(variance.time(day)) + " there are " +
                                     std::to_string(n) + " usable windows of " +
                                     std::to_string(horizon) + " d; a fit needs at least " +
                                     std::to_string(fewest_windows) + ". Begin later?");
    // Modified Gram-Schmidt: column k = sum over j <= k of upper[j][k] times the unit vector j.
    std::array<Terms, n_terms> upper{};
    Terms along{};
    for (std::size_t k = 0; k < n_terms; ++k) {
        double const whole = std::sqrt(dot(column[k], column[k]));
        for (std::size_t j = 0; j < k; ++j) upper[j][k] = take_out(column[k], column[j]);
        upper[k][k] = std::sqrt(dot(column[k], column[k]));
        require(upper[k][k] > 1e-12 * whole,
                "before " + words::iso_utc(variance.time(day)) +
                    " the variances of the days do not differ, so that nothing can be fitted");
        for (double& value : column[k]) value /= upper[k][k];
        along[k] = take_out(rest, column[k]);
    }
    HarFit fit;
    for (std::size_t k = n_terms; k-- > 0;) {
        double value = along[k];
        for (std::size_t j = k + 1; j < n_terms; ++j) value -= upper[k][j] * fit.coefficient[j];
        fit.coefficient[k] = value / upper[k][k];
    }
    fit.deviation = std::sqrt(dot(rest, rest) / static_cast<double>(n - n_terms));
    fit.n_windows = n;
    fit.horizon = horizon;
    return fit;
}

LogVariance forecast(HarFit const& fit, DailyVariance const& variance, std::size_t day) {
    Terms const terms = terms_at(variance, day);
    double mean = std::log(static_cast<double>(fit.horizon));
    for (std::size_t k = 0; k < n_terms; ++k) mean += fit.coefficient[k] * terms[k];
    return {mean, fit.deviation};
}

}  // namespace liq::estimation
