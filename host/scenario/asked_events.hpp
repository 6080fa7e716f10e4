/// \file
/// The events whose probabilities a run estimates: those that its scenario writes, and the one that
/// its waterfall adds.
#pragma once

#include <string>
#include <vector>

#include "host/scenario/scenario.hpp"

namespace liq::scenario {

/// The events in the order of their outcomes in the totals. They live as long as the scenario.
std::vector<events::Event const*> asked_events(Scenario const& scenario);
std::vector<events::Event const*> asked_events(Scenario&& scenario) = delete;

/// Every outcome of the scenario as `event.outcome`.
std::vector<std::string> outcome_names(Scenario const& scenario);

/// What events need to know of a scenario: its horizon, its step and the places of its keys. The
/// result refers to the scenario.
events::Setting setting_of(Scenario const& scenario);
events::Setting setting_of(Scenario&& scenario) = delete;

/// How the price moves without the cascade, for closed forms.
/// \param spot  [USD]
events::Law law_of(Scenario const& scenario, double spot);

}  // namespace liq::scenario
