/// \file
/// `meta` of Hyperliquid: assets with the number of a margin table.
///
/// A table gives lower bounds and the largest leverage above each; the maintenance rate is half of
/// the initial margin at that leverage, 1/(2 L), and the deduction keeps the margin continuous.
/// Tables below 50 need not be in the list: their number is the leverage of their only tier. The
/// last tier has no end. Assets whose name begins with "k" count thousands of coins.
/// (Documentation of Hyperliquid, "Margin tiers".)

#include <cmath>
#include <string>

#include "host/data/formats/formats.hpp"
#include "host/errors.hpp"
#include "host/words/printable.hpp"
#include "host/words/values.hpp"

namespace liq::data {
namespace {

using nlohmann::json;

constexpr double first_listed_table = 50;

bool recognises(std::string_view head) {
    return looks_like_json(head) && head.find("\"universe\"") != head.npos &&
           head.find("\"szDecimals\"") != head.npos;
}

json const* asset_of(json const& universe, std::string const& name, JsonPlace const& place,
                     std::size_t& index) {
    for (index = 0; index < universe.size(); ++index)
        if (text_at(universe[index], "name", place.at(index)) == name) return &universe[index];
    return nullptr;
}

json const* listed_table(json const& document, double id, JsonPlace const& root) {
    auto const& tables = member(document, "marginTables", root);
    JsonPlace const place = root.at("marginTables");
    require(tables.is_array(), place.text() + " is not a list");
    for (std::size_t i = 0; i < tables.size(); ++i) {
        require(tables[i].is_array() && tables[i].size() == 2,
                place.at(i).text() + " is no pair of a number and a table");
        if (number_of(tables[i][0], place.at(i)) == id) return &tables[i][1];
    }
    return nullptr;
}

void add_tier(Tiers& tiers, std::uint32_t file, double floor, double leverage,
              std::string const& place) {
    require(leverage >= 1, place + ": maxLeverage must be at least 1");
    if (!tiers.rows.empty()) tiers.rows.back().cap = floor;
    Tier tier;
    tier.at = row_at(file, tiers.rows.size() + 1);
    tier.floor = floor;
    tier.rate = 0.5 / leverage;
    tier.max_leverage = leverage;
    tiers.rows.push_back(tier);
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, Tiers& tiers) {
    json const answer = read_json(stream);
    // `metaAndAssetCtxs` is a list that begins with `meta`.
    json const& document = answer.is_array() && !answer.empty() ? answer[0] : answer;
    JsonPlace const root{stream.name(), ""};
    tiers.unit = Unit::usd;
    tiers.shape = TierShape::marginal;
    tiers.contract = Contract::linear;
    tiers.unit = Unit::usd;
    tiers.shape = TierShape::marginal;
    tiers.contract = Contract::linear;
    auto const& universe = member(document, "universe", root);
    std::string const name = reading.symbol.empty() ? reading.asset : reading.symbol;
    std::size_t index = 0;
    JsonPlace const list = root.at("universe");
    auto const* asset = asset_of(universe, name, list, index);
    if (asset == nullptr && asset_of(universe, "k" + name, list, index) != nullptr)
        refuse(stream.name() + ": has no asset " + words::printable(name) + ", but k" +
               words::printable(name) +
               ", whose unit and price are of 1,000 coins. State symbol = \"k" +
               words::printable(name) + "\", and give all prices and amounts in thousands");
    require(asset != nullptr, stream.name() + ": has no asset " + words::printable(name));
    JsonPlace const at = list.at(index);
    if (asset->value("isDelisted", false))
        refuse(at.text() + ": " + words::printable(name) + " is delisted, it has no positions");
    double const leverage = number_at(*asset, "maxLeverage", at);
    double const id = number_or_nothing(*asset, "marginTableId", at);
    json const* table = std::isnan(id) ? nullptr : listed_table(document, id, root);
    if (table == nullptr) {
        if (id >= first_listed_table)
            refuse(at.text() + ": the margin table " + words::plain_number(id) +
                   " is not in marginTables. Is the file complete?");
        add_tier(tiers, file, 0, std::isnan(id) ? leverage : id, at.text());
        return;
    }
    auto const& rows = member(*table, "marginTiers", root.at("marginTables"));
    for (auto const& row : rows)
        add_tier(tiers, file, number_at(row, "lowerBound", root.at("marginTables")),
                 number_at(row, "maxLeverage", root.at("marginTables")), at.text());
}

}  // namespace

TierFormat const hyperliquid_meta{
    "hyperliquid-meta",
    "meta or metaAndAssetCtxs of Hyperliquid; marginal tiers, rate 1/(2 maxLeverage), the last one "
    "without an end",
    recognises, read};

}  // namespace liq::data
