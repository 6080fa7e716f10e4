/// \file
/// Forced orders of Binance: CSV files of the archive (`liquidationSnapshot`), events of the stream
/// `forceOrder`, and the answer of `allForceOrders`.
///
/// The side is that of the order, so that SELL closes a long position. What was liquidated is the
/// average price times the quantity that was filled, in USD. The stream has told at most one order
/// a symbol and second since 2021-04-27, so that sums are a lower bound. Quantities of
/// coin-margined contracts are numbers of contracts, whose size in USD the recipe states.
///
/// The archive has coin-margined contracts alone, in files without a column for the symbol, which
/// is in their names: BTCUSD_PERP-liquidationSnapshot-2024-10-01.zip. It repeats orders: rows of
/// the same time, side, quantity and price follow each other, and what was filled of the order is
/// the most that one of them says.

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>

#include "host/data/checked_rows.hpp"
#include "host/data/formats/formats.hpp"
#include "host/data/json_time.hpp"
#include "host/data/symbols.hpp"
#include "host/errors.hpp"
#include "host/words/counts.hpp"
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
    double contract_usd = missing;  ///< of coin-margined contracts: the size of one
};

void add(Order const& order, Row at, std::string const& place, Liquidations& series) {
    require(!(order.filled < 0), place + ": the filled quantity must not be negative");
    require(!(order.filled > 0) || order.average_price > 0,
            place + ": was filled, and has no average price");
    Liquidation row;
    row.at = at;
    row.time = order.time;
    row.side = side_of(order.side, place);
    row.usd =
        (std::isnan(order.contract_usd) ? order.average_price : order.contract_usd) * order.filled;
    add_checked(series, row, place);
}

/// USD of a contract; NaN where quantities are in coin.
double contract_usd(std::string_view symbol, Reading const& reading, std::string const& place,
                    Liquidations& series, std::uint32_t file) {
    bool const by_coin = is_coin_margined_at_binance(symbol, place);
    agree(series.contract, by_coin ? Contract::inverse : Contract::linear, series, file);
    if (!by_coin) return missing;
    require(reading.contract_size > 0,
            place + ": the quantities of " + words::printable(symbol.substr(0, 60)) +
                " are numbers of contracts, whose size is not in the file. State contract_size of "
                "the venue, in USD");
    return reading.contract_size;
}

/// What the members of an order are called in an event, and in an answer.
struct Keys {
    char const *symbol, *side, *average_price, *filled;
};
constexpr Keys keys_of_event{"s", "S", "ap", "z"};
constexpr Keys keys_of_answer{"symbol", "side", "averagePrice", "executedQty"};

/// The answer to a subscription, which stands at the begin of what was recorded of a stream.
bool is_acknowledgement(json const& message) {
    return message.is_object() && message.contains("result") && message["result"].is_null() &&
           message.contains("id");
}

void read_json_orders(ByteStream& stream, Reading const& reading, SymbolFilter& filter,
                      std::uint32_t file, Liquidations& series) {
    for_each_json(stream, [&](json const& value, std::uint64_t number) {
        if (is_acknowledgement(value)) return;
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
        double const size = contract_usd(symbol, reading, place.text(), series, file);
        std::string const side = text_at(*order, keys.side, place);
        add({time_at(*order, is_event ? "T" : "time", place), side,
             number_at(*order, keys.average_price, place), number_at(*order, keys.filled, place),
             size},
            row_at(file, number), place.text(), series);
    });
}

struct Columns {
    std::size_t time = 0, side = 0, price = 0, filled = 0;
    std::optional<std::size_t> symbol, quantity, limit;
    explicit Columns(Table& table)
        : time(table.need("time", {"time"})),
          side(table.need("side", {"side"})),
          price(table.need("average_price", {"average_price"})),
          filled(table.need("accumulated_fill_quantity", {"accumulated_fill_quantity"})),
          symbol(table.find("symbol", {"symbol"})),
          quantity(table.find("original_quantity", {"original_quantity"})),
          limit(table.find("price", {"price"})) {}
};

