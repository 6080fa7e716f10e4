/// \file
/// `fetch_leverage_tiers` (all symbols) and `fetch_market_leverage_tiers` (one) of the ccxt
/// library.
///
/// ccxt gives the venue's tiers without what the venue deducts, so that the file does not say
/// whether they are marginal or flat: the recipe does, unless the amounts of Binance stand in
/// `info`. What caps count is not what `currency` says at every exchange: tiers of OKX have the
/// currency of the quote and count contracts, those of KuCoin have that of the base and count USD.
/// The venue's own answer in `info` decides where its names tell; else a dollar does, and a coin
/// where the contract is inverse; else the recipe says it. Whether the contract is linear or
/// inverse stands in its symbol.

#include <algorithm>
#include <array>
#include <cmath>

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

/// What the caps of a venue's own answer count, by its names: Binance, OKX, MEXC.
Unit unit_in_info(json const& tier) {
    auto const info = tier.find("info");
    if (info == tier.end() || !info->is_object()) return Unit::unknown;
    if (info->contains("qtyCap")) return Unit::coin;
    if (info->contains("notionalCap")) return Unit::usd;
    if (info->contains("maxSz") || info->contains("maxVol")) return Unit::contracts;
    return Unit::unknown;
}

/// What caps count, where the file tells.
Unit unit_of(json const& tier, Reading const& reading, bool inverse) {
    static constexpr std::array dollars{"USD", "USDT", "USDC", "BUSD"};
    if (Unit const unit = unit_in_info(tier); unit != Unit::unknown) return unit;
    for (char const* const key : {"notionalCurrency", "currency"}) {
        auto const found = tier.find(key);
        if (found == tier.end() || !found->is_string()) continue;
        if (*found == reading.asset && inverse) return Unit::coin;
        if (std::ranges::any_of(dollars, [&](auto word) { return *found == word; }))
            return Unit::usd;
    }
    return Unit::unknown;
}

/// Whether the whole position pays the rate of its tier, as at OKX.
bool is_of_okx(json const& tier) {
    auto const info = tier.find("info");
    return info != tier.end() && info->is_object() && info->contains("maxSz");
}

/// What a tier says of its contract, or the symbol under which its list stands.
std::optional<Contract> contract_of(json const& tier, std::string const& symbol,
                                    JsonPlace const& place) {
    auto const own = tier.find("symbol");
    bool const has_own = own != tier.end() && own->is_string();
    return contract_at_ccxt(has_own ? own->get<std::string>() : symbol, place.text());
}

void read_list(json const& list, JsonPlace const& place, std::string const& symbol,
               std::uint32_t file, Reading const& reading, Tiers& tiers) {
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
        has_amounts &= !std::isnan(tier.amount);
        auto const contract = contract_of(list[i], symbol, at);
        if (contract) agree(tiers.contract, *contract, tiers, file);
        bool const inverse = contract == Contract::inverse;
        if (Unit const unit = unit_of(list[i], reading, inverse); unit != Unit::unknown)
            agree(tiers.unit, unit, tiers, file);
        if (is_of_okx(list[i])) tiers.shape = TierShape::flat;
        tiers.rows.push_back(tier);
    }
    if (has_amounts) tiers.shape = TierShape::marginal;
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, Tiers& tiers) {
    json const document = read_json(stream);
    JsonPlace const root{stream.name(), ""};
    if (document.is_array()) return read_list(document, root, "", file, reading, tiers);
    require(document.is_object(), stream.name() + ": is no object of lists of tiers by symbol");
    SymbolFilter filter(reading, stream.name());
    for (auto const& [symbol, list] : document.items())
        if (filter.takes(symbol)) read_list(list, root.at(symbol), symbol, file, reading, tiers);
    filter.finish();
}

}  // namespace

TierFormat const ccxt_tiers{
    "ccxt",
    "fetch_leverage_tiers or fetch_market_leverage_tiers of ccxt; `shape` has to be stated where "
    "the venue's amounts are not in the file",
    recognises, read};

}  // namespace liq::data
