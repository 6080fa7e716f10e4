/// \file
/// The result of a stress test as text for a terminal and as one JSON document.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "host/stress/stress.hpp"
#include "host/words/text_page.hpp"

namespace liq::stress {

/// The question, the smallest change with its error, the contour of two keys, and all simulations.
std::string stress_text(StressResult const& result, words::TextStyle const& style);

/// {"program", "version", "schema", "stress": {...}}, with the keys that the README of this folder
/// lists. Values that are not known, and open ends of intervals, are null.
std::string stress_json(StressResult const& result);

inline constexpr char const* stress_filetype = "liqcascade-stress";
inline constexpr int stress_schema_major = 1, stress_schema_minor = 0;

/// The result as an HDF5 file, whose layout the README of this folder lists.
std::vector<std::byte> stress_file(StressResult const& result);

/// The contour as lines of characters, with the first key to the right and the second upwards. It
/// shows the base, the points of the contour and the nearest of them; the last lines are a legend.
std::vector<std::string> contour_picture(StressResult const& result, words::TextStyle const& style);

/// A value of a key, rounded to two significant digits of its error; seven digits where the error
/// is not known.
std::string value_in_words(StressKey const& key, double value, double error);

}  // namespace liq::stress
