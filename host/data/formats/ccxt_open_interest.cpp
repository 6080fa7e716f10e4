/// \file
/// `fetch_open_interest` and `fetch_open_interest_history` of the ccxt library.
///
/// What `openInterestAmount` counts depends on the exchange, coin at one and contracts at another,
/// and the file does not say it: the recipe does. Whether the contract is linear or inverse stands
/// in its symbol (BTC/USD:BTC is inverse). `openInterestValue` is in the quote currency. Old
/// versions of the library write `openInterest` or `volume`, and `value`. The timestamp is in
/// milliseconds, of the count.

#include <cmath>

#include "host/data/checked_rows.hpp"
#include "host/data/formats/formats.hpp"
#include "host/data/json_time.hpp"
#include "host/data/symbols.hpp"
#include "host/errors.hpp"

namespace liq::data {
namespace {

using nlohmann::json;

bool recognises(std::string_view head) {
    return looks_like_json(head) && head.find("\"openInterestAmount\"") != head.npos;
}

/// The first of these members that has a number.
double first_number(json const& object, std::initializer_list<char const*> keys,
                    JsonPlace const& place) {
    for (char const* key : keys) {
        double const number = number_or_nothing(object, key, place);
        if (!std::isnan(number)) return number;
    }
    return missing;
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, OpenInterests& series) {
    SymbolFilter filter(reading, stream.name());
    Unit const unit = stated_unit(reading, stream.name());
    for_each_json(stream, [&](json const& value, std::uint64_t number) {
        JsonPlace const place = JsonPlace{stream.name(), ""}.at(number - 1);
        std::string const symbol = text_at(value, "symbol", place);
        if (!filter.takes(symbol)) return;
        if (auto const kind = contract_at_ccxt(symbol, place.text()))
            agree(series.contract, *kind, series, file);
        OpenInterest row;
        row.at = row_at(file, number);
        row.time = time_at(value, "timestamp", place);
        row.amount = first_number(value, {"openInterestAmount", "openInterest", "volume"}, place);
        row.value = first_number(value, {"openInterestValue", "value"}, place);
        add_checked(series, row, place.text());
    });
    filter.finish();
    if (unit != Unit::unknown) agree(series.amount_unit, unit, series, file);
}

}  // namespace

OpenInterestFormat const ccxt_open_interest{
    "ccxt",
    "fetch_open_interest and fetch_open_interest_history of ccxt; `unit` says what amounts count; "
    "time is that of the count",
    recognises, read};

}  // namespace liq::data
