/// \file
/// Open interest of Binance from `openInterestHist`, USD-margined and coin-margined.
///
/// USD-margined contracts have a `symbol`, an amount in coin and a value in USD. Coin-margined ones
/// have a `pair` and a `contractType`; the same two fields then count contracts and coin, so that
/// the file holds no value in USD. The timestamp is the moment of the count. The venue keeps these
/// rows for 30 days.

#include "host/data/checked_rows.hpp"
#include "host/data/formats/formats.hpp"
#include "host/data/json_time.hpp"
#include "host/data/symbols.hpp"
#include "host/errors.hpp"
#include "host/words/printable.hpp"

namespace liq::data {
namespace {

using nlohmann::json;

bool recognises(std::string_view head) {
    // ccxt repeats the rows of the venue within its own.
    return looks_like_json(head) && head.find("\"sumOpenInterest\"") != head.npos &&
           head.find("\"openInterestAmount\"") == head.npos;
}

bool is_coin_margined(json const& row) {
    return row.is_object() && (row.contains("pair") || row.contains("contractType"));
}

/// Contracts of several terms in one file would be added to each other.
void check_term(json const& row, JsonPlace const& place, std::string& term) {
    if (!row.contains("contractType")) return;
    std::string const found = text_at(row, "contractType", place);
    if (term.empty()) term = found;
    require(found == term, place.at("contractType").text() + " = \"" +
                               words::printable(found.substr(0, 60)) + "\" follows \"" +
                               words::printable(term.substr(0, 60)) +
                               "\". Give files of one type of contract");
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, OpenInterests& series) {
    SymbolFilter filter(reading, stream.name());
    series.sides = Sides::one;
    std::string term;
    bool lacks_value = false;
    for_each_json(stream, [&](json const& value, std::uint64_t number) {
        JsonPlace const place = JsonPlace{stream.name(), ""}.at(number - 1);
        bool const in_contracts = is_coin_margined(value);
        bool const has_pair = in_contracts && value.contains("pair");
        if (!filter.takes(text_at(value, has_pair ? "pair" : "symbol", place))) return;
        check_term(value, place, term);
        agree(series.amount_unit, in_contracts ? Unit::contracts : Unit::coin, series, file);
        agree(series.contract, in_contracts ? Contract::inverse : Contract::linear, series, file);
        OpenInterest row;
        row.at = row_at(file, number);
        row.time = time_at(value, "timestamp", place);
        row.amount = number_at(value, "sumOpenInterest", place);
        if (!in_contracts) row.value = number_at(value, "sumOpenInterestValue", place);
        lacks_value |= in_contracts;
        add_checked(series, row, place.text());
    });
    filter.finish();
    if (lacks_value)
        series.notes.push_back(stream.name() +
                               ": counts coin-margined contracts; its sumOpenInterestValue is in "
                               "coin and was not read as a value in USD");
}

}  // namespace

OpenInterestFormat const binance_hist{"binance-hist",
                                      "openInterestHist of Binance; coin and USD, coin-margined: "
                                      "contracts; time is that of the count",
                                      recognises, read};

}  // namespace liq::data
