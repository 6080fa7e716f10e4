/// \file
/// The values that all JSON documents of the program have in common.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace liq::report {

/// The number, or null if it is not finite: JSON has no NaN and no infinity.
nlohmann::ordered_json number_or_null(double value);

/// The text, or null if it is empty.
nlohmann::ordered_json text_or_null(std::string const& text);

/// Keys that were set, each with its TOML value as JSON.
nlohmann::ordered_json set_json(std::map<std::string, std::string> const& set);

/// The text of a document, indented by two spaces, without a newline at its end. Bytes that are not
/// UTF-8 are replaced.
std::string json_text(nlohmann::ordered_json const& document);

}  // namespace liq::report
