/// \file
/// Outcomes whose probability without the cascade is known exactly: the control variates of a run.
#pragma once

#include <string>
#include <vector>

#include "host/scenario/scenario.hpp"

namespace liq::planning {

/// The probability of one outcome without the cascade, or why it is not known.
struct ClosedForm {
    double probability = 0;
    std::string obstacle;  ///< empty where the probability is known
};

/// In the order of the event's outcomes. Known are, with geometric Brownian motion: races and
/// touches that are watched all the time (monitoring "bridge") and closes; a jump at the start
/// shifts them, and decides what it reaches.
///
/// A race is known where a step is so short that no path reaches both levels within one: within a
/// step the two extremes are drawn independently, which is exact for each of them alone
/// (models/law.md 6).
///
/// \param spot  [USD]
std::vector<ClosedForm> closed_forms(scenario::Scenario const& scenario,
                                     scenario::Event const& event, double spot);

}  // namespace liq::planning
