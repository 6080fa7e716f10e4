#include "host/events/sequence.hpp"

#include <cstddef>

#include "host/errors.hpp"
#include "host/events/tables.hpp"
#include "host/words/numbers.hpp"
#include "host/words/values.hpp"

namespace liq::events {
namespace {

/// Refuses a step that cannot be met, because every price that meets it ends the event first.
void check_can_be_met(Setting const& setting, SequenceStep const& step) {
    char const* const why = "; every price that meets the step would end the event first";
    require(!step.above || !step.before_above || *step.before_above > *step.above,
            setting.found("before_above", usd(step.before_above.value_or(0))) + " is not above " +
                setting.key("above") + why);
    require(!step.below || !step.before_below || *step.before_below < *step.below,
            setting.found("before_below", usd(step.before_below.value_or(0))) + " is not below " +
                setting.key("below") + why);
}

void warn_of_first_step(SequenceStep const& first, Tables& tables) {
    double const level = first.above ? *first.above : *first.below;
    if (first.above ? level > tables.spot : level < tables.spot) return;
    tables.warnings.push_back(tables.setting.key("steps[0]") +
                              ": spot is already beyond this level, so that the step is met at "
                              "the first visit");
}

}  // namespace

void Sequence::check(Setting const& setting) const {
    check_moment(setting, "by", by);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        SequenceStep const& step = steps[i];
        Setting const here = setting.part("steps[" + std::to_string(i) + "]");
        check_one_of(here, "above", step.above.has_value(), "below", step.below.has_value());
        require(!step.before_below || !step.before_above,
                here.place_of(here.key("before_above")) + ": " + here.section +
                    " has both before_below and before_above; accepted: at most one of them");
        check_can_be_met(here, step);
        check_moment(here, "by", step.by);
        require(!step.by || !by || *step.by <= *by,
                here.found("by", words::duration_text(step.by.value_or(Duration{}))) +
                    " is after " + setting.key("by") + " = " +
                    words::duration_text(by.value_or(Duration{})));
    }
}

void Sequence::check_at_spot(Setting const& setting, double spot) const {
    SequenceStep const& first = steps.front();
    Setting const here = setting.part("steps[0]");
    std::string const over = " spot = " + usd(spot) + ", so that the event ends at the start";
    if (first.before_below)
        require(*first.before_below < spot,
                here.found("before_below", usd(*first.before_below)) + " is not below" + over);
    if (first.before_above)
        require(*first.before_above > spot,
                here.found("before_above", usd(*first.before_above)) + " is not above" + over);
}

void Sequence::add_tables(OutcomeIndices<Sequence> outcome, Tables& tables) const {
    Plan& plan = tables.plan;
    Story story;
    story.outcome = outcome["happened"];
    story.from = static_cast<int>(plan.story_steps.size());
    story.n_steps = static_cast<int>(steps.size());
    plan.stories.push_back(story);
    for (SequenceStep const& step : steps) {
        StoryStep planned;
        if (step.above) planned.meets_high = tables.log_of(*step.above);
        if (step.below) planned.meets_low = tables.log_of(*step.below);
        if (step.before_above) planned.ends_high = tables.log_of(*step.before_above);
        if (step.before_below) planned.ends_low = tables.log_of(*step.before_below);
        planned.last_step = tables.steps_until(step.by ? step.by : by);
        plan.story_steps.push_back(planned);
    }
    warn_of_first_step(steps.front(), tables);
}

std::string Sequence::in_words(OutcomeOf<Sequence> /*outcome*/, Duration horizon) const {
    std::string text;
    for (SequenceStep const& step : steps) {
        text += text.empty() ? "" : ", then ";
        text += step.above ? "reaches " + words::price_in_words(*step.above)
                           : "falls to " + words::price_in_words(step.below.value_or(0));
        if (step.before_below) text += " before " + words::price_in_words(*step.before_below);
        if (step.before_above) text += " before " + words::price_in_words(*step.before_above);
        if (step.by) text += within(step.by, horizon);
    }
    return steps.back().by ? text : text + ", all" + within(by, horizon);
}

ClosedForms<Sequence> Sequence::closed_forms(Law const& law) const {
    return ClosedForms<Sequence>(Motion::of(law) ? obstacle::kind : obstacle::price_model);
}

}  // namespace liq::events
