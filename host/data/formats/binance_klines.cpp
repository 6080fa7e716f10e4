/// \file
/// Klines of Binance: the rows of the public archives (CSV) and of the interface (JSON), spot and
/// futures.
///
/// Twelve columns: open time, open, high, low, close, volume, close time, second volume, number of
/// trades, volume of takers, their second volume, a column that is ignored. Spot files have no
/// header; their times are milliseconds up to 2024 and microseconds from 2025, so that the unit is
/// told row by row. Files of futures have a header. The volume is in coin and the second one in the
/// quote currency; in files of coin-margined contracts the volume is in contracts and the second
/// one in coin, whatever the header says. The prices of a row tell which. No column names the
/// contract, but files of the archives do: 1000PEPEUSDT-5m-2025-06.zip.

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <filesystem>

#include "host/data/candle_volumes.hpp"
#include "host/data/formats/formats.hpp"
#include "host/data/json_time.hpp"
#include "host/data/symbols.hpp"
#include "host/errors.hpp"

namespace liq::data {
namespace {

constexpr std::size_t n_columns = 12;

/// Whether a text is a list whose first element is a list of twelve.
bool is_list_of_klines(std::string_view head) {
    auto const outer = head.find('['), first = head.find('[', outer + 1);
    auto const end = head.find(']', first);
    if (outer == head.npos || first == head.npos || end == head.npos) return false;
    auto const row = head.substr(first, end - first);
    return head.find_first_not_of(" \t\r\n", outer + 1) == first &&
           std::ranges::count(row, ',') == n_columns - 1;
}

bool recognises(std::string_view head) {
    if (looks_like_json(head)) return is_list_of_klines(head);
    auto const rows = first_rows(head, 2);
    if (rows.empty() || rows[0].size() != n_columns) return false;
    if (rows[0][0] == "open_time") return true;
    auto const opened = parse_time(rows[0][0]);
    auto const closed = parse_time(rows[0][6]);
    return opened && closed && *closed > *opened && *opened > 1'000'000'000'000;
}

/// What the two volumes of a row are: their quotient is a price in linear contracts, and contracts
/// a coin in inverse ones.
void learn_units(Candle const& bar, Candles& series, std::uint32_t file) {
    if (!(bar.volume > 0) || !(bar.turnover > 0)) return;
    double const quotient = bar.turnover / bar.volume;
    bool const is_price = is_price_of(bar, quotient);
    // Contracts of 100 or 10 USD: coin = contracts * size / price.
    bool is_inverse = false;
    for (double const size : {10.0, 100.0}) is_inverse |= is_price_of(bar, size / quotient);
    if (!is_price && !is_inverse)
        refuse(series.place(bar.at) + ": volume " + std::to_string(bar.volume) +
               " and second volume " + std::to_string(bar.turnover) +
               " fit neither coin and its price nor contracts of 10 or 100 USD and coin, at " +
               std::to_string(bar.low) + " to " + std::to_string(bar.high) +
               ". Are the columns in another order?");
    if (is_price && is_inverse) return;
    agree(series.volume_unit, is_price ? Unit::coin : Unit::contracts, series, file);
    agree(series.turnover_unit, is_price ? Unit::usd : Unit::coin, series, file);
}

/// The contract of a file of the archives by its name, SYMBOL-INTERVAL-YEAR...; empty for others.
std::string symbol_of(std::string const& file) {
    std::string const name = std::filesystem::path(file).filename().string();
    auto const is_digit = [](unsigned char c) { return std::isdigit(c) != 0; };
    auto const first = name.find('-'), second = name.find('-', first + 1);
    if (first == name.npos || second == name.npos || second - first < 3) return {};
    bool const has_interval =
        is_digit(name[first + 1]) &&
        std::string_view("smhdwM").find(name[second - 1]) != std::string::npos;
    std::string const year = name.substr(second + 1, 4);
    bool const has_year = year.size() == 4 && std::ranges::all_of(year, is_digit);
    return has_interval && has_year ? name.substr(0, first) : std::string();
}

/// Refuses files of another contract than that of the recipe, where their names tell.
void check_contract(std::string const& file, Reading const& reading) {
    require(reading.columns.empty(), file + ": klines have fixed columns; leave " +
                                         words_for_columns(reading.stated_by) + " out");
    std::string const symbol = symbol_of(file);
    require(reading.symbol.empty() || !symbol.empty(),
            file + ": klines have no symbol, and the name of the file tells none; leave " +
                words_for_symbol(reading.stated_by) + " out");
    if (symbol.empty()) return;
    SymbolFilter filter(reading, file);
    filter.takes(symbol);
    filter.finish();
}

void read_lists(ByteStream& stream, std::uint32_t file, Candles& series) {
    for_each_json(stream, [&](nlohmann::json const& value, std::uint64_t row) {
        JsonPlace const place = JsonPlace{stream.name(), ""}.at(static_cast<std::size_t>(row - 1));
        require(value.is_array() && value.size() == n_columns,
                place.text() + " is no list of " + std::to_string(n_columns) +
                    " values, which a kline of Binance is");
        auto const number = [&](std::size_t i) { return number_of(value[i], place.at(i)); };
        Candle bar;
        bar.at = row_at(file, row);
        bar.time = time_of(value[0], place.at(std::size_t{0}));
        bar.open = number(1);
        bar.high = number(2);
        bar.low = number(3);
        bar.close = number(4);
        bar.volume = number(5);
        bar.turnover = number(7);
        bar.end = time_of(value[6], place.at(6)) + 1;
        learn_units(bar, series, file);
        series.rows.push_back(bar);
    });
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, Candles& series) {
    check_contract(stream.name(), reading);
    series.label = Label::start;
    if (looks_like_json(stream.head())) return read_lists(stream, file, series);
    Table table(stream.name());
    read_csv(stream, [&](CsvRow const& row) {
        if (!table.begun()) table.begin(row);
        if (row.cells.size() != n_columns)
            refuse(table.place(row) + ": has " + std::to_string(row.cells.size()) +
                   " columns; klines of Binance have " + std::to_string(n_columns));
        if (row.row == 0) {
            require(row.cells[0] == "open_time",
                    table.place(row) + ": the header does not begin with open_time");
            return;
        }
        Candle bar;
        bar.at = row_at(file, row.line);
        bar.time = table.time(row, 0, false);
        bar.open = table.number(row, 1, "open");
        bar.high = table.number(row, 2, "high");
        bar.low = table.number(row, 3, "low");
        bar.close = table.number(row, 4, "close");
        bar.volume = table.number(row, 5, "volume");
        bar.turnover = table.number(row, 7, "quote_volume");
        bar.end = table.time(row, 6, false) + 1;
        learn_units(bar, series, file);
        series.rows.push_back(bar);
    });
}

}  // namespace

CandleFormat const binance_klines{"binance-klines",
                                  "Binance, spot and futures: archives and interface; time is the "
                                  "begin of the bar, its unit told "
                                  "row by row",
                                  recognises, read};

}  // namespace liq::data
