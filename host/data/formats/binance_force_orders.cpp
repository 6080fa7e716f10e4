/// \file
/// Forced orders of Binance: CSV files of the archive, events of the stream `forceOrder`, and the
/// answer of `allForceOrders`; USD-margined.
///
/// The side is that of the order, so that SELL closes a long position. What was liquidated is the
/// average price times the quantity that was filled, in USD. The stream has told at most one order
/// a symbol and second since 2021-04-27, so that sums are a lower bound. Quantities of
/// coin-margined contracts are numbers of contracts, and are refused.

#include <algorithm>
#include <optional>

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
        return head.find("\"forceOrder\"") != head.npos ||
               (head.find("\"executedQty\"") != head.npos &&
                head.find("\"averagePrice\"") != head.npos);
    auto const rows = first_rows(head, 1);
    return !rows.empty() && rows[0].size() > 2 && rows[0][0] == "time" &&
           std::ranges::find(rows[0], "accumulated_fill_quantity") != rows[0].end();
}

/// Of the position that an order closes.
Side side_of(std::string_view order, std::string const& place) {
    if (order == "SELL") return Side::long_side;
    if (order == "BUY") return Side::short_side;
    refuse(place + ": side = \"" + words::printable(order.substr(0, 60)) +
           "\" is not known; accepted: SELL, BUY");
}

struct Order {
    std::int64_t time = 0;
    std::string_view side;
    double average_price = missing, filled = missing;
};

void add(Order const& order, Row at, std::string const& place, Liquidations& series) {
    require(!(order.filled < 0), place + ": the filled quantity must not be negative");
    require(!(order.filled > 0) || order.average_price > 0,
            place + ": was filled, and has no average price");
    Liquidation row;
    row.at = at;
    row.time = order.time;
    row.side = side_of(order.side, place);
    row.usd = order.average_price * order.filled;
    add_checked(series, row, place);
}

void check_margin(std::string_view symbol, std::string const& place) {
    if (is_coin_margined_at_binance(symbol, place))
        refuse(place + ": the quantities of " + words::printable(symbol.substr(0, 60)) +
               " are numbers of contracts, whose size is not in the file");
}

/// What the members of an order are called in an event, and in an answer.
struct Keys {
    char const *symbol, *side, *average_price, *filled;
};
constexpr Keys keys_of_event{"s", "S", "ap", "z"};
constexpr Keys keys_of_answer{"symbol", "side", "averagePrice", "executedQty"};

void read_json_orders(ByteStream& stream, SymbolFilter& filter, std::uint32_t file,
                      Liquidations& series) {
    for_each_json(stream, [&](json const& value, std::uint64_t number) {
        JsonPlace place = JsonPlace{stream.name(), ""}.at(number - 1);
        json const* order = &value;
        // Combined streams wrap the event.
        for (char const* wrapping : {"data", "o"}) {
            if (!order->is_object() || !order->contains(wrapping)) continue;
            order = &(*order)[wrapping];
            place = place.at(wrapping);
        }
        bool const is_event = order->is_object() && order->contains("ap");
        Keys const& keys = is_event ? keys_of_event : keys_of_answer;
        std::string const symbol = text_at(*order, keys.symbol, place);
        if (!filter.takes(symbol)) return;
        check_margin(symbol, place.text());
        std::string const side = text_at(*order, keys.side, place);
        add({time_at(*order, is_event ? "T" : "time", place), side,
             number_at(*order, keys.average_price, place), number_at(*order, keys.filled, place)},
            row_at(file, number), place.text(), series);
    });
}

struct Columns {
    std::size_t time = 0, symbol = 0, side = 0, price = 0, filled = 0;
    explicit Columns(Table& table)
        : time(table.need("time", {"time"})),
          symbol(table.need("symbol", {"symbol"})),
          side(table.need("side", {"side"})),
          price(table.need("average_price", {"average_price"})),
          filled(table.need("accumulated_fill_quantity", {"accumulated_fill_quantity"})) {}
};

void read_csv_orders(ByteStream& stream, Reading const& reading, SymbolFilter& filter,
                     std::uint32_t file, Liquidations& series) {
    Table table(stream.name(), reading.columns);
    std::optional<Columns> columns;
    read_csv(stream, [&](CsvRow const& cells) {
        if (!table.begun()) {
            table.begin(cells);
            columns.emplace(table);
            table.finish_columns();
        }
        if (cells.row == 0) return;
        std::string_view const symbol = table.text(cells, columns->symbol, "symbol");
        if (!filter.takes(symbol)) return;
        check_margin(symbol, table.place(cells));
        add({table.time(cells, columns->time, false), table.text(cells, columns->side, "side"),
             table.number(cells, columns->price, "average_price"),
             table.number(cells, columns->filled, "accumulated_fill_quantity")},
            row_at(file, cells.row), table.place(cells), series);
    });
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, Liquidations& series) {
    SymbolFilter filter(reading, stream.name());
    if (looks_like_json(stream.head()))
        read_json_orders(stream, filter, file, series);
    else
        read_csv_orders(stream, reading, filter, file, series);
    filter.finish();
    series.completeness = "one order a symbol and second: a lower bound";
}

}  // namespace

LiquidationFormat const binance_force_orders{"binance-force-orders",
                                             "forced orders of Binance, USD-margined: archive, "
                                             "forceOrder stream, allForceOrders; SELL closes "
                                             "a long",
                                             recognises, read};

}  // namespace liq::data
