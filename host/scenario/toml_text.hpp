/// \file
/// Pieces of TOML 1.0 text: strings, keys, numbers and durations, as the resolved scenario,
/// messages and `schema` write them.
#pragma once

#include <string>
#include <string_view>

#include "host/words/values.hpp"
#include "models/core/parameter_form.hpp"
#include "models/core/units.hpp"

namespace liq::scenario {

/// A basic string of TOML with its quotes; control characters are escaped.
std::string toml_string(std::string_view text);

/// A key, in quotes where TOML requires them.
std::string toml_key(std::string_view key);

/// The shortest float that reads back as `value`; always with a point or an exponent.
std::string toml_number(double value);

using words::duration_text;
using words::plain_number;

/// Reads `<number><s|min|h|d>`: a decimal number without sign or exponent, such that the duration
/// is a whole number of seconds.
/// \returns an empty text if `duration` was set, else the problem of `text` for a message
std::string read_duration(std::string_view text, Duration& duration);

/// The word for a length of time without an end.
inline constexpr char const* never_word = "never";

/// A computed number in a message: with four significant digits.
std::string rounded_number(double value);

/// The numbers of a range: "above 0 and at most 100"; "a finite number" if there is no limit.
std::string range_text(Range const& range);

}  // namespace liq::scenario
