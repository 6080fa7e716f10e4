/// \file
/// What must hold between the keys of the price, the book, depth and the waterfall.
#pragma once

#include "host/scenario/scenario.hpp"

namespace liq::scenario {

/// What needs no market: no more jumps than a step can have, jumps that do not excite each other
/// without end, keys of a living book only where there is one, its turnover stated, its refresh a
/// whole number of steps. Adds a warning where a variance can reach zero (Feller 1951), where a
/// living book is never renewed, and where an exponent or a fund is stated that does nothing.
void check_law(Scenario& scenario);

}  // namespace liq::scenario
