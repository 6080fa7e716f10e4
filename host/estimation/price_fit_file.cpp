#include <array>
#include <cmath>

#include "host/estimation/calibrate_price.hpp"
#include "host/estimation/price_keys.hpp"
#include "host/revision.hpp"
#include "host/storage/writer.hpp"
#include "host/words/utc_time.hpp"

namespace liq::estimation {
namespace {

using storage::Writer;

constexpr std::array<std::int32_t, 2> schema_version{1, 0};

void write_head(Writer& writer, PriceFit const& fit) {
    writer.attribute("/", "filetype", std::string_view("liqcascade-price-fit"));
    writer.attribute("/", "schema_version", schema_version);
    writer.attribute("/", "program_version", program_version());
    writer.attribute("/", "source", std::string_view(fit.source));
    writer.attribute("/", "read_as", std::string_view(fit.read_as));
    writer.attribute("/", "from", std::string_view(words::iso_utc(fit.from)));
    writer.attribute("/", "until", std::string_view(words::iso_utc(fit.until)));
    writer.attribute("/", "model", std::string_view(fit.model));
    writer.attribute("/", "drift",
                     std::string_view(drift_rule_words[static_cast<std::size_t>(fit.drift)]));
}

void write_forecasts(Writer& writer, PriceFit const& fit) {
    if (fit.forecasts.empty()) return;
    std::vector<std::int64_t> days, windows;
    std::vector<double> value, error, now, log_sd, log_daily;
    for (auto const& one : fit.forecasts) {
        days.push_back(one.days);
        windows.push_back(static_cast<std::int64_t>(one.n));
        value.insert(value.end(), one.coefficients.begin(), one.coefficients.end());
        error.insert(error.end(), one.errors.begin(), one.errors.end());
        now.insert(now.end(), one.now.begin(), one.now.end());
        log_sd.push_back(one.log_sd);
        log_daily.push_back(one.log_daily);
    }
    std::vector<std::string> const names(coefficient_names.begin(), coefficient_names.end());
    writer.group("/forecast");
    writer.scale("/forecast/horizon", days, {"d", "days ahead"});
    writer.scale("/forecast/regressor", names, {"", "1 and logs of mean daily variances"});
    writer.variable("/forecast/coefficient", {"horizon", "regressor"}, value,
                    {"1", "of the log of the mean daily variance ahead"});
    writer.variable("/forecast/standard_error", {"horizon", "regressor"}, error,
                    {"1", "of the coefficient (Newey & West)"});
    writer.variable("/forecast/now", {"horizon", "regressor"}, now,
                    {"1", "value of the regressor at the end"});
    writer.variable("/forecast/log_daily", {"horizon"}, log_daily,
                    {"1", "mean of the log of the mean daily variance ahead"});
    writer.variable("/forecast/log_sd", {"horizon"}, log_sd, {"1", "its standard deviation"});
    writer.variable("/forecast/windows", {"horizon"}, windows, {"1", "windows of the regression"});
}

std::string group_of(std::string const& top, LawFit const& law) {
    return top + "/" + law.law;
}

void write_law(Writer& writer, LawFit const& law) {
    std::string const group = group_of("/laws", law);
    writer.group(group);
    writer.attribute(group, "fitted_to", std::string_view(law.fitted_to));
    std::string warnings;
    for (auto const& warning : law.warnings) warnings += (warnings.empty() ? "" : "\n") + warning;
    if (!warnings.empty()) writer.attribute(group, "warnings", std::string_view(warnings));
    std::vector<std::string> names, units;
    std::vector<double> values, errors;
    std::vector<std::int8_t> identified;
    for (auto const& one : law.estimates) {
        names.push_back(one.name);
        units.push_back(price_key(law.law, one.name).unit);
        values.push_back(one.value);
        errors.push_back(one.error);
        identified.push_back(one.identified ? 1 : 0);
    }
    writer.scale(group + "/parameter", names, {"", "key of [price]"});
    writer.variable(group + "/value", {"parameter"}, values, {"", "estimate, in unit"});
    writer.variable(group + "/standard_error", {"parameter"}, errors, {"", "in unit"});
    writer.variable(group + "/unit", {"parameter"}, units, {"", "unit of the parameter"});
    writer.flags(group + "/identified", {"parameter"}, identified,
                 {"", "whether the data tell the parameter"});
    auto const scalar = [&](char const* name, double value, char const* unit, char const* meaning) {
        writer.variable(group + "/" + name, {}, std::vector<double>{value}, {unit, meaning});
    };
    scalar("median_drift", law.median_drift, "per year", "drift of expected log return 0");
    if (!std::isfinite(law.log_likelihood)) return;
    scalar("log_likelihood", law.log_likelihood, "1", "at the estimates");
    scalar("aic", law.aic, "1", "Akaike's criterion");
    scalar("bic", law.bic, "1", "Schwarz's criterion");
    scalar("test_statistic", law.test.statistic, "1", "of the goodness of fit");
    scalar("test_p_value", law.test.p_value, "1", "of the goodness of fit");
    writer.attribute(group, "test", std::string_view(law.test.name + ": " + law.test.of));
}

/// One dataset a key of [price], so that draw i of all of them is one set of parameters.
void write_draws(Writer& writer, PriceFit const& fit, LawFit const& law) {
    if (law.draws.empty()) return;
    std::string const group = group_of("/draws", law);
    writer.group(group);
    std::size_t const n = law.draws.size();
    std::vector<std::int64_t> number(n);
    for (std::size_t i = 0; i < n; ++i) number[i] = static_cast<std::int64_t>(i);
    writer.scale(group + "/draw", number, {"1", "number of the draw"});
    std::vector<double> drift(n, 0);
    if (fit.drift == DriftRule::median) drift = law.drift_draws;
    auto const add = [&](std::string const& key, std::vector<double> const& values) {
        auto const info = price_key(law.law, key);
        writer.variable(group + "/" + key, {"draw"}, values, {info.unit, info.meaning});
    };
    add("drift", drift);
    for (std::size_t k = 0; k < law.estimates.size(); ++k) {
        std::vector<double> values;
        for (auto const& draw : law.draws) values.push_back(draw[k]);
        add(law.estimates[k].name, values);
    }
}

}  // namespace

std::string price_fit_file(PriceFit const& fit) {
    static_cast<void>(fit.chosen());  // refuses where the model was not fitted
    Writer writer;
    write_head(writer, fit);
    write_forecasts(writer, fit);
    writer.group("/laws");
    for (auto const& law : fit.laws) write_law(writer, law);
    writer.group("/draws");
    writer.attribute("/draws", "model", std::string_view(fit.model));
    for (auto const& law : fit.laws) write_draws(writer, fit, law);
    auto const bytes = writer.finish();
    return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

}  // namespace liq::estimation
