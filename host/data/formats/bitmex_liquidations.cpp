/// \file
/// Liquidations of BitMEX: rows of `api/v1/liquidation`, and messages of its table `liquidation`.
///
/// The rows are the orders that are open at the moment: orderID, symbol, side, price, leavesQty.
/// The side is that of the order, so that Sell closes a long. `leavesQty` counts contracts, whose
/// size the recipe states; an order counts once, with the most that was ever left of it. **No row
/// has a time.** Whoever records them has to write it down, as `timestamp` of the row or of the
/// message.

#include <string>

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
    if (!looks_like_json(head)) return false;
    auto const has = [&](char const* key) { return head.find(key) != head.npos; };
    // Orders of an account have these members too, and more.
    return has("\"orderID\"") && has("\"leavesQty\"") && has("\"symbol\"") &&
           !has("\"ordStatus\"") && !has("\"orderQty\"");
}

/// XBTUSD and XBTM25 are inverse; XBTUSDT and XBT_USDT name their settlement.
Contract contract_of(std::string_view symbol, std::string const& place) {
    constexpr std::string_view months = "FGHJKMNQUVXZ";
    if (symbol.find("USDT") != symbol.npos || symbol.find("USDC") != symbol.npos)
        return Contract::linear;
    std::string_view const rest = symbol.starts_with("XBT") ? symbol.substr(3) : "";
    bool const has_term = rest.size() == 3 && months.find(rest[0]) != months.npos;
    require(rest == "USD" || has_term,
            place + ": whether " + words::printable(symbol.substr(0, 60)) +
                " is linear or inverse is not known; BitMEX settles most contracts in USD of other "
                "coins in bitcoin (quanto), which is neither");
    return Contract::inverse;
}

/// Of the position that an order closes.
Side side_of(json const& order, JsonPlace const& place) {
    bool const sells = word_at(order, "side", {"Sell", "Buy"}, place) == "Sell";
    return sells ? Side::long_side : Side::short_side;
}

std::int64_t recorded_at(json const& given, JsonPlace const& place) {
    if (!given.is_string()) return time_of(given, place);
    auto const& text = given.get_ref<std::string const&>();
    auto const time = parse_time(text);
    require(time.has_value(), place.text() + " = \"" + words::printable(text.substr(0, 60)) +
                                  "\" is not a time, such as 2025-06-05T21:00:00Z");
    return *time;
}

class Rows {
  public:
    Rows(Reading const& reading, std::string const& name, std::uint32_t file, Liquidations& series)
        : reading_(reading), filter_(reading, name), name_(name), file_(file), series_(series) {}

    void take(json const& value, std::uint64_t number) {
        JsonPlace const place = JsonPlace{name_, ""}.at(number - 1);
        if (value.is_array()) return take_list(value, nullptr, number, place);
        require(value.is_object(), place.text() + " is not an object");
        // What stands at the begin of what was recorded of a stream.
        if (value.contains("info") || value.contains("subscribe")) return;
        if (!value.contains("table")) return take_order(value, nullptr, number, place);
        require(text_at(value, "table", place) == "liquidation",
                place.at("table").text() + " is not liquidation");
        // Later there is only less left of an order.
        std::string const action = text_at(value, "action", place);
        if (action == "update" || action == "delete") return;
        auto const time = value.find("timestamp");
        take_list(member(value, "data", place), time == value.end() ? nullptr : &*time, number,
                  place.at("data"));
    }
    void finish() {
        filter_.finish();
        note_told_before(series_, name_, n_again_);
    }

  private:
    void take_list(json const& list, json const* time, std::uint64_t number,
                   JsonPlace const& place) {
        require(list.is_array(), place.text() + " is not a list");
        for (std::size_t i = 0; i < list.size(); ++i)
            take_order(list[i], time, number, place.at(i));
    }

    void take_order(json const& order, json const* time, std::uint64_t number,
                    JsonPlace const& place) {
        std::string const symbol = text_at(order, "symbol", place);
        if (!filter_.takes(symbol)) return;
        Contract const contract = contract_of(symbol, place.text());
        agree(series_.contract, contract, series_, file_);
        double const size = stated_contract_size(reading_, symbol, contract, place.text());
        double const left = number_at(order, "leavesQty", place);
        double const price = number_at(order, "price", place);
        require(price > 0, place.at("price").text() + " must be positive");
        if (auto const own = order.find("timestamp"); own != order.end()) time = &*own;
        if (time == nullptr)
            refuse(place.text() +
                   ": has no time, since BitMEX hands none out. Whoever records the orders has to "
                   "add it to the row or to its message, as in \"timestamp\": "
                   "\"2025-06-05T21:00:00Z\"");
        Liquidation row;
        row.at = row_at(file_, number);
        row.time = recorded_at(*time, place.at("timestamp"));
        row.side = side_of(order, place);
        row.usd = left * size * (contract == Contract::inverse ? 1.0 : price);
        n_again_ += add_once(series_, text_at(order, "orderID", place), row, place.text()) ? 1 : 0;
    }

    Reading const& reading_;
    SymbolFilter filter_;
    std::string name_;
    std::uint32_t file_;
    Liquidations& series_;
    std::size_t n_again_ = 0;
};

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, Liquidations& series) {
    require_same_statements(reading, "order", stream.name());
    Rows rows(reading, stream.name(), file, series);
    for_each_json(stream,
                  [&](json const& value, std::uint64_t number) { rows.take(value, number); });
    rows.finish();
}

}  // namespace

LiquidationFormat const bitmex_liquidations{
    "bitmex-liquidations",
    "liquidation of BitMEX, rows and messages, with the timestamp that a recorder added; Sell "
    "closes a long; in contracts of contract_size",
    recognises, read};

}  // namespace liq::data
