/// \file
/// What a run asks: the events of its scenario, and the one that its waterfall adds.
#pragma once

#include <string>
#include <vector>

#include "host/scenario/scenario.hpp"

namespace liq::scenario {

/// The events in the order of their outcomes in the totals. They live as long as the scenario.
std::vector<events::Event const*> asked_events(Scenario const& scenario);
std::vector<events::Event const*> asked_events(Scenario&& scenario) = delete;

/// Every outcome of the scenario as `event.outcome`, for messages and to be searched.
std::vector<std::string> outcome_names(Scenario const& scenario);

/// The clock of a scenario and where its keys stand, for events. It refers to the scenario.
events::Setting setting_of(Scenario const& scenario);
events::Setting setting_of(Scenario&& scenario) = delete;

/// How the price moves without the cascade, for closed forms.
/// \param spot  [USD]
events::Law law_of(Scenario const& scenario, double spot);

}  // namespace liq::scenario
