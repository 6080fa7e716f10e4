#include "host/scenario/schema.hpp"

#include <nlohmann/json.hpp>

#include "host/scenario/catalogue.hpp"
#include "host/scenario/scenario.hpp"
#include "host/scenario/value_json.hpp"
#include "models/estimate/portfolio_tables.hpp"
#include "models/impact/walls.hpp"

namespace liq::scenario {
namespace {

using Json = nlohmann::ordered_json;

Json value_json(KeyInfo::Value const& value) {
    return std::visit(
        [](auto const& one) -> Json {
            if constexpr (std::is_same_v<std::decay_t<decltype(one)>, std::monostate>)
                return nullptr;
            else
                return one;
        },
        value);
}

Json key_json(KeyInfo const& info) {
    Json json;
    json["key"] = info.key;
    json["type"] = info.type;
    if (!info.unit.empty()) json["unit"] = info.unit;
    json["required"] = info.required;
    if (!info.required) json["default"] = value_json(info.default_value);
    if (!info.default_text.empty()) json["default_text"] = info.default_text;
    if (info.range) json["range"] = range_json(*info.range);
    if (!info.words.empty()) json["words"] = info.words;
    if (!info.only_with_key.empty())
        json["only_with"] = {{info.only_with_key, info.only_with_word}};
    json["meaning"] = info.meaning;
    for (auto const& part : info.parts) json["keys"].push_back(key_json(part));
    return json;
}

}  // namespace

std::string schema_of_keys(std::string const& format, int schema,
                           std::vector<std::pair<std::string, std::string>> const& tables,
                           std::vector<KeyInfo> const& keys) {
    Json json;
    json["format"] = format;
    json["schema"] = schema;
    for (auto const& [name, number] : tables) json["tables"][name] = number;
    for (auto const& info : keys) json["keys"].push_back(key_json(info));
    return json.dump(2) + "\n";
}

std::string scenario_schema() {
    return schema_of_keys(
        "liqcascade scenario, TOML 1.0", scenario_schema_version,
        {{"event", "array of tables, at least one"},
         {"sweep", "table"},
         {"variant", "array of tables"},
         {"limit", "array of tables"},
         {"wall", "array of tables, at most " + std::to_string(max_walls)},
         {"position", "array of tables, at most " + std::to_string(max_listed_positions)}},
        known_keys());
}

}  // namespace liq::scenario
