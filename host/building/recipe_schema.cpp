#include <nlohmann/json.hpp>

#include "host/building/recipe.hpp"
#include "host/data/format.hpp"
#include "host/scenario/key_list.hpp"
#include "host/scenario/schema.hpp"

namespace liq::building {
namespace {

using nlohmann::ordered_json;
using scenario::KeyInfo;
using scenario::KeyList;

template <class Section>
void add_keys(std::string const& section, std::vector<KeyInfo>& keys) {
    KeyList list(section, keys);
    Section{}.describe(list);
}

template <class Series>
ordered_json formats_json() {
    ordered_json all = ordered_json::object();
    for (auto const* format : data::formats<Series>())
        all[std::string(format->name)] = {{"meaning", format->meaning},
                                          {"recognised", format->recognises != nullptr}};
    return all;
}

}  // namespace

std::string recipe_schema() {
    std::vector<KeyInfo> keys;
    add_keys<Recipe>("", keys);
    add_keys<CandleInput>("candles", keys);
    add_keys<VenueInput>("venue", keys);
    add_keys<DepthInput>("depth", keys);
    add_keys<PositionsInput>("positions", keys);
    auto json = ordered_json::parse(scenario::schema_of_keys(
        "liqcascade recipe of a market snapshot, TOML 1.0", recipe_schema_version,
        {{"venue", "array of tables, at least one"}, {"positions.band", "array of tables"}}, keys));
    json["formats"] = {{"candles", formats_json<data::Candles>()},
                       {"volume_profile", formats_json<data::VolumeProfile>()},
                       {"open_interest", formats_json<data::OpenInterests>()},
                       {"tiers", formats_json<data::Tiers>()},
                       {"depth", formats_json<data::Depth>()},
                       {"liquidations", formats_json<data::Liquidations>()},
                       {"positions", formats_json<data::AccountPositions>()}};
    return json.dump(2) + "\n";
}

}  // namespace liq::building
