/// \file
/// Open interest of Binance from the `metrics` files of the public archive, a row every 5 minutes.
///
/// `create_time` is UTC, as a text or a count. It is not always when the open interest was counted:
/// in USD-margined files it was, up to the row of 2026-06-25 00:00; from the file of that day on,
/// and in coin-margined files always, it is the begin of the 5 minutes at whose end was counted.
/// The last row of the old kind and the first of the new kind have the same label, so that the rows
/// before them decide. USD-margined amounts are in coin and values in USD; coin-margined amounts
/// are in contracts and values in coin, which are not read.

#include <algorithm>
#include <optional>

#include "host/data/checked_rows.hpp"
#include "host/data/formats/formats.hpp"
#include "host/data/symbols.hpp"
#include "host/errors.hpp"

namespace liq::data {
namespace {

constexpr std::int64_t period = 300'000;                ///< ms
constexpr std::int64_t relabelled = 1'782'345'600'000;  ///< 2026-06-25 00:00 UTC

bool recognises(std::string_view head) {
    auto const rows = first_rows(head, 1);
    return !rows.empty() && std::ranges::find(rows[0], "create_time") != rows[0].end() &&
           std::ranges::find(rows[0], "sum_open_interest") != rows[0].end();
}

/// When the open interest of the rows of one file was counted.
class CountTimes {
  public:
    std::int64_t of(std::int64_t label, bool coin_margined) {
        if (coin_margined) return label + period;
        if (!begun_) begins_old_ = label < relabelled;
        begun_ = true;
        bool const is_last_old = label == relabelled && begins_old_;
        if (is_last_old) begins_old_ = false;
        return label < relabelled || is_last_old ? label : label + period;
    }

  private:
    bool begun_ = false;
    bool begins_old_ = false;  ///< and the last old row is still to come
};

/// Says once that the meaning of labels changes within the series.
void note_change(OpenInterests& series, OpenInterest const& row) {
    static constexpr char const* note =
        "create_time is the time of the count up to 2026-06-25 00:00 UTC, and 5 minutes before it "
        "from then on; rows of both kinds were read";
    if (series.rows.empty()) return;
    if ((series.rows.back().time <= relabelled) == (row.time <= relabelled)) return;
    if (std::ranges::find(series.notes, note) == series.notes.end()) series.notes.push_back(note);
}

struct Columns {
    std::size_t time = 0, symbol = 0, amount = 0, value = 0;
    explicit Columns(Table& table)
        : time(table.need("time", {"create_time"})),
          symbol(table.need("symbol", {"symbol"})),
          amount(table.need("amount", {"sum_open_interest"})),
          value(table.need("value", {"sum_open_interest_value"})) {}
};

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, OpenInterests& series) {
    Table table(stream.name(), reading.columns, reading.stated_by);
    SymbolFilter filter(reading, stream.name());
    CountTimes times;
    series.sides = Sides::one;
    std::optional<Columns> columns;
    bool lacks_value = false;
    read_csv(stream, [&](CsvRow const& cells) {
        if (!table.begun()) {
            table.begin(cells);
            columns.emplace(table);
            table.finish_columns();
        }
        if (cells.row == 0) return;
        std::string_view const symbol = table.text(cells, columns->symbol, "symbol");
        if (!filter.takes(symbol)) return;
        bool const in_contracts = is_coin_margined_at_binance(symbol, table.place(cells));
        agree(series.amount_unit, in_contracts ? Unit::contracts : Unit::coin, series, file);
        agree(series.contract, in_contracts ? Contract::inverse : Contract::linear, series, file);
        OpenInterest row;
        row.at = row_at(file, cells.line);
        row.time = times.of(table.time(cells, columns->time, false), in_contracts);
        row.amount = table.number(cells, columns->amount, "sum_open_interest");
        if (!in_contracts)
            row.value = table.number(cells, columns->value, "sum_open_interest_value");
        lacks_value |= in_contracts;
        if (!in_contracts) note_change(series, row);
        add_checked(series, row, table.place(cells));
    });
    filter.finish();
    if (lacks_value)
        series.notes.push_back(
            stream.name() +
            ": counts coin-margined contracts; its sum_open_interest_value is in "
            "coin and was not read as a value in USD");
}

}  // namespace

OpenInterestFormat const binance_metrics{
    "binance-metrics",
    "metrics files of the public archive of Binance; coin and USD, coin-margined: contracts; time "
    "is create_time, or 5 minutes later where it labels the begin",
    recognises, read};

}  // namespace liq::data
