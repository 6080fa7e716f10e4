/// \file
/// Events in words, for people who read results.
#pragma once

#include <string>

#include "host/scenario/scenario.hpp"

namespace liq {

/// What an outcome of an event says, as "reaches 113,000 before 93,000 within 30 d".
std::string question_in_words(Scenario const& scenario, Event const& event,
                              std::string const& outcome);

/// A price with thousands separators and no needless decimals, "104,000" or "0.1234".
std::string price_in_words(double price);

}  // namespace liq
