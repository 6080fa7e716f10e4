/// \file
/// What must hold between the keys of a scenario. Messages name the place of a key.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "host/scenario/scenario.hpp"
#include "models/estimate/limits.hpp"

namespace liq::scenario {

/// Every event has at least one outcome.
inline constexpr std::size_t max_events = max_outcomes;

/// Steps of a path at most: a step is counted in 32 bits.
inline constexpr std::int64_t max_steps = 2147483647;

/// Letters, digits, _ and -, at least one and at most 100.
bool is_name(std::string_view text);

/// Refuses a name that is none, or that one of the events read so far has. `place` is the key's.
void check_event_name(Scenario const& scenario, std::string const& name, std::string const& place);

/// What needs no market: the scenario's name, whole numbers of steps, increasing quantiles, and
/// what event_checks.hpp, law_checks.hpp and simulation_checks.hpp say. Adds warnings: steps too
/// long for the first-order decay of impact (models/law.md 6).
void check_alone(Scenario& scenario);

}  // namespace liq::scenario
