/// \file
/// TOML values as JSON, for reports of the changes by `--set`, a sweep or a variant.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "models/core/parameter_form.hpp"

namespace liq::scenario {

/// The text of a TOML value as JSON: `0.45` is a number, `"30min"` a string, `{ bid = 1 }` an
/// object. Infinity and NaN become null. A text that is not TOML becomes a string.
nlohmann::ordered_json json_of_toml(std::string const& toml_text);

/// The bounds that a range has, with the names of JSON Schema: minimum, exclusiveMinimum, maximum,
/// exclusiveMaximum.
nlohmann::ordered_json range_json(Range const& range);

}  // namespace liq::scenario
