/// \file
/// Numbers that are accepted and most likely written in another unit: percent for a fraction.
#pragma once

#include "host/scenario/scenario.hpp"

namespace liq::scenario {

/// Adds a warning for each number of the price model beyond what any coin has shown, with what it
/// is as a percentage: `price.volatility = 45`, "Did you mean 0.45?". What needs the market is in
/// planning/scale_warnings.hpp.
void warn_of_percentages(Scenario& scenario);

}  // namespace liq::scenario
