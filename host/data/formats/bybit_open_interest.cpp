/// \file
/// Open interest of Bybit from `v5/market/open-interest`, newest row first.
///
/// Linear contracts count coin, inverse ones USD. The timestamp is that of the count.

#include "host/data/answers.hpp"
#include "host/data/checked_rows.hpp"
#include "host/data/formats/formats.hpp"
#include "host/data/json_time.hpp"
#include "host/data/symbols.hpp"
#include "host/errors.hpp"

namespace liq::data {
namespace {

using nlohmann::json;

bool recognises(std::string_view head) {
    return looks_like_json(head) && head.find("\"retCode\"") != head.npos &&
           head.find("\"openInterest\"") != head.npos &&
           head.find("\"openInterestAmount\"") == head.npos;
}

Unit unit_of(json const& result, JsonPlace const& place) {
    bool const is_linear = word_at(result, "category", {"linear", "inverse"}, place) == "linear";
    return is_linear ? Unit::coin : Unit::usd;
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, OpenInterests& series) {
    json const answer = read_json(stream);
    JsonPlace const root{stream.name(), ""};
    json const& result = result_of_bybit(answer, root);
    JsonPlace const at_result = root.at("result");
    SymbolFilter filter(reading, stream.name());
    filter.takes(text_at(result, "symbol", at_result));
    filter.finish();
    Unit const unit = unit_of(result, at_result);
    agree(series.amount_unit, unit, series, file);
    agree(series.contract, unit == Unit::usd ? Contract::inverse : Contract::linear, series, file);
    series.sides = Sides::one;
    json const& list = member(result, "list", at_result);
    JsonPlace const at_list = at_result.at("list");
    require(list.is_array(), at_list.text() + " is not a list");
    for (std::size_t i = 0; i < list.size(); ++i) {
        JsonPlace const place = at_list.at(i);
        OpenInterest row;
        row.at = row_at(file, i + 1);
        row.time = time_at(list[i], "timestamp", place);
        row.amount = number_at(list[i], "openInterest", place);
        add_checked(series, row, place.text());
    }
}

}  // namespace

OpenInterestFormat const bybit_open_interest{
    "bybit", "open-interest of Bybit; linear: coin, inverse: USD; time is that of the count",
    recognises, read};

}  // namespace liq::data
