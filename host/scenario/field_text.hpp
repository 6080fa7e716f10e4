/// \file
/// The pieces that messages about a key share: its unit, its meaning, the numbers it accepts.
#pragma once

#include <string>

#include "models/core/parameter_form.hpp"

namespace liq::scenario {

/// A space and the unit; nothing for a pure number.
std::string unit_text(Field const& field);

/// " (meaning)": the end of a message.
std::string meaning_text(Field const& field);

/// "a number above 0 and at most 100 USD", "a finite number".
std::string accepted_numbers(Field const& field);

}  // namespace liq::scenario
