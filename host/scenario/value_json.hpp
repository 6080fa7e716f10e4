/// \file
/// TOML values as JSON, for reports of what `--set`, a sweep or a variant changed.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace liq::scenario {

/// A TOML value text as JSON: `0.45` a number, `"30min"` a string, `{ bid = 1 }` an object.
/// Infinity and NaN become null; what is not TOML, the text itself.
nlohmann::ordered_json json_of_toml(std::string const& toml_text);

}  // namespace liq::scenario
