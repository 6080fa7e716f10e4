#include <cmath>
#include <nlohmann/json.hpp>

#include "host/estimation/calibrate_price.hpp"
#include "host/estimation/price_keys.hpp"
#include "host/revision.hpp"
#include "host/words/utc_time.hpp"

namespace liq::estimation {
namespace {

using nlohmann::ordered_json;

/// null where a number is not known.
ordered_json number(double value) {
    return std::isfinite(value) ? ordered_json(value) : ordered_json();
}

ordered_json forecast_json(VolatilityForecast const& forecast) {
    ordered_json json{{"days", forecast.days},
                      {"median", forecast.median()},
                      {"mean", forecast.mean()},
                      {"p05", forecast.quantile(0.05)},
                      {"p25", forecast.quantile(0.25)},
                      {"p75", forecast.quantile(0.75)},
                      {"p95", forecast.quantile(0.95)},
                      {"log_sd", forecast.log_sd},
                      {"mean_variance", forecast.mean_variance()},
                      {"windows", forecast.n}};
    auto& coefficients = json["coefficients"] = ordered_json::array();
    for (std::size_t i = 0; i < n_coefficients; ++i)
        coefficients.push_back({{"of", coefficient_names[i]},
                                {"value", forecast.coefficients[i]},
                                {"standard_error", forecast.errors[i]},
                                {"now", forecast.now[i]}});
    return json;
}

ordered_json law_json(LawFit const& law) {
    ordered_json json{{"model", law.law},
                      {"fitted_to", law.fitted_to},
                      {"observations", law.n},
                      {"drift_median", law.median_drift},
                      {"drift_martingale", 0.0}};
    auto& parameters = json["parameters"] = ordered_json::array();
    for (auto const& one : law.estimates)
        parameters.push_back({{"key", one.name},
                              {"value", one.value},
                              {"standard_error", number(one.error)},
                              {"identified", one.identified},
                              {"unit", price_key(law.law, one.name).unit}});
    json["log_likelihood"] = number(law.log_likelihood);
    json["aic"] = number(law.aic);
    json["bic"] = number(law.bic);
    json["goodness_of_fit"] = ordered_json();
    if (!law.test.name.empty())
        json["goodness_of_fit"] = {{"test", law.test.name},
                                   {"of", law.test.of},
                                   {"statistic", law.test.statistic},
                                   {"p_value", law.test.p_value}};
    auto& figures = json["figures"] = ordered_json::object();
    for (auto const& figure : law.figures) figures[figure.name] = number(figure.value);
    json["draws"] = law.draws.size();
    json["warnings"] = law.warnings;
    return json;
}

}  // namespace

std::string price_fit_json(PriceFit const& fit) {
    ordered_json json{{"program", "liqcascade"},
                      {"version", program_version()},
                      {"source", fit.source},
                      {"read_as", fit.read_as},
                      {"from", words::iso_utc(fit.from)},
                      {"until", words::iso_utc(fit.until)},
                      {"notes", fit.notes}};
    auto& forecasts = json["forecasts"] = ordered_json::array();
    for (auto const& forecast : fit.forecasts) forecasts.push_back(forecast_json(forecast));
    auto& realised = json["realised"] = ordered_json::array();
    for (auto const& one : fit.realised)
        realised.push_back({{"days", one.days},
                            {"usable_days", one.n_days},
                            {"candles", number(one.candles)},
                            {"close_to_close", number(one.close_to_close)},
                            {"parkinson", number(one.parkinson)},
                            {"rogers_satchell", number(one.rogers_satchell)},
                            {"yang_zhang", number(one.yang_zhang)}});
    json["window_volatility"] = fit.window_volatility;
    auto& laws = json["laws"] = ordered_json::array();
    for (auto const& law : fit.laws) laws.push_back(law_json(law));
    auto& missing = json["not_fitted"] = ordered_json::array();
    for (auto const& one : fit.not_fitted)
        missing.push_back({{"what", one.what}, {"why", one.why}});
    json["model"] = fit.model;
    json["drift"] = drift_rule_words[static_cast<std::size_t>(fit.drift)];
    return json.dump(2) + "\n";
}

}  // namespace liq::estimation
