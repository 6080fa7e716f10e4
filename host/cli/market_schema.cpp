#include "host/cli/market_schema.hpp"

#include <nlohmann/json.hpp>
#include <string_view>

#include "host/market/read_market.hpp"
#include "host/market/snapshot_layout.hpp"
#include "host/scenario/value_json.hpp"

namespace liq::cli {
namespace {

using Json = nlohmann::ordered_json;

/// The names between commas.
Json names_in(std::string_view list) {
    Json names = Json::array();
    while (!list.empty()) {
        auto const end = list.find(", ");
        names.push_back(list.substr(0, end));
        list = end == list.npos ? "" : list.substr(end + 2);
    }
    return names;
}

Json object_json(market::SnapshotObject const& object) {
    std::string_view const attribute = object.attribute, unit = object.unit;
    Json json;
    json["path"] = object.path;
    if (!attribute.empty()) json["attribute"] = attribute;
    json["type"] = object.type;
    if (attribute.empty()) json["dimensions"] = names_in(object.axes);
    if (!unit.empty()) json["unit"] = unit;
    Json const range = scenario::range_json(object.range);
    if (!range.empty()) json["range"] = range;
    json["required"] = object.required;
    json["since"] = {market::market_schema_major, object.since};
    json["meaning"] = object.meaning;
    return json;
}

}  // namespace

std::string market_schema() {
    Json json;
    json["format"] = "liqcascade market snapshot, HDF5";
    json["schema"] = {market::market_schema_major, market::market_schema_minor};
    for (market::SnapshotObject const& object : market::snapshot_layout())
        json["objects"].push_back(object_json(object));
    return json.dump(2) + "\n";
}

}  // namespace liq::cli
