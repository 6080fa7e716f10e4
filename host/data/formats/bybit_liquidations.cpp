/// \file
/// Liquidations of Bybit: messages of the topic `allLiquidation`, as they came or as CSV
/// (T,s,S,v,p).
///
/// The side is that of the position: Buy is a long that was liquidated. `p` is the bankruptcy price
/// of the position, not the price of a trade. `v` counts coin in linear contracts and USD in
/// inverse ones (BTCUSD). `allLiquidation` tells every liquidation; the older topic `liquidation`
/// told one a second and has other names for the same.

#include <algorithm>
#include <array>

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
    if (looks_like_json(head))
        return head.find("\"allLiquidation.") != head.npos ||
               head.find("\"liquidation.") != head.npos;
    auto const rows = first_rows(head, 1);
    return !rows.empty() && rows[0] == std::vector<std::string>{"T", "s", "S", "v", "p"};
}

/// BTCUSD and BTCUSDH25 are inverse; BTCUSDT, BTCUSDT-27JUN25, BTCPERP and BTC-27JUN25 are not.
bool is_inverse(std::string_view symbol, std::string const& place) {
    if (symbol.ends_with("USD")) return true;
    for (std::string_view const linear : {"USDT", "USDC", "PERP", "-"})
        if (symbol.find(linear) != symbol.npos) return false;
    bool const has_term = symbol.size() > 6 && symbol.substr(symbol.size() - 6, 3) == "USD";
    require(has_term, place + ": whether " + words::printable(symbol.substr(0, 60)) +
                          " is linear or inverse is not known");
    return true;
}

Side side_of(std::string_view position, std::string const& place) {
    if (position == "Buy") return Side::long_side;
    if (position == "Sell") return Side::short_side;
    refuse(place + ": side = \"" + words::printable(position.substr(0, 60)) +
           "\" is not known; accepted: Buy, Sell");
}

/// One liquidation; the texts are valid as long as what was read.
struct Told {
    std::int64_t time = 0;
    std::string_view symbol, side;
    double size = missing, price = missing;
};

void add(Told const& told, Row at, std::string const& place, Liquidations& series) {
    bool const inverse = is_inverse(told.symbol, place);
    agree(series.contract, inverse ? Contract::inverse : Contract::linear, series, at.file);
    require(told.price > 0, place + ": the price must be positive");
    Liquidation row;
    row.at = at;
    row.time = told.time;
    row.side = side_of(told.side, place);
    row.usd = inverse ? told.size : told.size * told.price;
    add_checked(series, row, place);
}

/// What the members are called in both topics.
struct Keys {
    char const *time, *symbol, *side, *size, *price;
};
constexpr Keys keys_of_all{"T", "s", "S", "v", "p"};
constexpr Keys keys_of_old{"updatedTime", "symbol", "side", "size", "price"};

class Messages {
  public:
    Messages(SymbolFilter& filter, std::uint32_t file, Liquidations& series)
        : filter_(filter), file_(file), series_(series) {}

    void take(json const& message, std::uint64_t number, JsonPlace const& place) {
        if (is_acknowledgement(message)) return;
        if (!message.is_object() || !message.contains("topic"))
            return take_one(message, number, place);
        if (text_at(message, "topic", place).starts_with("liquidation."))
            series_.completeness = "one liquidation a symbol and second: a lower bound";
        json const& data = member(message, "data", place);
        JsonPlace const at = place.at("data");
        if (!data.is_array()) return take_one(data, number, at);
        for (std::size_t i = 0; i < data.size(); ++i) take_one(data[i], number, at.at(i));
    }

  private:
    /// The answer to a subscription or to a ping, which stands between what was recorded.
    static bool is_acknowledgement(json const& message) {
        return message.is_object() && message.contains("op") && !message.contains("topic") &&
               message.value("success", true);
    }

    void take_one(json const& told, std::uint64_t number, JsonPlace const& place) {
        bool const is_old = told.is_object() && told.contains("updatedTime");
        Keys const& keys = is_old ? keys_of_old : keys_of_all;
        std::string const symbol = text_at(told, keys.symbol, place);
        if (!filter_.takes(symbol)) return;
        std::string const side = text_at(told, keys.side, place);
        add({time_at(told, keys.time, place), symbol, side, number_at(told, keys.size, place),
             number_at(told, keys.price, place)},
            row_at(file_, number), place.text(), series_);
    }

    SymbolFilter& filter_;
    std::uint32_t file_;
    Liquidations& series_;
};

/// The places of T, s, S, v, p in a row. Names differ by capitals alone, so that they are looked up
/// as a recipe would state them, exactly.
std::array<std::size_t, 5> columns_of(Table& table) {
    return {table.need("time", {}), table.need("symbol", {}), table.need("side", {}),
            table.need("size", {}), table.need("price", {})};
}

void read_rows(ByteStream& stream, Reading const& reading, SymbolFilter& filter, std::uint32_t file,
               Liquidations& series) {
    ColumnNames names = reading.columns;
    names.insert({{"time", "T"}, {"symbol", "s"}, {"side", "S"}, {"size", "v"}, {"price", "p"}});
    Table table(stream.name(), names, reading.stated_by);
    std::array<std::size_t, 5> column{};
    read_csv(stream, [&](CsvRow const& cells) {
        if (!table.begun()) {
            table.begin(cells);
            column = columns_of(table);
            table.finish_columns();
        }
        if (cells.row == 0) return;
        std::string_view const symbol = table.text(cells, column[1], "s");
        if (!filter.takes(symbol)) return;
        add({table.time(cells, column[0], false), symbol, table.text(cells, column[2], "S"),
             table.number(cells, column[3], "v"), table.number(cells, column[4], "p")},
            row_at(file, cells.line), table.place(cells), series);
    });
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, Liquidations& series) {
    require_same_statements(reading, "position", stream.name());
    SymbolFilter filter(reading, stream.name());
    if (looks_like_json(stream.head())) {
        Messages messages(filter, file, series);
        for_each_json(stream, [&](json const& message, std::uint64_t number) {
            messages.take(message, number, JsonPlace{stream.name(), ""}.at(number - 1));
        });
    } else {
        read_rows(stream, reading, filter, file, series);
    }
    filter.finish();
}

}  // namespace

LiquidationFormat const bybit_liquidations{
    "bybit-liquidations",
    "allLiquidation of Bybit as JSON or CSV; Buy is a long that was liquidated, at its bankruptcy "
    "price",
    recognises, read};

}  // namespace liq::data
