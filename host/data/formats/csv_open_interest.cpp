/// \file
/// Open interest in any CSV file whose columns have names that are understood, or that a recipe
/// names.
///
/// What amounts count is stated by `unit`. A column whose name ends in `_coin` or in the asset
/// (`open_interest_btc`) counts coin; one that ends in `_usd` is no amount but the value in USD. A
/// column `value` without one of amounts is what its source counts, which only `unit` tells.

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

#include "host/data/checked_rows.hpp"
#include "host/data/formats/formats.hpp"
#include "host/data/symbols.hpp"
#include "host/errors.hpp"

namespace liq::data {
namespace {

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) {
        return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    });
    return result;
}

/// Where the columns are, and what their names say of the unit.
struct Columns {
    std::size_t time = 0;
    std::optional<std::size_t> symbol, amount, value;
    Unit named = Unit::unknown;

    Columns(Table& table, CsvRow const& first, Reading const& reading) {
        std::string const asset = reading.asset.empty() ? "btc" : lower(reading.asset);
        std::string const of_asset = "open_interest_" + asset;
        time = table.need("time", {"time", "ts", "timestamp", "create_time", "date"});
        symbol = table.find("symbol", {"symbol"});
        amount =
            table.find("amount", {"open_interest", "oi", "open_interest_coin", of_asset, "amount"});
        value =
            table.find("value", {"open_interest_value", "open_interest_usd", "oi_usd", "value"});
        if (!amount && !value) table.need("amount", {});
        bool const is_stated = reading.columns.contains("value");
        if (!amount && !is_stated && first.row == 0 &&
            lower(table.text(first, *value, "value")) == "value")
            std::swap(amount, value);
        if (!amount) named = Unit::usd;
        if (!amount || first.row != 0) return;
        std::string const name = lower(table.text(first, *amount, "amount"));
        if (name.ends_with("_coin") || name.ends_with("_" + asset)) named = Unit::coin;
        if (!name.ends_with("_usd")) return;
        named = Unit::usd;
        if (!value) std::swap(amount, value);
    }
};

Unit unit_of(Columns const& columns, Unit stated, std::string const& file) {
    require(columns.named == Unit::unknown || stated == Unit::unknown || stated == columns.named,
            file + ": unit = \"" + unit_words[static_cast<std::size_t>(stated)] +
                "\" contradicts the name of the column, which says " +
                unit_words[static_cast<std::size_t>(columns.named)]);
    return columns.named == Unit::unknown ? stated : columns.named;
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, OpenInterests& series) {
    Table table(stream.name(), reading.columns, reading.stated_by);
    SymbolFilter filter(reading, stream.name());
    std::optional<Columns> columns;
    Unit const stated = stated_unit(reading, stream.name());
    read_csv(
        stream,
        [&](CsvRow const& cells) {
            if (!table.begun()) {
                table.begin(cells);
                columns.emplace(table, cells, reading);
                table.finish_columns();
                Unit const unit = unit_of(*columns, stated, stream.name());
                if (unit != Unit::unknown) agree(series.amount_unit, unit, series, file);
            }
            if (cells.row == 0) return;
            if (columns->symbol && !filter.takes(table.text(cells, *columns->symbol, "symbol")))
                return;
            OpenInterest row;
            row.at = row_at(file, cells.line);
            row.time = table.time(cells, columns->time);
            row.amount = table.number_or_nan(cells, columns->amount, "open interest");
            row.value = table.number_or_nan(cells, columns->value, "value");
            add_checked(series, row, table.place(cells));
        },
        reading.separator());
    if (columns && columns->symbol) filter.finish();
}

}  // namespace

OpenInterestFormat const csv_open_interest{
    "csv",
    "any CSV file with a time and an amount or a value in USD; `unit` says what amounts count",
    nullptr, read};

}  // namespace liq::data
