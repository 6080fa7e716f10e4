#include "host/estimation/variance_map.hpp"

#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

#include "host/errors.hpp"
#include "host/words/numbers.hpp"

namespace liq::estimation {
namespace {

/// Var of the integral for xi = 1.
double unit_variance(double k, double theta, double v0, double years) {
    double const x = k * years;
    if (x < 1e-4) {
        // The terms of the formula cancel: their series to the first order in kT.
        double const cube = years * years * years / 3;
        return cube * (v0 * (1 - 0.75 * x) + (theta - v0) * x / 4);
    }
    double const e = std::exp(-x), less = -std::expm1(-x), less2 = -std::expm1(-2 * x);
    return (theta * (years - 2 * less / k + less2 / (2 * k)) +
            (v0 - theta) * (less2 / k - 2 * years * e)) /
           (k * k);
}

double decay_weight(double k, double years) {
    return -std::expm1(-k * years) / (k * years);
}

/// Spread of a lognormal integral, (e^{s^2} - 1) (mT)^2.
double spread(IntegratedVariance const& asked) {
    double const total = asked.mean * asked.years;
    return std::expm1(asked.log_sd * asked.log_sd) * total * total;
}

/// The variance that has both means and the longer spread at this k; nothing where v0, theta or xi
/// leave what the engine takes.
std::optional<HestonParameters> at(double k, IntegratedVariance const& shorter,
                                   IntegratedVariance const& longer) {
    double const w1 = decay_weight(k, shorter.years), w2 = decay_weight(k, longer.years);
    double const excess = (shorter.mean - longer.mean) / (w1 - w2);  // v0 - theta
    double const theta = shorter.mean - excess * w1, v0 = theta + excess;
    double const unit = unit_variance(k, theta, v0, longer.years);
    if (!(theta >= 1e-6 && v0 >= 0 && unit > 0)) return std::nullopt;
    double const xi = std::sqrt(spread(longer) / unit);
    if (!(theta <= 100 && v0 <= 100 && xi >= 1e-4 && xi <= 100)) return std::nullopt;
    return HestonParameters{v0, k, theta, xi, 0};
}

double log_sd_of(HestonParameters const& p, IntegratedVariance const& asked) {
    double const total = asked.mean * asked.years;
    return std::sqrt(std::log1p(variance_of_integral(p, asked.years) / (total * total)));
}

}  // namespace

double mean_of_integral(HestonParameters const& p, double years) {
    double const w = decay_weight(p.mean_reversion, years);
    return years * (p.long_run_variance + (p.variance0 - p.long_run_variance) * w);
}

double variance_of_integral(HestonParameters const& p, double years) {
    return p.vol_of_variance * p.vol_of_variance *
           unit_variance(p.mean_reversion, p.long_run_variance, p.variance0, years);
}

VarianceMap variance_of(IntegratedVariance const& shorter, IntegratedVariance const& longer) {
    constexpr int n_tried = 400;
    double const slowest = std::log(0.05), fastest = std::log(1e4);
    auto const difference = [&](double log_k) {
        auto const p = at(std::exp(log_k), shorter, longer);
        return p ? log_sd_of(*p, shorter) - shorter.log_sd
                 : std::numeric_limits<double>::quiet_NaN();
    };
    double best = 0, least = std::numeric_limits<double>::infinity();
    double before = std::numeric_limits<double>::quiet_NaN();
    bool exact = false;
    for (int i = 0; i <= n_tried && !exact; ++i) {
        double const log_k = slowest + (fastest - slowest) * i / n_tried;
        double const now = difference(log_k);
        if (std::fabs(now) < least) {
            least = std::fabs(now);
            best = log_k;
        }
        if (before * now <= 0) {
            std::uintmax_t rounds = 100;
            auto const [low, high] = boost::math::tools::toms748_solve(
                difference, log_k - (fastest - slowest) / n_tried, log_k, before, now,
                boost::math::tools::eps_tolerance<double>(50), rounds);
            best = (low + high) / 2;
            exact = true;
        }
        before = now;
    }
    auto const found = at(std::exp(best), shorter, longer);
    require(found.has_value() && std::isfinite(least),
            "no square-root variance has mean volatilities of " +
                words::percent(std::sqrt(shorter.mean)) + " over " +
                words::duration(shorter.years * 365 * 86'400) + " and " +
                words::percent(std::sqrt(longer.mean)) + " over " +
                words::duration(longer.years * 365 * 86'400));
    return {*found, log_sd_of(*found, shorter), exact};
}

}  // namespace liq::estimation
