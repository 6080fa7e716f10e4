#include "host/results/questions.hpp"

#include <cstddef>

#include "host/scenario/asked_events.hpp"

namespace liq::results {

std::string question_in_words(scenario::Scenario const& scenario, events::Event const& event,
                              std::string const& outcome) {
    Duration const horizon = scenario.simulation.horizon;
    std::string const asked = events::in_words(event, outcome, horizon);
    if (!event.given) return asked;
    std::size_t const dot = event.given->find('.');
    std::string const name = event.given->substr(0, dot), other = event.given->substr(dot + 1);
    for (events::Event const& condition : scenario.events) {
        if (condition.name == name)
            return asked + ", given that it " + events::in_words(condition, other, horizon);
    }
    return asked + ", given " + *event.given;
}

AskedOutcome asked_outcome(scenario::Scenario const& scenario,
                           planning::PlannedOutcome const& planned) {
    events::Event const& event = *scenario::asked_events(scenario)[planned.event];
    return {event.name, events::kind_of(event), event.given.value_or(""),
            question_in_words(scenario, event, planned.outcome)};
}

}  // namespace liq::results
