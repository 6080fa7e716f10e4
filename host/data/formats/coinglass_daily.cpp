/// \file
/// Liquidations of a day over all venues, as Coinglass sums them up: date, USD of longs, USD of
/// shorts.
///
/// Dates are days in UTC; the sums stand at their begin. Coinglass adds up what the venues tell,
/// and most of them tell at most one order a symbol and second, so that true sums are larger. A
/// cell that is empty is a day that is not known, and gives no row.

#include <algorithm>
#include <cmath>
#include <optional>

#include "host/data/checked_rows.hpp"
#include "host/data/formats/formats.hpp"
#include "host/errors.hpp"

namespace liq::data {
namespace {

bool recognises(std::string_view head) {
    auto const rows = first_rows(head, 1);
    if (rows.empty()) return false;
    auto const has = [&](char const* name) {
        return std::ranges::find(rows[0], name) != rows[0].end();
    };
    return has("date") && ((has("liq_long_usd") && has("liq_short_usd")) ||
                           (has("longLiquidationUsd") && has("shortLiquidationUsd")));
}

struct Columns {
    std::size_t date = 0, of_longs = 0, of_shorts = 0;
    explicit Columns(Table& table)
        : date(table.need("date", {"date", "time", "timestamp"})),
          of_longs(table.need(
              "long", {"liq_long_usd", "longLiquidationUsd", "long_liquidation_usd", "long"})),
          of_shorts(table.need("short", {"liq_short_usd", "shortLiquidationUsd",
                                         "short_liquidation_usd", "short"})) {}
};

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, Liquidations& series) {
    require_same_statements(reading, "", stream.name());
    Table table(stream.name(), reading.columns, reading.stated_by);
    std::optional<Columns> columns;
    read_csv(stream, [&](CsvRow const& cells) {
        if (!table.begun()) {
            table.begin(cells);
            columns.emplace(table);
            table.finish_columns();
        }
        if (cells.row == 0) return;
        Liquidation row;
        row.at = row_at(file, cells.line);
        row.time = table.time(cells, columns->date, false);
        auto const add = [&](Side side, std::size_t column, char const* what) {
            row.side = side;
            row.usd = table.number(cells, column, what);
            if (std::isnan(row.usd)) return;
            add_checked(series, row, table.place(cells));
            // Of single orders, one without an amount is none; a sum of nothing is a day that is
            // known.
            if (row.usd == 0) series.rows.push_back(row);
        };
        add(Side::long_side, columns->of_longs, "longs");
        add(Side::short_side, columns->of_shorts, "shorts");
    });
    series.completeness = "as collected from venues of which most report one a second";
}

}  // namespace

LiquidationFormat const coinglass_daily{
    "coinglass-daily",
    "sums of a UTC day by Coinglass: date, liq_long_usd, liq_short_usd; a lower bound", recognises,
    read};

}  // namespace liq::data
