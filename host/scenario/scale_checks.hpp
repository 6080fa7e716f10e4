/// \file
/// Warns of numbers that are accepted but were most likely written as a percentage instead of a
/// fraction.
#pragma once

#include "host/scenario/scenario.hpp"

namespace liq::scenario {

/// Adds a warning for each number of the price model that is larger than for any coin so far. The
/// warning suggests a hundredth of the number: `price.volatility = 45`, "Did you mean 0.45?". The
/// warnings that need the market are in planning/scale_warnings.hpp.
void warn_of_percentages(Scenario& scenario);

}  // namespace liq::scenario
