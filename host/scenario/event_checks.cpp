#include "host/scenario/event_checks.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

#include "host/errors.hpp"
#include "host/scenario/catalogue.hpp"
#include "host/scenario/sections.hpp"
#include "host/scenario/simulation_checks.hpp"
#include "host/scenario/toml_text.hpp"
#include "models/estimate/limits.hpp"

namespace liq::scenario {
namespace {

std::string price_text(double value) {
    return plain_number(value) + " USD";
}

/// `<place>: <key> = <value>`.
std::string at(Scenario const& scenario, std::string const& key, std::string const& value) {
    return scenario.place_of(key) + ": " + key + " = " + value;
}

/// The place of a table: of its event, where the table itself has none.
std::string place_of_event(Scenario const& scenario, std::string const& section) {
    return scenario.place_of(section.substr(0, section.find(".steps[")) + ".name");
}

void check_moment(Scenario const& scenario, std::string const& key,
                  std::optional<Duration> moment) {
    if (!moment) return;
    auto const horizon = scenario.simulation.horizon;
    require(*moment <= horizon, at(scenario, key, duration_text(*moment)) +
                                    " is beyond simulation.horizon = " + duration_text(horizon));
    check_whole_steps(scenario, key, *moment);
}

/// Exactly one of two keys.
void check_one_of(Scenario const& scenario, std::string const& section, char const* first,
                  bool has_first, char const* second, bool has_second) {
    std::string const names = std::string(first) + " and " + second;
    require(has_first || has_second, place_of_event(scenario, section) + ": " + section +
                                         " has neither " + first + " nor " + second +
                                         "; accepted: one of them");
    require(!has_first || !has_second, scenario.place_of(section + "." + second) + ": " + section +
                                           " has both " + names + "; accepted: one of them");
}

void check_event(Scenario const& scenario, std::string const& section, RaceEvent const& race) {
    require(race.down < race.up, at(scenario, section + ".down", price_text(race.down)) +
                                     " is not below " + section + ".up = " + price_text(race.up));
    check_moment(scenario, section + ".by", race.by);
}

void check_event(Scenario const& scenario, std::string const& section, TouchEvent const& touch) {
    check_moment(scenario, section + ".by", touch.by);
}

void check_event(Scenario const& scenario, std::string const& section, CloseEvent const& close) {
    check_moment(scenario, section + ".at", close.at);
}

/// A step of which every price that meets it ends the event first.
void check_can_be_met(Scenario const& scenario, std::string const& section,
                      SequenceStep const& step) {
    char const* const why = "; every price that meets the step would end the event first";
    require(!step.above || !step.before_above || *step.before_above > *step.above,
            at(scenario, section + ".before_above", price_text(step.before_above.value_or(0))) +
                " is not above " + section + ".above" + why);
    require(!step.below || !step.before_below || *step.before_below < *step.below,
            at(scenario, section + ".before_below", price_text(step.before_below.value_or(0))) +
                " is not below " + section + ".below" + why);
}

void check_event(Scenario const& scenario, std::string const& section,
                 SequenceEvent const& sequence) {
    check_moment(scenario, section + ".by", sequence.by);
    for (std::size_t i = 0; i < sequence.steps.size(); ++i) {
        SequenceStep const& step = sequence.steps[i];
        std::string const here = section + ".steps[" + std::to_string(i) + "]";
        check_one_of(scenario, here, "above", step.above.has_value(), "below",
                     step.below.has_value());
        require(!step.before_below || !step.before_above,
                scenario.place_of(here + ".before_above") + ": " + here +
                    " has both before_below and before_above; accepted: at most one of them");
        check_can_be_met(scenario, here, step);
        check_moment(scenario, here + ".by", step.by);
        require(!step.by || !sequence.by || *step.by <= *sequence.by,
                at(scenario, here + ".by", duration_text(step.by.value_or(Duration{}))) +
                    " is beyond " + section +
                    ".by = " + duration_text(sequence.by.value_or(Duration{})));
    }
}

void check_event(Scenario const& scenario, std::string const& section, HoldEvent const& hold) {
    check_one_of(scenario, section, "above", hold.above.has_value(), "below",
                 hold.below.has_value());
    check_moment(scenario, section + ".by", hold.by);
    check_whole_steps(scenario, section + ".for", hold.lasting);
    Duration const until = hold.by.value_or(scenario.simulation.horizon);
    require(hold.lasting <= until, at(scenario, section + ".for", duration_text(hold.lasting)) +
                                       " is longer than " +
                                       (hold.by ? section + ".by" : "simulation.horizon") + " = " +
                                       duration_text(until) + ", so that it could never be held");
}

void check_event(Scenario const& scenario, std::string const& section, CrossEvent const& cross) {
    require(cross.fast < cross.slow, at(scenario, section + ".fast", std::to_string(cross.fast)) +
                                         " is not shorter than " + section +
                                         ".slow = " + std::to_string(cross.slow));
    Duration const step = scenario.simulation.step;
    require(step.seconds <= seconds_per_day,
            at(scenario, "simulation.step", duration_text(step)) + " is longer than a day; " +
                section + " needs the close of every day. Take a step of at most 1d");
}

std::size_t outcomes_of(Event const& event) {
    return std::visit([](auto const& one) { return count_words(one.outcomes); }, event.question);
}

void check_outcomes(Scenario const& scenario) {
    std::size_t outcomes = scenario.waterfall.enabled ? 1 : 0;
    for (auto const& event : scenario.events) {
        outcomes += outcomes_of(event);
        require(outcomes <= max_outcomes,
                scenario.place_of("event." + event.name + ".name") +
                    ": the events up to this one have " + std::to_string(outcomes) +
                    " outcomes; accepted: at most " + std::to_string(max_outcomes));
    }
}

std::string event_of(std::string const& outcome) {
    return outcome.substr(0, outcome.find('.'));
}

/// The condition of the event of that name; empty where it has none.
std::string condition_of(Scenario const& scenario, std::string const& name) {
    for (auto const& event : scenario.events)
        if (event.name == name) return event.given.value_or("");
    return {};
}

void check_condition(Scenario const& scenario, Event const& event) {
    std::string const key = "event." + event.name + ".given";
    std::string const found = at(scenario, key, toml_string(*event.given));
    auto names = outcome_names(scenario);
    std::erase_if(names, [&](auto const& name) { return event_of(name) == event.name; });
    require(event_of(*event.given) != event.name,
            found + " is an outcome of the event itself; accepted: one of another event");
    if (std::ranges::find(names, *event.given) == names.end()) {
        auto const near = nearest(*event.given, names);
        refuse(found + " is no outcome of another event of this scenario; accepted: " +
               (names.empty() ? "EVENT.OUTCOME, and there is no other event" : some_of(names)) +
               (near ? ". Did you mean " + *near + "?" : ""));
    }
    std::string circle = event.name;
    std::string next = event_of(*event.given);
    for (std::size_t i = 0; i <= scenario.events.size() && !next.empty(); ++i) {
        circle += " given " + next;
        require(next != event.name, found + " goes in a circle: " + circle +
                                        "; accepted: conditions that do not come back");
        next = event_of(condition_of(scenario, next));
    }
}

void check_levels(Scenario const& scenario, std::string const& section, double spot,
                  RaceEvent const& race) {
    std::string const spot_text = "spot = " + price_text(spot);
    require(race.up > spot, at(scenario, section + ".up", price_text(race.up)) + " is not above " +
                                spot_text + "; a race needs down < spot < up");
    require(race.down < spot, at(scenario, section + ".down", price_text(race.down)) +
                                  " is not below " + spot_text + "; a race needs down < spot < up");
}

void check_levels(Scenario const& scenario, std::string const& section, double spot,
                  TouchEvent const& touch) {
    require(touch.level != spot, at(scenario, section + ".level", price_text(touch.level)) +
                                     " is spot itself; a touch needs a level above or below it");
}

void check_levels(Scenario const& scenario, std::string const& section, double spot,
                  SequenceEvent const& sequence) {
    SequenceStep const& first = sequence.steps.front();
    std::string const here = section + ".steps[0]";
    std::string const over = " spot = " + price_text(spot) + ", so that the event is over at once";
    if (first.before_below)
        require(*first.before_below < spot,
                at(scenario, here + ".before_below", price_text(*first.before_below)) +
                    " is not below" + over);
    if (first.before_above)
        require(*first.before_above > spot,
                at(scenario, here + ".before_above", price_text(*first.before_above)) +
                    " is not above" + over);
}

template <class Question>
void check_levels(Scenario const&, std::string const&, double, Question const&) {}

}  // namespace

void check_whole_steps(Scenario const& scenario, std::string const& key, Duration duration) {
    auto const step = scenario.simulation.step;
    if (duration.seconds % step.seconds == 0) return;
    auto const below = duration.seconds / step.seconds * step.seconds;
    auto const near = below > 0 ? below : step.seconds;
    refuse(at(scenario, key, duration_text(duration)) + " is not a whole number of steps of " +
           duration_text(step) + ". Did you mean " + duration_text({near}) + "?");
}

void check_events(Scenario const& scenario) {
    for (auto const& event : scenario.events)
        std::visit([&](auto const& one) { check_event(scenario, "event." + event.name, one); },
                   event.question);
    check_outcomes(scenario);
    for (auto const& event : scenario.events)
        if (event.given) check_condition(scenario, event);
}

void check_against_spot(Scenario const& scenario, double spot) {
    for (auto const& event : scenario.events)
        std::visit(
            [&](auto const& one) { check_levels(scenario, "event." + event.name, spot, one); },
            event.question);
}

}  // namespace liq::scenario
