/// \file
/// What must hold between the keys of an event, and between events. Messages name the place of a
/// key.
#pragma once

#include <string>

#include "host/scenario/scenario.hpp"

namespace liq::scenario {

/// Refuses a length of time that is not a whole number of steps.
void check_whole_steps(Scenario const& scenario, std::string const& key, Duration duration);

/// What needs no market: what the kind of each event says of its keys, conditions that are outcomes
/// of other events and do not go in circles, number of outcomes.
void check_events(Scenario const& scenario);

/// What needs the spot price [USD], for planning, as the kind of each event says.
void check_against_spot(Scenario const& scenario, double spot);

}  // namespace liq::scenario
