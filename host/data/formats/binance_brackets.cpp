/// \file
/// Leverage brackets of Binance (`leverageBracket`), USD-margined and coin-margined.
///
/// The endpoint is signed, so that the answer is that of an account: where `notionalCoef` is there,
/// all caps are the public ones times this number, with amounts that fit. Caps are divided by it.
/// Coin-margined brackets have caps in coin (`qtyCap`). Brackets are marginal: `cum` is what keeps
/// the margin continuous.

#include <cmath>

#include "host/data/formats/formats.hpp"
#include "host/data/symbols.hpp"
#include "host/errors.hpp"
#include "host/words/values.hpp"

namespace liq::data {
namespace {

using nlohmann::json;

bool recognises(std::string_view head) {
    if (!looks_like_json(head)) return false;
    // An exchangeInfo is recognised as well, to say what to give instead.
    if (head.find("\"maintMarginPercent\"") != head.npos) return true;
    return head.find("\"brackets\"") != head.npos && head.find("\"maintMarginRatio\"") != head.npos;
}

double cap_of(json const& bracket, JsonPlace const& place) {
    bool const in_coin = bracket.contains("qtyCap");
    return number_at(bracket, in_coin ? "qtyCap" : "notionalCap", place);
}

void read_brackets(json const& contract, JsonPlace const& place, std::uint32_t file, Tiers& tiers) {
    double coefficient = number_or_nothing(contract, "notionalCoef", place);
    if (std::isnan(coefficient)) coefficient = 1;
    require(coefficient > 0, place.at("notionalCoef").text() + " must be positive");
    if (coefficient != 1)
        tiers.notes.push_back("the brackets of " + place.file +
                              " are those of an account: its caps are the public ones times "
                              "notionalCoef = " +
                              words::plain_number(coefficient) + ", by which they were divided");
    auto const& list = member(contract, "brackets", place);
    JsonPlace const at_list = place.at("brackets");
    require(list.is_array(), at_list.text() + " is not a list");
    for (std::size_t i = 0; i < list.size(); ++i) {
        JsonPlace const at = at_list.at(i);
        Tier tier;
        tier.at = row_at(file, i + 1);
        tier.cap = cap_of(list[i], at) / coefficient;
        bool const in_coin = list[i].contains("qtyCap");
        agree(tiers.unit, in_coin ? Unit::coin : Unit::usd, tiers, file);
        agree(tiers.contract, in_coin ? Contract::inverse : Contract::linear, tiers, file);
        char const* const floor = list[i].contains("notionalFloor") ? "notionalFloor"
                                  : list[i].contains("qtyFloor")    ? "qtyFloor"
                                                                    : "qtylFloor";
        tier.floor = number_or_nothing(list[i], floor, at) / coefficient;
        tier.rate = number_at(list[i], "maintMarginRatio", at);
        tier.amount = number_or_nothing(list[i], "cum", at) / coefficient;
        tier.max_leverage = number_or_nothing(list[i], "initialLeverage", at);
        tiers.rows.push_back(tier);
    }
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, Tiers& tiers) {
    json const document = read_json(stream);
    JsonPlace const root{stream.name(), ""};
    SymbolFilter filter(reading, stream.name());
    tiers.shape = TierShape::marginal;
    auto const one = [&](json const& contract, JsonPlace const& place) {
        if (filter.takes(text_at(contract, "symbol", place)))
            read_brackets(contract, place, file, tiers);
    };
    if (document.is_array()) {
        for (std::size_t i = 0; i < document.size(); ++i) one(document[i], root.at(i));
    } else {
        require(!document.contains("symbols"),
                stream.name() +
                    ": is an exchangeInfo, whose maintMarginPercent is no margin rate of any tier; "
                    "the venue says not to use it. Give the answer of leverageBracket");
        one(document, root);
    }
    filter.finish();
}

}  // namespace

TierFormat const binance_brackets{
    "binance-brackets",
    "leverageBracket of Binance; marginal tiers, caps in USD (coin-margined: coin), divided by the "
    "notionalCoef of an account",
    recognises, read};

}  // namespace liq::data
