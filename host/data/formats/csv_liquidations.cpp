/// \file
/// Liquidations in any CSV file whose columns have names that are understood, or that a recipe
/// names.
///
/// BUY is the order that closes a short at Binance and the long that was closed at Bybit; `side_is`
/// says which. The words long and short always mean the position. What was liquidated is in USD, or
/// is a size, of which `unit` says what it counts: coin, USD (BitMEX and Deribit, inverse) or
/// contracts (OKX).

#include <algorithm>
#include <cctype>
#include <optional>

#include "host/data/checked_rows.hpp"
#include "host/data/formats/formats.hpp"
#include "host/data/symbols.hpp"
#include "host/errors.hpp"
#include "host/words/printable.hpp"

namespace liq::data {
namespace {

struct Columns {
    std::size_t time = 0, side = 0, size = 0;
    std::optional<std::size_t> usd, price, symbol;

    explicit Columns(Table& table)
        : time(table.need("time", {"time", "ts", "timestamp", "date"})),
          side(table.need("side", {"side"})),
          usd(table.find("usd", {"usd", "notional", "value"})),
          symbol(table.find("symbol", {"symbol"})) {
        if (usd) return;
        price = table.find("price", {"price", "average_price"});
        auto const found = table.find("size", {"size", "quantity", "qty", "amount"});
        if (!found && !price) table.need("usd", {});
        size = found ? *found : table.need("size", {});
    }
};

/// \returns whether the side is that of the order
bool is_of_order(Reading const& reading, std::string const& file) {
    if (reading.side_is == "order") return true;
    if (reading.side_is == "position") return false;
    refuse(
        file + ": does not say whose side it gives" +
        (reading.side_is.empty()
             ? ""
             : "; side_is = \"" + words::printable(reading.side_is.substr(0, 60)) +
                   "\" is not known") +
        ". BUY is the order that closes a short in files of Binance, and the long that was closed "
        "in those of Bybit. State side_is = \"order\" or \"position\"");
}

Side side_of(std::string_view given, bool of_order, std::string const& place) {
    std::string word(given.substr(0, 60));
    std::ranges::transform(word, word.begin(), [](char c) {
        return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    });
    if (word == "long") return Side::long_side;
    if (word == "short") return Side::short_side;
    if (word == "buy") return of_order ? Side::short_side : Side::long_side;
    if (word == "sell") return of_order ? Side::long_side : Side::short_side;
    refuse(place + ": side = \"" + words::printable(word) +
           "\" is not known; accepted: long, short, buy, sell");
}

/// What sizes count, as stated; a column in USD needs no statement, and bears no other.
Unit unit_of(Columns const& columns, Reading const& reading, std::string const& file) {
    Unit const stated = stated_unit(reading, file);
    if (columns.usd) {
        require(
            stated == Unit::unknown || stated == Unit::usd,
            file + ": unit = \"" + reading.unit + "\" is stated, and the file has a column in USD");
        return Unit::usd;
    }
    require(
        stated != Unit::unknown,
        file +
            ": does not say what its sizes count: coin, USD (as inverse contracts of BitMEX and "
            "Deribit do) or contracts (as those of OKX do). State unit = \"coin\", \"usd\" or "
            "\"contracts\"");
    require(stated != Unit::contracts || reading.contract_size > 0,
            file +
                ": sizes count contracts, and how much a contract is of is not stated. State "
                "contract_size of the venue");
    return stated;
}

double usd_of(Table const& table, CsvRow const& cells, Columns const& columns, Unit unit,
              Reading const& reading) {
    if (columns.usd) return table.number(cells, *columns.usd, "usd");
    double size = table.number(cells, columns.size, "size");
    if (unit == Unit::contracts) size *= reading.contract_size;
    bool const in_usd =
        unit == Unit::usd || (unit == Unit::contracts && reading.contract == Contract::inverse);
    if (in_usd) return size;
    require(columns.price.has_value(),
            table.place(cells) + ": there is no column of prices, and sizes are in coin");
    double const price = table.number(cells, *columns.price, "price");
    require(price > 0, table.place(cells) + ": the price must be positive");
    return price * size;
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, Liquidations& series) {
    bool const of_order = is_of_order(reading, stream.name());
    Table table(stream.name(), reading.columns, reading.stated_by);
    SymbolFilter filter(reading, stream.name());
    std::optional<Columns> columns;
    Unit unit = Unit::unknown;
    read_csv(
        stream,
        [&](CsvRow const& cells) {
            if (!table.begun()) {
                table.begin(cells);
                columns.emplace(table);
                table.finish_columns();
                unit = unit_of(*columns, reading, stream.name());
            }
            if (cells.row == 0) return;
            if (columns->symbol && !filter.takes(table.text(cells, *columns->symbol, "symbol")))
                return;
            std::string const place = table.place(cells);
            Liquidation row;
            row.at = row_at(file, cells.line);
            row.time = table.time(cells, columns->time);
            row.side = side_of(table.text(cells, columns->side, "side"), of_order, place);
            row.usd = usd_of(table, cells, *columns, unit, reading);
            add_checked(series, row, place);
        },
        reading.separator());
    if (columns && columns->symbol) filter.finish();
}

}  // namespace

LiquidationFormat const csv_liquidations{
    "csv",
    "any CSV file with time, side and USD, or price and size, of which `unit` says what it counts; "
    "`side_is` says whose side it gives",
    nullptr, read};

}  // namespace liq::data
