/// \file
/// Checks of the keys of a scenario against each other. Messages name the place of a key.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "host/scenario/scenario.hpp"
#include "models/estimate/limits.hpp"

namespace liq::scenario {

/// Every event has at least one outcome.
inline constexpr std::size_t max_events = max_outcomes;

/// Largest number of steps of a path: steps are counted in a signed integer of 32 bits.
inline constexpr std::int64_t max_steps = 2147483647;

/// Whether a text is a name: 1 to 100 letters, digits, _ and -.
bool is_name(std::string_view text);

/// Refuses the name of an event if it is not a name, or if an event that was read before has it.
/// \param place  of the key, for the message
void check_event_name(Scenario const& scenario, std::string const& name, std::string const& place);

/// All checks that need no market: the scenario's name, whole numbers of steps, increasing
/// quantiles, and the checks of event_checks.hpp, law_checks.hpp, simulation_checks.hpp and
/// limit_checks.hpp. Adds a warning where a step is too long for the first-order decay of impact
/// (models/law.md 6).
void check_alone(Scenario& scenario);

}  // namespace liq::scenario