/// The contract of a file of the archive without a column for it.
std::string symbol_of_file(std::string const& file, Reading const& reading) {
    std::string const name = std::filesystem::path(file).filename().string();
    auto const end = name.find("-liquidationSnapshot");
    if (end != name.npos && end > 0) return name.substr(0, end);
    require(!reading.symbol.empty(),
            file +
                ": has no column symbol, and its name is not that of the archive, such as "
                "BTCUSD_PERP-liquidationSnapshot-2024-10-01.zip. State symbol, as in symbol = "
                "\"BTCUSD_PERP\"");
    return reading.symbol;
}

/// Leaves out the rows that repeat the order of the row before them.
class RepeatedOrders {
  public:
    /// Whether the order is that of the row before, which is then taken back if this one says more.
    bool repeats(std::string const& order, double filled, Liquidations& series) {
        if (order != last_) {
            last_ = order;
            most_ = filled;
            n_before_ = series.rows.size();
            return false;
        }
        ++n_;
        if (!(filled > most_)) return true;
        most_ = filled;
        series.rows.resize(n_before_);
        return false;
    }
    void note(std::string const& file, Liquidations& series) const {
        if (n_ == 0) return;
        series.notes.push_back(file + ": " +
                               words::counted(n_, "row repeats the order of the row before it",
                                              "rows repeat the order of the row before them") +
                               " and was not added again");
    }

  private:
    std::string last_;
    double most_ = missing;
    std::size_t n_before_ = 0, n_ = 0;
};

/// What tells an order from the next one; empty where the columns are not there.
std::string order_in(CsvRow const& cells, Columns const& columns, Table const& table) {
    if (!columns.quantity || !columns.limit) return {};
    std::string order;
    for (std::size_t const column : {columns.time, columns.side, *columns.quantity, *columns.limit})
        order += std::string(table.text(cells, column, "order")) + ',';
    return order;
}

void read_csv_orders(ByteStream& stream, Reading const& reading, SymbolFilter& filter,
                     std::uint32_t file, Liquidations& series) {
    Table table(stream.name(), reading.columns, reading.stated_by);
    std::optional<Columns> columns;
    RepeatedOrders repeated;
    std::string of_file;
    read_csv(stream, [&](CsvRow const& cells) {
        if (!table.begun()) {
            table.begin(cells);
            columns.emplace(table);
            table.finish_columns();
            if (!columns->symbol) of_file = symbol_of_file(stream.name(), reading);
        }
        if (cells.row == 0) return;
        std::string_view const symbol =
            columns->symbol ? table.text(cells, *columns->symbol, "symbol") : of_file;
        if (!filter.takes(symbol)) return;
        std::string const place = table.place(cells);
        double const filled = table.number(cells, columns->filled, "accumulated_fill_quantity");
        std::string const order = order_in(cells, *columns, table);
        if (!order.empty() && repeated.repeats(std::string(symbol) + order, filled, series)) return;
        add({table.time(cells, columns->time, false), table.text(cells, columns->side, "side"),
             table.number(cells, columns->price, "average_price"), filled,
             contract_usd(symbol, reading, place, series, file)},
            row_at(file, cells.line), place, series);
    });
    repeated.note(stream.name(), series);
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, Liquidations& series) {
    require_same_statements(reading, "order", stream.name());
    SymbolFilter filter(reading, stream.name());
    if (looks_like_json(stream.head()))
        read_json_orders(stream, reading, filter, file, series);
    else
        read_csv_orders(stream, reading, filter, file, series);
    filter.finish();
    series.completeness = "one order a symbol and second: a lower bound";
}

}  // namespace

LiquidationFormat const binance_force_orders{"binance-force-orders",
                                             "forced orders of Binance: archive, forceOrder "
                                             "stream, allForceOrders; SELL closes a long; "
                                             "coin-margined in contracts of contract_size",
                                             recognises, read};

}  // namespace liq::data
