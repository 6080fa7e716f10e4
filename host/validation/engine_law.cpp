#include "host/validation/engine_law.hpp"

#include <cmath>

#include "host/errors.hpp"
#include "host/estimation/forecast_law.hpp"
#include "host/estimation/variance_map.hpp"
#include "host/validation/models.hpp"

namespace liq::validation {
namespace {

using estimation::IntegratedVariance;

/// The variance of the horizon of a fit, of which a forecast says the logarithm.
IntegratedVariance integrated(estimation::HarFit const& fit, PriceHistory const& history,
                              std::size_t day) {
    auto const ahead = estimation::forecast(fit, history.variance(), day);
    double const years = static_cast<double>(fit.horizon) / days_per_year;
    double const mean = std::exp(ahead.mean + ahead.deviation * ahead.deviation / 2) / years;
    return {years, mean, ahead.deviation};
}

}  // namespace

FittedLaws::Fits const& FittedLaws::fits_at(std::size_t month) {
    auto const found = fits_.find(month);
    if (found != fits_.end()) return found->second;
    auto const fit = [&](int days) {
        return estimation::fit_har(history_.variance(), month, static_cast<std::size_t>(days));
    };
    return fits_.emplace(month, Fits{fit(estimation::shorter_days), fit(estimation::longer_days)})
        .first->second;
}

FittedLaw FittedLaws::at(std::size_t day) {
    auto const& [shorter_fit, longer_fit] = fits_at(history_.month_begin(day));
    auto shorter = integrated(shorter_fit, history_, day);
    auto const longer = integrated(longer_fit, history_, day);
    double const drift = longer.mean / 2;
    try {
        auto const found = estimation::variance_of(shorter, longer);
        n_near_ += found.exact ? 0 : 1;
        return {found.heston, drift};
    } catch (Error const& error) {
        if (error.exit() != Exit::bad_input) throw;
    }
    ++n_level_;
    shorter.mean = longer.mean;
    return {estimation::variance_of(shorter, longer).heston, drift};
}

}  // namespace liq::validation
