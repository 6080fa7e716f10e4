#include "host/estimation/calibrate_price.hpp"

#include <algorithm>
#include <cmath>

#include "host/errors.hpp"
#include "host/estimation/forecast_law.hpp"
#include "host/words/numbers.hpp"

namespace liq::estimation {
namespace {

constexpr int realised_days[] = {7, 30, 90};

/// Does what gives one of many results; what is refused is noted.
template <class Try>
void attempt(PriceFit& fit, std::string const& what, Try const& work) {
    try {
        work();
    } catch (Error const& error) {
        if (error.exit() != Exit::bad_input) throw;
        fit.not_fitted.push_back({what, error.what()});
    }
}

void add_forecasts(PriceFit& fit, data::PriceHistory const& history, Days const& days,
                   PriceTerms const& terms) {
    require(history.bar <= 3'600'000,
            "no forecast of the volatility: candles take " +
                words::duration(static_cast<double>(history.bar) / 1e3) +
                ", and an hour or less is needed for the variance of a day");
    for (int const horizon : terms.horizons)
        attempt(fit, "forecast of " + std::to_string(horizon) + " d",
                [&] { fit.forecasts.push_back(forecast_volatility(days, horizon)); });
    attempt(fit, "heston", [&] {
        fit.laws.push_back(heston_of_forecasts(forecast_volatility(days, shorter_days),
                                               forecast_volatility(days, longer_days),
                                               terms.draws));
    });
}

bool asked_for(PriceTerms const& terms, std::string const& law) {
    return terms.laws.empty() || std::ranges::find(terms.laws, law) != terms.laws.end() ||
           terms.model == law;
}

}  // namespace

LawFit const& PriceFit::chosen() const {
    auto const found = std::ranges::find(laws, model, &LawFit::law);
    if (found != laws.end()) return *found;
    auto const reason = std::ranges::find(not_fitted, model, &NotFitted::what);
    refuse(source + ": no " + model + ": " +
           (reason != not_fitted.end() ? reason->why : "it was not asked for"));
}

PriceFit calibrate_price(data::PriceHistory const& history, std::optional<std::int64_t> until,
                         PriceTerms const& terms) {
    PriceFit fit;
    fit.model = terms.model;
    fit.drift = terms.drift;
    fit.from = history.begin.front() / 1'000;
    fit.until = until.value_or(history.end.back() / 1'000);
    fit.notes = history.notes;
    Days const days = days_of(history, fit.until);
    for (int const last : realised_days)
        fit.realised.push_back(realised_volatility(history, days, last));
    attempt(fit, "heston", [&] { add_forecasts(fit, history, days, terms); });
    Sample sample{&history, fit.until, terms.days,
                  returns_of(history, fit.until, terms.days, terms.return_seconds)};
    if (sample.returns.size() > 0)
        fit.window_volatility = std::sqrt(sample.returns.realised_variance());
    for (PriceLaw const* law : price_laws())
        if (asked_for(terms, law->name))
            attempt(fit, law->name, [&] { fit.laws.push_back(law->fit(sample, terms.draws)); });
    if (fit.laws.empty() && fit.forecasts.empty()) {
        std::string why;
        for (auto const& one : fit.not_fitted)
            if (why.find(one.why) == why.npos) why += (why.empty() ? "" : "; ") + one.why;
        refuse("nothing can be estimated from these candles: " + why);
    }
    return fit;
}

}  // namespace liq::estimation
