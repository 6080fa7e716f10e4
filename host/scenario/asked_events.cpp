#include "host/scenario/asked_events.hpp"

namespace liq::scenario {

std::vector<events::Event const*> asked_events(Scenario const& scenario) {
    std::vector<events::Event const*> asked;
    for (events::Event const& event : scenario.events) asked.push_back(&event);
    if (scenario.waterfall.enabled) asked.push_back(&events::waterfall_event());
    return asked;
}

std::vector<std::string> outcome_names(Scenario const& scenario) {
    std::vector<std::string> names;
    for (events::Event const* event : asked_events(scenario))
        for (events::Outcome const& outcome : events::outcomes_of(*event))
            names.push_back(event->name + "." + outcome.name);
    return names;
}

events::Setting setting_of(Scenario const& scenario) {
    events::Setting setting;
    setting.horizon = scenario.simulation.horizon;
    setting.step = scenario.simulation.step;
    setting.place_of = [&scenario](std::string const& key) { return scenario.place_of(key); };
    return setting;
}

events::Law law_of(Scenario const& scenario, double spot) {
    SimulationSection const& simulation = scenario.simulation;
    return {scenario.price,
            scenario.price_model,
            simulation.horizon,
            simulation.step,
            simulation.monitoring == Monitoring::bridge,
            spot};
}

}  // namespace liq::scenario
