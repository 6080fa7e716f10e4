#include "host/scenario/value_json.hpp"

#include <cmath>
#include <sstream>

#include "host/scenario/toml_parser.hpp"

namespace liq::scenario {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(toml::node const& node) {
    if (auto const* table = node.as_table()) {
        Json object = Json::object();
        for (auto const& [key, value] : *table) object[std::string(key.str())] = json_of(value);
        return object;
    }
    if (auto const* array = node.as_array()) {
        Json list = Json::array();
        for (auto const& value : *array) list.push_back(json_of(value));
        return list;
    }
    if (auto const* text = node.as_string()) return text->get();
    if (auto const* flag = node.as_boolean()) return flag->get();
    if (auto const* integer = node.as_integer()) return integer->get();
    if (auto const* number = node.as_floating_point())
        return std::isfinite(number->get()) ? Json(number->get()) : Json();
    std::ostringstream text;
    node.visit([&](auto const& value) {
        if constexpr (toml::is_value<decltype(value)>) text << value.get();
    });
    return text.str();
}

}  // namespace

Json json_of_toml(std::string const& toml_text) {
    try {
        toml::table const table = toml::parse("value = " + toml_text);
        if (table.size() == 1 && table.contains("value")) return json_of(*table.get("value"));
    } catch (toml::parse_error const&) {
    } catch (toml_parser::FailedAssertion const&) {
    }
    return toml_text;
}

Json range_json(Range const& range) {
    Json json = Json::object();
    if (std::isfinite(range.low)) json[range.low_open ? "exclusiveMinimum" : "minimum"] = range.low;
    if (std::isfinite(range.high))
        json[range.high_open ? "exclusiveMaximum" : "maximum"] = range.high;
    return json;
}

}  // namespace liq::scenario
