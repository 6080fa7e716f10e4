/// \file
/// Candles in any CSV file whose columns have names that are understood, or that a recipe names.

#include <algorithm>

#include "host/data/formats/formats.hpp"
#include "host/data/symbols.hpp"

namespace liq::data {
namespace {

using Names = std::initializer_list<std::string_view>;
constexpr Names time_names{"time", "ts", "timestamp", "open_time", "datetime", "date"};

/// A header that names the time and the four prices, each once; but for klines, which are a format
/// of their own.
bool recognises(std::string_view head) {
    auto const rows = first_rows(head, 2);
    if (rows.size() < 2 || rows[0].size() != rows[1].size()) return false;
    if (rows[0].front() == "open_time" && rows[0].size() == 12) return false;
    auto const times_named = [&](Names names) {
        return std::ranges::count_if(rows[0], [&](std::string const& cell) {
            return std::ranges::find(names, cell) != names.end();
        });
    };
    return times_named(time_names) >= 1 && times_named({"open"}) == 1 &&
           times_named({"high"}) == 1 && times_named({"low"}) == 1 && times_named({"close"}) == 1;
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, Candles& series) {
    Table table(stream.name(), reading.columns);
    std::size_t time = 0, open = 0, high = 0, low = 0, close = 0;
    std::optional<std::size_t> volume, turnover, symbol;
    SymbolFilter filter(reading, stream.name());
    auto const find_columns = [&] {
        time = table.need("time", time_names);
        open = table.need("open", {"open"});
        high = table.need("high", {"high"});
        low = table.need("low", {"low"});
        close = table.need("close", {"close"});
        volume = table.find("volume", {"volume"});
        turnover = table.find("turnover", {"turnover", "quote_volume", "quote_asset_volume"});
        symbol = table.find("symbol", {"symbol"});
        table.finish_columns();
    };
    read_csv(
        stream,
        [&](CsvRow const& row) {
            if (!table.begun()) {
                table.begin(row);
                find_columns();
            }
            if (row.row == 0) return;
            if (symbol && !filter.takes(table.text(row, *symbol, "symbol"))) return;
            Candle bar;
            bar.at = row_at(file, row.row);
            // 0 stands for "no time" in many files; only a history that begins with it means 1970.
            bool const first_of_1970 = row.row == 1 && table.text(row, time, "time") == "0";
            bar.time = first_of_1970 ? 0 : table.time(row, time);
            bar.open = table.number(row, open, "open");
            bar.high = table.number(row, high, "high");
            bar.low = table.number(row, low, "low");
            bar.close = table.number(row, close, "close");
            bar.volume = table.number_or_nan(row, volume, "volume");
            bar.turnover = table.number_or_nan(row, turnover, "turnover");
            series.rows.push_back(bar);
        },
        reading.separator());
    filter.finish();
    if (turnover) agree(series.turnover_unit, Unit::usd, series, file);
}

}  // namespace

CandleFormat const csv_candles{
    "csv",
    "any CSV file; columns by their names or by `columns`; time is the begin of the bar unless "
    "`label` says otherwise",
    recognises, read};

}  // namespace liq::data
