#include "host/scenario/event_checks.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "host/errors.hpp"
#include "host/scenario/asked_events.hpp"
#include "host/scenario/simulation_checks.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/words/nearest.hpp"
#include "models/estimate/limits.hpp"

namespace liq::scenario {
namespace {

/// `<place>: <key> = <value>`.
std::string at(Scenario const& scenario, std::string const& key, std::string const& value) {
    return scenario.place_of(key) + ": " + key + " = " + value;
}

void check_outcomes(Scenario const& scenario) {
    auto const asked = asked_events(scenario);
    std::size_t const written = scenario.events.size();
    std::size_t outcomes = 0;
    for (std::size_t i = written; i < asked.size(); ++i)
        outcomes += events::outcomes_of(*asked[i]).size();
    for (auto const& event : scenario.events) {
        outcomes += events::outcomes_of(event).size();
        require(outcomes <= max_outcomes,
                scenario.place_of("event." + event.name + ".name") +
                    ": the events up to this one have " + std::to_string(outcomes) +
                    " outcomes; accepted: at most " + std::to_string(max_outcomes));
    }
}

std::string event_of(std::string const& outcome) {
    return outcome.substr(0, outcome.find('.'));
}

/// The condition of the event with this name; empty where there is none.
std::string condition_of(Scenario const& scenario, std::string const& name) {
    for (auto const& event : scenario.events)
        if (event.name == name) return event.given.value_or("");
    return {};
}

void check_condition(Scenario const& scenario, events::Event const& event) {
    std::string const key = "event." + event.name + ".given";
    std::string const found = at(scenario, key, toml_string(*event.given));
    auto names = outcome_names(scenario);
    std::erase_if(names, [&](auto const& name) { return event_of(name) == event.name; });
    require(event_of(*event.given) != event.name,
            found + " is an outcome of the event itself; accepted: one of another event");
    if (std::ranges::find(names, *event.given) == names.end()) {
        auto const near = words::nearest(*event.given, names);
        refuse(found + " is not an outcome of another event of this scenario; accepted: " +
               (names.empty() ? "EVENT.OUTCOME, but there is no other event" : some_of(names)) +
               (near ? ". Did you mean " + *near + "?" : ""));
    }
    std::string circle = event.name;
    std::string next = event_of(*event.given);
    for (std::size_t i = 0; i <= scenario.events.size() && !next.empty(); ++i) {
        circle += " given " + next;
        require(next != event.name, found + " is part of a circle: " + circle +
                                        "; accepted: conditions that do not form a circle");
        next = event_of(condition_of(scenario, next));
    }
}

}  // namespace

void check_whole_steps(Scenario const& scenario, std::string const& key, Duration duration) {
    events::check_whole_steps(setting_of(scenario), key, duration);
}

void check_events(Scenario const& scenario) {
    events::Setting const setting = setting_of(scenario);
    for (auto const& event : scenario.events) events::check(event, setting);
    check_outcomes(scenario);
    for (auto const& event : scenario.events)
        if (event.given) check_condition(scenario, event);
}

void check_against_spot(Scenario const& scenario, double spot) {
    events::Setting const setting = setting_of(scenario);
    for (auto const& event : scenario.events) events::check_at_spot(event, setting, spot);
}

}  // namespace liq::scenario
