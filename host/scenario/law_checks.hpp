/// \file
/// Checks of the keys of the price, the book, the depth and the waterfall against each other.
#pragma once

#include <string>

#include "host/scenario/scenario.hpp"

namespace liq::scenario {

/// The checks that need no market. Refuses more jumps in a step than can be drawn, jumps that
/// excite each other without end, keys of a living book in a scenario without one, and a refresh
/// that is not a whole number of steps. Adds a warning where a variance can reach zero (Feller
/// 1951), where a living book is never renewed, and where an exponent or a fund is given that has
/// no effect.
void check_law(Scenario& scenario);

/// How many jumps a year come in the mean of a law whose jumps excite each other, and how many
/// others one causes; empty for other laws.
std::string excitation_in_words(Scenario const& scenario);

}  // namespace liq::scenario
