/// \file
/// Candles in any CSV file whose columns have names that are understood, or that a recipe names.

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "host/data/formats/formats.hpp"
#include "host/data/symbols.hpp"
#include "host/errors.hpp"
#include "host/words/printable.hpp"

namespace liq::data {
namespace {

using Names = std::initializer_list<std::string_view>;
constexpr Names time_names{"time", "ts", "timestamp", "open_time", "datetime", "date"};
constexpr std::array<std::string_view, 4> prices{"open", "high", "low", "close"};

/// How many cells of a header have one of these names.
auto times_named(std::vector<std::string> const& header, Names names) {
    return std::ranges::count_if(header, [&](std::string const& cell) {
        return std::ranges::any_of(names, [&](auto name) { return same_word(cell, name); });
    });
}

/// A header that names the time and the four prices, each once; but for klines, which are a format
/// of their own.
bool recognises(std::string_view head) {
    auto const rows = first_rows(head, 2);
    if (rows.size() < 2 || rows[0].size() != rows[1].size()) return false;
    if (rows[0].front() == "open_time" && rows[0].size() == 12) return false;
    return times_named(rows[0], time_names) >= 1 && std::ranges::all_of(prices, [&](auto name) {
               return times_named(rows[0], {name}) == 1;
           });
}

/// Close is a file whose header names at least two of what is needed, whatever separates its cells.
std::string lacks(std::string_view head, Reading const& reading) {
    std::vector<std::vector<std::string>> rows;
    char separator = ',';
    for (char const c : {',', ';', '\t', '|'}) {
        auto found = first_rows(head, 2, c);
        if (found.empty() || (!rows.empty() && found[0].size() <= rows[0].size())) continue;
        rows = std::move(found);
        separator = c;
    }
    if (rows.empty()) return "";
    std::string missing, list;
    for (auto const name : {std::string_view("time"), prices[0], prices[1], prices[2], prices[3]})
        if (times_named(rows[0], name == "time" ? time_names : Names{name}) == 0)
            missing += (missing.empty() ? "" : ", ") + std::string(name);
    if (std::ranges::count(missing, ',') > 2) return "";
    for (auto const& cell : rows[0]) list += (list.empty() ? "" : ", ") + cell;
    std::string const found = "; found: " + words::printable(list.substr(0, 300)) + ". ";
    std::string const first = missing.substr(0, missing.find(','));
    if (separator != ',')
        return "its cells are separated by " +
               (separator == '\t' ? std::string("tabs") : "\"" + std::string{separator} + "\"") +
               (missing.empty() ? std::string() : ", and it has no column for " + missing) + found +
               "State " + statement(reading.stated_by, "delimiter", {separator}) +
               (missing.empty() ? "" : ". " + how_to_name(reading.stated_by, first));
    if (!missing.empty())
        return "has no column for " + missing + found + how_to_name(reading.stated_by, first);
    if (rows.size() < 2) return "has no row below its header";
    return rows[0].size() == rows[1].size()
               ? "names a price twice" + found + how_to_name(reading.stated_by, "close")
               : "has " + std::to_string(rows[0].size()) + " columns in its header and " +
                     std::to_string(rows[1].size()) + " cells below it";
}

/// Names of columns of times that are the ends of candles.
constexpr Names end_names{"close_time", "closetime", "close time",      "end",
                          "end_time",   "time_end",  "time_period_end", "time_close"};

/// Where the columns are, and what their names say of the time.
struct Columns {
    std::size_t time = 0, open = 0, high = 0, low = 0, close = 0;
    std::optional<std::size_t> volume, turnover, symbol;
    Label label = Label::start;

    Columns(Table& table, CsvRow const& first)
        : time(table.need("time", time_names)),
          open(table.need("open", {"open"})),
          high(table.need("high", {"high"})),
          low(table.need("low", {"low"})),
          close(table.need("close", {"close"})),
          symbol(table.find("symbol", {"symbol"})) {
        bool const has_header = first.row == 0;
        auto const named = [&](Names names) {
            return has_header && std::ranges::any_of(first.cells, [&](std::string_view cell) {
                       return std::ranges::any_of(names,
                                                  [&](auto name) { return same_word(cell, name); });
                   });
        };
        // BitMEX (trade/bucketed) labels candles by their ends. Its volume counts contracts and its
        // turnover a small unit of the settlement currency; coin and USD stand beside them.
        bool const is_of_bitmex = named({"homeNotional"}) && named({"foreignNotional"});
        volume = is_of_bitmex ? table.find("volume", {"homeNotional"})
                              : table.find("volume", {"volume"});
        turnover = is_of_bitmex
                       ? table.find("turnover", {"foreignNotional"})
                       : table.find("turnover", {"turnover", "quote_volume", "quote_asset_volume"});
        if (is_of_bitmex || (has_header && is_end(table.text(first, time, "time"))))
            label = Label::end;
    }

  private:
    static bool is_end(std::string_view name) {
        return std::ranges::any_of(end_names, [&](auto end) { return same_word(name, end); });
    }
};

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, Candles& series) {
    Table table(stream.name(), reading.columns, reading.stated_by);
    std::optional<Columns> columns;
    SymbolFilter filter(reading, stream.name());
    read_csv(
        stream,
        [&](CsvRow const& row) {
            if (!table.begun()) {
                table.begin(row);
                columns.emplace(table, row);
                table.finish_columns();
                require(series.rows.empty() || series.label == columns->label,
                        stream.name() +
                            ": its times are begins of candles where those of the files before "
                            "are ends, or the other way round. Read files of one kind at a time");
                series.label = columns->label;
            }
            if (row.row == 0) return;
            if (columns->symbol && !filter.takes(table.text(row, *columns->symbol, "symbol")))
                return;
            Candle bar;
            bar.at = row_at(file, row.line);
            // 0 stands for "no time" in many files; only a history that begins with it means 1970.
            bool const first_of_1970 =
                row.row == 1 && table.text(row, columns->time, "time") == "0";
            bar.time = first_of_1970 ? 0 : table.time(row, columns->time);
            // Binance ends a candle a millisecond before the next one begins.
            if (columns->label == Label::end && bar.time % 1'000 == 999) ++bar.time;
            bar.open = table.number(row, columns->open, "open");
            bar.high = table.number(row, columns->high, "high");
            bar.low = table.number(row, columns->low, "low");
            bar.close = table.number(row, columns->close, "close");
            bar.volume = table.number_or_nan(row, columns->volume, "volume");
            bar.turnover = table.number_or_nan(row, columns->turnover, "turnover");
            series.rows.push_back(bar);
        },
        reading.separator());
    filter.finish();
    if (columns && columns->turnover) agree(series.turnover_unit, Unit::usd, series, file);
}

}  // namespace

CandleFormat const csv_candles{
    "csv",
    "any CSV file; columns by their names or by `columns`; time is the begin of the bar unless "
    "its column is named close_time or end, or `label` says otherwise; trade/bucketed of BitMEX: "
    "the end",
    recognises, read, lacks};

}  // namespace liq::data
