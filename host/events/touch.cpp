#include "host/events/touch.hpp"

#include "host/errors.hpp"
#include "host/events/tables.hpp"
#include "host/words/numbers.hpp"
#include "models/exact/one_sided_passage.hpp"

namespace liq::events {

void Touch::check(Setting const& setting) const {
    check_moment(setting, "by", by);
}

void Touch::check_at_spot(Setting const& setting, double spot) const {
    require(level != spot, setting.found("level", usd(level)) +
                               " is the spot price; a touch needs a level above or below it");
}

void Touch::add_tables(OutcomeIndices<Touch> outcome, Tables& tables) const {
    int const touched = outcome["touched"];
    auto& levels = level > tables.spot ? tables.plan.levels_above : tables.plan.levels_below;
    levels.push_back({tables.log_of(level), tables.steps_until(by), touched, Tables::bit(touched)});
}

std::string Touch::in_words(OutcomeOf<Touch> /*outcome*/, Duration horizon) const {
    return "touches " + words::price_in_words(level) + within(by, horizon);
}

ClosedForms<Touch> Touch::closed_forms(Law const& law) const {
    auto const motion = Motion::of(law);
    if (!motion) return ClosedForms<Touch>(obstacle::price_model);
    LogPrice const start = motion->start(), target = motion->log_of(level);
    if (level > law.spot ? start >= target : start <= target) return {{"touched", known(1)}};
    if (!law.watched_within_steps) return ClosedForms<Touch>(obstacle::watched_at_steps);
    return {{"touched",
             known(exact::touch_probability(motion->first_price(), level, motion->sigma(),
                                            motion->drift(), by.value_or(law.horizon).years()))}};
}

}  // namespace liq::events
