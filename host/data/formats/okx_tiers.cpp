/// \file
/// Position tiers of OKX (`position-tiers`): flat tiers, counted in contracts.
///
/// The whole position pays the rate of its tier; `minSz` and `maxSz` are numbers of contracts, so
/// that the size of a contract is needed. A size between `maxSz` and the next `minSz` belongs to
/// the next tier.

#include "host/data/formats/formats.hpp"
#include "host/data/symbols.hpp"
#include "host/errors.hpp"

namespace liq::data {
namespace {

using nlohmann::json;

bool recognises(std::string_view head) {
    return looks_like_json(head) && head.find("\"maxSz\"") != head.npos &&
           head.find("\"mmr\"") != head.npos &&
           // ccxt repeats the rows of the venue within its own.
           head.find("\"maintenanceMarginRate\"") == head.npos;
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, Tiers& tiers) {
    json const document = read_json(stream);
    JsonPlace const root{stream.name(), ""};
    if (document.is_object() && document.contains("code") && document["code"] != "0")
        refuse(stream.name() + ": is an error message of the venue, code " +
               document["code"].dump().substr(0, 40));
    json const& list = document.is_array() ? document : member(document, "data", root);
    JsonPlace const place = document.is_array() ? root : root.at("data");
    require(list.is_array(), place.text() + " is not a list");
    tiers.unit = Unit::contracts;
    tiers.shape = TierShape::flat;
    SymbolFilter filter(reading, stream.name());
    for (std::size_t i = 0; i < list.size(); ++i) {
        JsonPlace const at = place.at(i);
        bool const by_family = list[i].contains("instFamily") && list[i]["instFamily"] != "";
        std::string const name = text_at(list[i], by_family ? "instFamily" : "instId", at);
        if (!filter.takes(name)) continue;
        if (auto const kind = contract_at_okx(name)) agree(tiers.contract, *kind, tiers, file);
        Tier tier;
        tier.at = row_at(file, i + 1);
        tier.floor = number_at(list[i], "minSz", at);
        tier.cap = number_or_nothing(list[i], "maxSz", at);
        tier.rate = number_at(list[i], "mmr", at);
        tier.max_leverage = number_or_nothing(list[i], "maxLever", at);
        tiers.rows.push_back(tier);
    }
    filter.finish();
}

}  // namespace

TierFormat const okx_tiers{"okx", "position-tiers of OKX; flat tiers, counted in contracts",
                           recognises, read};

}  // namespace liq::data
