#include "host/scenario/cross_checks.hpp"

#include <algorithm>
#include <optional>

#include "host/errors.hpp"
#include "host/scenario/event_checks.hpp"
#include "host/scenario/law_checks.hpp"
#include "host/scenario/limit_checks.hpp"
#include "host/scenario/sections.hpp"
#include "host/scenario/simulation_checks.hpp"
#include "host/scenario/toml_text.hpp"

namespace liq::scenario {
namespace {

constexpr char const* name_rule = "letters, digits, - and _, at most 100 of them";

/// `<place>: <key> = <value>`.
std::string at(Scenario const& scenario, std::string const& key, std::string const& value) {
    return scenario.place_of(key) + ": " + key + " = " + value;
}

void check_time(Scenario const& scenario) {
    auto const& simulation = scenario.simulation;
    require(simulation.step <= simulation.horizon,
            at(scenario, "simulation.step", duration_text(simulation.step)) +
                " is longer than simulation.horizon = " + duration_text(simulation.horizon));
    check_whole_steps(scenario, "simulation.horizon", simulation.horizon);
    auto const steps = simulation.horizon.seconds / simulation.step.seconds;
    require(steps <= max_steps,
            at(scenario, "simulation.horizon", duration_text(simulation.horizon)) + " is " +
                std::to_string(steps) + " steps; accepted: at most " + std::to_string(max_steps));
}

void warn_of_step(Scenario& scenario, std::string const& key, Duration decay) {
    auto const step = scenario.simulation.step;
    if (5 * step.seconds <= decay.seconds) return;
    scenario.warnings.push_back(at(scenario, "simulation.step", duration_text(step)) +
                                " is more than a fifth of " + key + " = " + duration_text(decay) +
                                "; the decay is then inexact. Use a shorter step?");
}

}  // namespace

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= 100 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    });
}

void check_event_name(Scenario const& scenario, std::string const& name, std::string const& place) {
    require(is_name(name), place + ": event.name = " + toml_string(name) +
                               " is not a name; accepted: " + name_rule);
    for (auto const& event : scenario.events)
        require(event.name != name, place + ": event.name = " + toml_string(name) +
                                        " is already the name of the event at " +
                                        scenario.place_of("event." + name + ".name"));
}

void check_alone(Scenario& scenario) {
    require(is_name(scenario.name), at(scenario, "name", toml_string(scenario.name)) +
                                        " is not a name; accepted: " + name_rule);
    require(!scenario.market.file.empty(),
            at(scenario, "market.file", "\"\"") + " is empty; accepted: the path of a snapshot");
    check_time(scenario);
    check_law(scenario);
    check_events(scenario);
    check_simulation(scenario);
    check_limits(scenario);
    auto const& quantiles = scenario.report.quantiles;
    auto const bad = std::adjacent_find(quantiles.begin(), quantiles.end(),
                                        [](double a, double b) { return a >= b; });
    if (bad != quantiles.end())
        refuse(scenario.place_of("report.quantiles") + ": report.quantiles is not increasing: " +
               plain_number(bad[1]) + " follows " + plain_number(bad[0]));
    if (!scenario.cascade.enabled) return;
    warn_of_step(scenario, "impact.resilience", scenario.impact.resilience);
    if (scenario.withdrawal.sensitivity > 0)
        warn_of_step(scenario, "impact.withdrawal.recovery", scenario.withdrawal.recovery);
}

}  // namespace liq::scenario
