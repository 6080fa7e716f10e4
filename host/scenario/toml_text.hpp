/// \file
/// Pieces of TOML 1.0 text: strings, keys, numbers and durations, in the one form that a resolved
/// scenario, messages and `schema` use.
#pragma once

#include <string>
#include <string_view>

#include "host/words/values.hpp"
#include "models/core/parameter_form.hpp"
#include "models/core/units.hpp"

namespace liq::scenario {

/// A basic string with its quotes; control characters are escaped.
std::string toml_string(std::string_view text);

/// A key, quoted where it is not bare.
std::string toml_key(std::string_view key);

/// The shortest float that reads back as `value`; always with a point or an exponent.
std::string toml_number(double value);

using words::duration_text;
using words::plain_number;

/// Reads `<number><s|min|h|d>`: a decimal number without sign or exponent that gives whole seconds.
/// Returns an empty text and sets `duration`, or else says what is wrong with `text`.
std::string read_duration(std::string_view text, Duration& duration);

/// The word for a length of time without an end.
inline constexpr char const* never_word = "never";

/// A number that was computed, for people: with four digits.
std::string rounded_number(double value);

/// What a range accepts: "above 0 and at most 100"; "a finite number" for an unlimited one.
std::string range_text(Range const& range);

}  // namespace liq::scenario
