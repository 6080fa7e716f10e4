#include "host/report/json_values.hpp"

#include <cmath>

#include "host/scenario/value_json.hpp"

namespace liq::report {

using Json = nlohmann::ordered_json;

Json number_or_null(double value) {
    return std::isfinite(value) ? Json(value) : Json();
}

Json text_or_null(std::string const& text) {
    return text.empty() ? Json() : Json(text);
}

Json set_json(std::map<std::string, std::string> const& set) {
    Json json = Json::object();
    for (auto const& [key, text] : set) json[key] = scenario::json_of_toml(text);
    return json;
}

std::string json_text(Json const& document) {
    return document.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace liq::report
