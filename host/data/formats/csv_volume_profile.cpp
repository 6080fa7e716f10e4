/// \file
/// Turnover by price and time (a volume profile) in any CSV file.

#include "host/data/formats/formats.hpp"
#include "host/errors.hpp"
#include "host/words/numbers.hpp"

namespace liq::data {
namespace {

[[noreturn]] void refuse_row(TradedAtPrice const& row, std::string const& place) {
    require(row.price > 0 && row.low > 0,
            place + ": price and low have to be positive; found are " +
                words::price_in_words(row.price) + " and " + words::price_in_words(row.low));
    require(row.high >= row.low, place + ": high = " + words::price_in_words(row.high) +
                                     " is below low = " + words::price_in_words(row.low));
    refuse(place + ": turnover is negative or missing");
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, VolumeProfile& series) {
    Table table(stream.name(), reading.columns, reading.stated_by);
    std::size_t time = 0, price = 0, turnover = 0, low = 0, high = 0;
    read_csv(
        stream,
        [&](CsvRow const& cells) {
            if (!table.begun()) {
                table.begin(cells);
                time = table.need("time", {"time", "ts", "timestamp"});
                price = table.need("price", {"price"});
                turnover = table.need("turnover", {"turnover", "quote_volume"});
                low = table.need("low", {"low"});
                high = table.need("high", {"high"});
                table.finish_columns();
            }
            if (cells.row == 0) return;
            TradedAtPrice row;
            row.at = row_at(file, cells.line);
            row.time = table.time(cells, time);
            row.price = table.number(cells, price, "price");
            row.turnover = table.number(cells, turnover, "turnover");
            row.low = table.number(cells, low, "low");
            row.high = table.number(cells, high, "high");
            bool const right =
                row.price > 0 && row.low > 0 && row.high >= row.low && row.turnover >= 0;
            if (!right) refuse_row(row, table.place(cells));
            series.rows.push_back(row);
        },
        reading.separator());
}

}  // namespace

VolumeProfileFormat const csv_volume_profile{
    "csv",
    "any CSV file: time, the begin of an interval; price and the turnover near it, in the quote "
    "currency; low and high of the interval, or of it and of all that follow",
    nullptr, read};

}  // namespace liq::data
