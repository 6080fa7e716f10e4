#include "host/events/close.hpp"

#include <cmath>

#include "host/events/tables.hpp"
#include "host/words/numbers.hpp"
#include "host/words/values.hpp"
#include "models/exact/one_sided_passage.hpp"

namespace liq::events {

void Close::check(Setting const& setting) const {
    check_moment(setting, "at", at);
}

void Close::add_tables(OutcomeIndices<Close> outcome, Tables& tables) const {
    tables.plan.closes.push_back({tables.log_of(level), tables.steps_until(at), outcome["above"]});
}

std::string Close::in_words(OutcomeOf<Close> /*outcome*/, Duration horizon) const {
    return "closes at or above " + words::price_in_words(level) + " after " +
           words::length_in_words(at.value_or(horizon));
}

ClosedForms<Close> Close::closed_forms(Law const& law) const {
    auto const motion = Motion::of(law);
    if (!motion) return ClosedForms<Close>(obstacle::price_model);
    double const years = at.value_or(law.horizon).years();
    double const to_go = std::log(level / motion->first_price());
    return {{"above", known(exact::normal_probability((motion->nu() * years - to_go) /
                                                      (motion->sigma() * std::sqrt(years))))}};
}

}  // namespace liq::events
