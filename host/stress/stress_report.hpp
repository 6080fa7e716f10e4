/// \file
/// What a stress test found, as a text for a terminal and as one JSON document.
#pragma once

#include <string>
#include <vector>

#include "host/stress/stress.hpp"
#include "host/words/text_page.hpp"

namespace liq::stress {

/// The question, the smallest change with its error, the contour of two keys, what was looked at.
std::string stress_text(StressResult const& result, words::TextStyle const& style);

/// {"program", "version", "schema", "stress": {...}}: the keys are listed in the README of this
/// folder. Null is what is not known, or an end of an interval that is open.
std::string stress_json(StressResult const& result);

/// The contour in the plane of the two keys, the first to the right, the second upwards: the base,
/// the places on the contour and the nearest of them. Lines, the last ones a legend.
std::vector<std::string> contour_picture(StressResult const& result, words::TextStyle const& style);

/// A value of a key with two figures of its error; seven figures where that is not known.
std::string value_in_words(StressKey const& key, double value, double error);

}  // namespace liq::stress
