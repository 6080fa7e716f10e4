#include "host/events/closed_form.hpp"

#include <algorithm>
#include <cmath>
#include <variant>

namespace liq::events {

ClosedForm known(double probability) {
    double const rounding = 1e-9;
    if (!(probability > -rounding && probability < 1 + rounding))
        return {0, obstacle::series_is_inexact};
    return {std::clamp(probability, 0.0, 1.0), {}};
}

std::optional<Motion> Motion::of(Law const& law) {
    auto const* const gbm = std::get_if<GbmParameters>(&law.model);
    if (gbm == nullptr) return std::nullopt;
    return Motion(law, gbm->volatility);
}

double Motion::first_price() const {
    return spot_ * std::exp(price_.initial_jump);
}

LogPrice Motion::log_of(double level) const {
    return static_cast<LogPrice>(std::log(level / spot_));
}

}  // namespace liq::events
