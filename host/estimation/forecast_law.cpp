#include "host/estimation/forecast_law.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "host/errors.hpp"
#include "host/estimation/newey_west.hpp"
#include "host/estimation/variance_map.hpp"
#include "host/words/numbers.hpp"

namespace liq::estimation {
namespace {

constexpr std::size_t per_horizon = n_coefficients + 1;

IntegratedVariance asked_of(int days, double log_daily, double log_sd) {
    return {days / days_per_year, days_per_year * std::exp(log_daily + log_sd * log_sd / 2),
            log_sd};
}

std::vector<double> values_of(HestonParameters const& p) {
    return {p.variance0, p.mean_reversion, p.long_run_variance, p.vol_of_variance, p.correlation};
}

/// Coefficients and ln s^2 of both regressions.
std::vector<double> joint_mean(VolatilityForecast const& shorter,
                               VolatilityForecast const& longer) {
    std::vector<double> mean;
    for (auto const* forecast : {&shorter, &longer}) {
        mean.insert(mean.end(), forecast->coefficients.begin(), forecast->coefficients.end());
        mean.push_back(2 * std::log(forecast->log_sd));
    }
    return mean;
}

std::vector<double> joint_covariance(VolatilityForecast const& shorter,
                                     VolatilityForecast const& longer) {
    auto influence = shorter.influence;
    for (std::size_t t = 0; t < influence.size(); ++t)
        influence[t].insert(influence[t].end(), longer.influence[t].begin(),
                            longer.influence[t].end());
    return newey_west(influence, 2 * (longer_days - 1));
}

/// What is asked of the variance by one draw.
IntegratedVariance asked_by(std::vector<double> const& draw, std::size_t first,
                            VolatilityForecast const& forecast) {
    double log_daily = 0;
    for (std::size_t i = 0; i < n_coefficients; ++i) log_daily += draw[first + i] * forecast.now[i];
    return asked_of(forecast.days, log_daily, std::exp(draw[first + n_coefficients] / 2));
}

/// Draws that are not what was drawn.
struct Spoilt {
    std::size_t near = 0;    ///< the nearest variance was taken
    std::size_t failed = 0;  ///< there is none
};

/// Maps draws until there are n of them, or twice as many were tried.
Spoilt add_draws(VolatilityForecast const& shorter, VolatilityForecast const& longer,
                 DrawTerms const& terms, LawFit& fit) {
    Spoilt spoilt;
    for (auto const& draw :
         normal_draws(joint_mean(shorter, longer), joint_covariance(shorter, longer), 2 * terms.n,
                      terms.seed)) {
        if (fit.draws.size() == terms.n) break;
        auto const asked = asked_by(draw, per_horizon, longer);
        try {
            auto const mapped = variance_of(asked_by(draw, 0, shorter), asked);
            fit.draws.push_back(values_of(mapped.heston));
            fit.drift_draws.push_back(asked.mean / 2);
            spoilt.near += mapped.exact ? 0 : 1;
        } catch (Error const&) {  // that there is none is what is counted
            ++spoilt.failed;
        }
    }
    return spoilt;
}

/// Half of what the middle 68 % of the draws span.
double spread_of(std::vector<std::vector<double>> const& draws, std::size_t which) {
    if (draws.size() < 20) return std::numeric_limits<double>::quiet_NaN();
    std::vector<double> values;
    for (auto const& draw : draws) values.push_back(draw[which]);
    std::ranges::sort(values);
    auto const at = [&](double share) {
        return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
    };
    return (at(0.8413) - at(0.1587)) / 2;
}

}  // namespace

LawFit heston_of_forecasts(VolatilityForecast const& shorter, VolatilityForecast const& longer,
                           DrawTerms const& terms) {
    auto const asked = asked_of(longer.days, longer.log_daily, longer.log_sd);
    auto const mapped =
        variance_of(asked_of(shorter.days, shorter.log_daily, shorter.log_sd), asked);
    LawFit fit;
    fit.law = HestonParameters::name;
    fit.n = longer.n;
    fit.fitted_to = "the forecasts of the volatility over " + std::to_string(shorter.days) +
                    " and " + std::to_string(longer.days) + " d";
    fit.median_drift = asked.mean / 2;
    fit.log_likelihood = fit.aic = fit.bic = not_a_number;
    Spoilt const spoilt = add_draws(shorter, longer, terms, fit);
    auto const& p = mapped.heston;
    auto const values = values_of(p);
    char const* const names[] = {"variance0", "mean_reversion", "long_run_variance",
                                 "vol_of_variance", "correlation"};
    for (std::size_t i = 0; i < values.size(); ++i)
        fit.estimates.push_back({names[i], values[i], spread_of(fit.draws, i), true, ""});
    fit.estimates.back().error = 0;  // it is set, not estimated
    if (!mapped.exact)
        fit.warnings.push_back("no mean_reversion gives the log sd of " +
                               words::significant(shorter.log_sd) + " over " +
                               std::to_string(shorter.days) + " d; the nearest gives " +
                               words::significant(mapped.shorter_log_sd));
    if (spoilt.near > 0)
        fit.warnings.push_back(
            words::whole(spoilt.near) + " of " + words::whole(fit.draws.size()) +
            " draws ask for a spread that no variance has; the nearest is taken");
    if (spoilt.failed > 0)
        fit.warnings.push_back(words::whole(spoilt.failed) + " of " +
                               words::whole(spoilt.failed + fit.draws.size()) +
                               " draws have no such variance and were left out");
    double const k = p.mean_reversion;
    fit.figures.push_back({"half_life", std::log(2.0) / k * days_per_year, "d",
                           "time in which half of a deviation of the variance is gone"});
    fit.figures.push_back({"feller_ratio",
                           2 * k * p.long_run_variance / (p.vol_of_variance * p.vol_of_variance),
                           "1", "2 kappa theta/xi^2: below 1 the variance reaches 0"});
    return fit;
}

LawFit with_variance(LawFit law, double factor) {
    // d(c v) = k (c theta - c v) dt + xi sqrt(c) sqrt(c v) dW
    std::vector<double> scale;
    for (auto const& estimate : law.estimates)
        scale.push_back(estimate.name == "variance0" || estimate.name == "long_run_variance"
                            ? factor
                        : estimate.name == "vol_of_variance" ? std::sqrt(factor)
                                                             : 1.0);
    for (std::size_t i = 0; i < scale.size(); ++i) {
        law.estimates[i].value *= scale[i];
        law.estimates[i].error *= scale[i];
        for (auto& draw : law.draws) draw[i] *= scale[i];
    }
    law.median_drift *= factor;
    for (double& drift : law.drift_draws) drift *= factor;
    return law;
}

}  // namespace liq::estimation
