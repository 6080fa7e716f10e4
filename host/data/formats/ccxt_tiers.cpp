/// \file
/// `fetch_leverage_tiers` (all symbols) and `fetch_market_leverage_tiers` (one) of the ccxt
/// library.
///
/// ccxt gives the venue's tiers without what the venue deducts, so that the file does not say
/// whether they are marginal or flat: the recipe does. `notionalCurrency` (older: `currency`) says
/// what caps are counted in; contracts of a venue look like coin there.

#include "host/data/formats/formats.hpp"
#include "host/data/symbols.hpp"
#include "host/errors.hpp"

namespace liq::data {
namespace {

using nlohmann::json;

bool recognises(std::string_view head) {
    return looks_like_json(head) && head.find("\"maintenanceMarginRate\"") != head.npos &&
           head.find("\"maxNotional\"") != head.npos;
}

/// The amount that Binance puts into `info`; ccxt drops it elsewhere.
double amount_of(json const& tier, JsonPlace const& place) {
    auto const info = tier.find("info");
    if (info == tier.end() || !info->is_object() || !info->contains("cum")) return missing;
    return number_at(*info, "cum", place.at("info"));
}

void read_list(json const& list, JsonPlace const& place, std::uint32_t file, Reading const& reading,
               Tiers& tiers) {
    require(list.is_array(), place.text() + " is not a list of tiers");
    bool has_amounts = !list.empty();
    for (std::size_t i = 0; i < list.size(); ++i) {
        JsonPlace const at = place.at(i);
        Tier tier;
        tier.at = row_at(file, i + 1);
        tier.floor = number_or_nothing(list[i], "minNotional", at);
        tier.cap = number_or_nothing(list[i], "maxNotional", at);
        tier.rate = number_at(list[i], "maintenanceMarginRate", at);
        tier.max_leverage = number_or_nothing(list[i], "maxLeverage", at);
        tier.amount = amount_of(list[i], at);
        has_amounts &= tier.amount == tier.amount;
        tiers.rows.push_back(tier);
    }
    require(!reading.shape.empty() || has_amounts,
            place.text() +
                " does not say whether the tiers are marginal (each part of a position pays the "
                "rate of its tier, as at Binance and Bybit) or flat (the whole position pays that "
                "of the tier it is in, as at OKX). State shape = \"marginal\" or \"flat\"");
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, Tiers& tiers) {
    json const document = read_json(stream);
    JsonPlace const root{stream.name(), ""};
    if (document.is_array()) return read_list(document, root, file, reading, tiers);
    require(document.is_object(), stream.name() + ": is no object of lists of tiers by symbol");
    SymbolFilter filter(reading, stream.name());
    for (auto const& [symbol, list] : document.items())
        if (filter.takes(symbol)) read_list(list, root.at(symbol), file, reading, tiers);
    filter.finish();
}

}  // namespace

TierFormat const ccxt_tiers{
    "ccxt",
    "fetch_leverage_tiers or fetch_market_leverage_tiers of ccxt; `shape` has to be stated where "
    "the venue's amounts are not in the file",
    recognises, read};

}  // namespace liq::data
