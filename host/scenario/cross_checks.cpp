#include "host/scenario/cross_checks.hpp"

#include <algorithm>
#include <optional>

#include "host/errors.hpp"
#include "host/scenario/sections.hpp"
#include "host/scenario/simulation_checks.hpp"
#include "host/scenario/toml_text.hpp"

namespace liq {
namespace {

constexpr char const* name_rule = "letters, digits, - and _, at most 100 of them";

std::string price_text(double value) {
    return plain_number(value) + " USD";
}

/// `<place>: <key> = <value>`.
std::string at(Scenario const& scenario, std::string const& key, std::string const& value) {
    return scenario.place_of(key) + ": " + key + " = " + value;
}

void check_whole_steps(Scenario const& scenario, std::string const& key, Duration duration) {
    auto const step = scenario.simulation.step;
    if (duration.seconds % step.seconds == 0) return;
    auto const below = duration.seconds / step.seconds * step.seconds;
    auto const near = below > 0 ? below : step.seconds;
    refuse(at(scenario, key, duration_text(duration)) + " is not a whole number of steps of " +
           duration_text(step) + ". Did you mean " + duration_text({near}) + "?");
}

void check_moment(Scenario const& scenario, std::string const& key,
                  std::optional<Duration> moment) {
    if (!moment) return;
    auto const horizon = scenario.simulation.horizon;
    require(*moment <= horizon, at(scenario, key, duration_text(*moment)) +
                                    " is beyond simulation.horizon = " + duration_text(horizon));
    check_whole_steps(scenario, key, *moment);
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

void check_levels(Scenario const&, std::string const&, double, CloseEvent const&) {}

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

void check_outcomes(Scenario const& scenario) {
    std::size_t outcomes = 0;
    for (auto const& event : scenario.events) {
        outcomes +=
            std::visit([](auto const& one) { return count_words(one.outcomes); }, event.question);
        require(outcomes <= max_outcomes,
                scenario.place_of("event." + event.name + ".name") +
                    ": the events up to this one have " + std::to_string(outcomes) +
                    " outcomes; accepted: at most " + std::to_string(max_outcomes));
    }
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
    for (auto const& event : scenario.events)
        std::visit([&](auto const& one) { check_event(scenario, "event." + event.name, one); },
                   event.question);
    check_outcomes(scenario);
    check_simulation(scenario);
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

void check_against_spot(Scenario const& scenario, double spot) {
    for (auto const& event : scenario.events)
        std::visit(
            [&](auto const& one) { check_levels(scenario, "event." + event.name, spot, one); },
            event.question);
}

}  // namespace liq
