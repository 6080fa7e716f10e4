#include "host/events/hold.hpp"

#include "host/errors.hpp"
#include "host/events/tables.hpp"
#include "host/words/numbers.hpp"
#include "host/words/values.hpp"

namespace liq::events {

void Hold::check(Setting const& setting) const {
    check_one_of(setting, "above", above.has_value(), "below", below.has_value());
    check_moment(setting, "by", by);
    check_whole_steps(setting, setting.key("for"), lasting);
    Duration const until = by.value_or(setting.horizon);
    require(lasting <= until, setting.found("for", words::duration_text(lasting)) +
                                  " is longer than " +
                                  (by ? setting.key("by") : "simulation.horizon") + " = " +
                                  words::duration_text(until) + ", so that it can never happen");
}

void Hold::add_tables(OutcomeIndices<Hold> outcome, Tables& tables) const {
    Plan& plan = tables.plan;
    bool const is_above = above.has_value();
    LogPrice const level = tables.log_of(is_above ? *above : *below);
    Story story;
    story.outcome = outcome["held"];
    story.from = static_cast<int>(plan.story_steps.size());
    story.lasting = tables.steps_until(lasting);
    story.last_step = tables.steps_until(by);
    story.first_state = (is_above ? 0 >= level : 0 <= level) ? 0 : Story::outside;
    plan.stories.push_back(story);
    for (StoryStep const& step : stretch_of(level, is_above, story.last_step - story.lasting))
        plan.story_steps.push_back(step);
}

std::string Hold::in_words(OutcomeOf<Hold> /*outcome*/, Duration horizon) const {
    return std::string("stays at or ") + (above ? "above " : "below ") +
           words::price_in_words(above ? *above : below.value_or(0)) + " for " +
           words::length_in_words(lasting) + within(by, horizon);
}

ClosedForms<Hold> Hold::closed_forms(Law const& law) const {
    return ClosedForms<Hold>(Motion::of(law) ? obstacle::kind : obstacle::price_model);
}

}  // namespace liq::events
