/// \file
/// Depth of Binance from the `bookDepth` files of the public archive: what rests within distances.
///
/// A file is a day of one contract, with a group of rows about every 30 seconds; the last group up
/// to `as_of`, where that is stated, is read. `timestamp` is UTC. `percentage` is the distance from
/// the middle of the book in percent, negative for bids; `depth` is in coin and `notional` in USD,
/// both of all levels from the middle on. The middle is not in the file: it is the mean of the
/// average prices within the smallest distance on both sides. In files of coin-margined contracts
/// the quotient is no price, and they are refused.

#include <algorithm>
#include <cmath>

#include "host/data/depth_levels.hpp"
#include "host/data/formats/formats.hpp"
#include "host/errors.hpp"
#include "host/words/values.hpp"

namespace liq::data {
namespace {

using words::plain_number;

bool recognises(std::string_view head) {
    auto const rows = first_rows(head, 1);
    return !rows.empty() &&
           rows[0] == std::vector<std::string>{"timestamp", "percentage", "depth", "notional"};
}

/// The rows of one side at one time, and the average price within the smallest distance.
struct OneSide {
    std::vector<Resting> rows;
    double smallest = HUGE_VAL;
    double average_price = missing;

    void add(Resting row, double coin) {
        require(std::isfinite(coin) && coin >= 0,
                row.place + ": depth = " + plain_number(coin) + " must not be negative");
        if (row.distance < smallest) {
            smallest = row.distance;
            average_price = row.usd / coin;
        }
        rows.push_back(std::move(row));
    }
};

/// The rows of the latest time so far.
struct Group {
    std::int64_t time = 0;
    OneSide bids, asks;

    void take(Table const& table, CsvRow const& cells, std::int64_t until) {
        std::int64_t const at = table.time(cells, 0, false);
        if (at < time || at > until) return;
        if (at > time) *this = Group{at, {}, {}};
        double const percentage = table.number(cells, 1, "percentage");
        require(std::isfinite(percentage) && percentage != 0 && std::fabs(percentage) < 100,
                table.place(cells) + ": percentage = " + plain_number(percentage) +
                    " is no distance from the middle");
        Resting row{std::fabs(percentage) / 100, table.number(cells, 3, "notional"),
                    table.place(cells)};
        (percentage < 0 ? bids : asks).add(std::move(row), table.number(cells, 2, "depth"));
    }
    /// The middle of the book.
    [[nodiscard]] double middle(std::string const& file) const {
        double const bid = bids.average_price, ask = asks.average_price;
        require(
            std::isfinite(bid) && std::isfinite(ask) && bid > 0 && bid <= ask,
            file + ": notional / depth is " + plain_number(bid) + " for bids and " +
                plain_number(ask) + " for asks within " + plain_number(100 * bids.smallest) +
                " %, which are no prices of one book. Are these coin-margined contracts, or are "
                "the sides swapped?");
        return 0.5 * (bid + ask);
    }
};

void read(ByteStream& stream, Reading const& reading, std::uint32_t /*file*/, Depth& depth) {
    require_first_book(depth, stream.name());
    require_same_unit(reading, "percent", stream.name());
    Table table(stream.name());
    Group last;
    read_csv(stream, [&](CsvRow const& cells) {
        if (!table.begun()) table.begin(cells);
        require(cells.cells.size() == 4,
                table.place(cells) + ": has " + std::to_string(cells.cells.size()) +
                    " cells; timestamp, percentage, depth and notional are needed");
        if (cells.row == 0) {
            require(cells.cells[1] == "percentage" && cells.cells[3] == "notional",
                    table.place(cells) + ": the header is not timestamp,percentage,depth,notional");
            return;
        }
        last.take(table, cells, reading.until);
    });
    require(last.time != 0, stream.name() + ": has no order book up to as_of");
    depth.within = joined_sides(last.bids.rows, last.asks.rows, stream.name());
    depth.time = last.time;
    depth.middle = last.middle(stream.name());
}

}  // namespace

DepthFormat const binance_bookdepth{
    "binance-bookdepth",
    "bookDepth files of the public archive of Binance, USD-margined; USD within distances, of the "
    "last time in the file",
    recognises, read};

}  // namespace liq::data
