/// \file
/// Checks of the keys of an event against each other, and of events against each other. Messages
/// name the place of a key.
#pragma once

#include <string>

#include "host/scenario/scenario.hpp"

namespace liq::scenario {

/// Refuses a length of time that is not a whole number of steps.
void check_whole_steps(Scenario const& scenario, std::string const& key, Duration duration);

/// The checks that need no market: those of each event kind; that every condition is an outcome of
/// another event, without circles of conditions; and the number of outcomes.
void check_events(Scenario const& scenario);

/// The checks of each event kind that need the spot price [USD]; planning calls this.
void check_against_spot(Scenario const& scenario, double spot);

}  // namespace liq::scenario
