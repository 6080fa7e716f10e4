/// \file
/// Order book in any CSV file: rows of a side, with prices and sizes, or with distances from the
/// middle and the USD that rest up to them.
///
/// A distance of 1 is one percent in some files and the whole price in others, a size of 1 is a
/// coin, a dollar or a contract; `unit` says which. A column of times is read too, if there is one,
/// and must hold one time: depth is one snapshot.

#include <cmath>
#include <optional>

#include "host/data/depth_levels.hpp"
#include "host/data/formats/formats.hpp"
#include "host/errors.hpp"
#include "host/words/printable.hpp"
#include "host/words/values.hpp"

namespace liq::data {
namespace {

struct Columns {
    std::size_t side = 0, price = 0, size = 0, distance = 0, notional = 0;
    std::optional<std::size_t> time;
    bool has_prices = false;

    explicit Columns(Table& table) {
        side = table.need("side", {"side"});
        time = table.find("time", {"time", "ts", "timestamp"});
        has_prices = table.find("price", {"price", "px"}).has_value();
        if (has_prices) {
            price = table.need("price", {"price", "px"});
            size = table.need("size", {"size", "sz", "quantity", "qty"});
        } else {
            distance = table.need("distance", {"distance"});
            notional = table.need("notional", {"notional", "usd"});
        }
    }
};

/// What a distance of 1 is, as a fraction of the middle.
double unit_of_distance(Reading const& reading, std::string const& file) {
    if (reading.unit == "fraction") return 1;
    if (reading.unit == "percent") return .01;
    refuse(
        file + ": does not say whether its distances are fractions of the middle or percent" +
        (reading.unit.empty()
             ? ""
             : ", and unit = \"" + words::printable(reading.unit.substr(0, 60)) + "\" is neither") +
        ". State unit = \"fraction\" or \"percent\"");
}

bool is_bid(Table const& table, CsvRow const& cells, std::size_t column) {
    std::string_view const word = table.text(cells, column, "side");
    if (word == "bid" || word == "bids" || word == "Bid" || word == "BID") return true;
    if (word == "ask" || word == "asks" || word == "Ask" || word == "ASK") return false;
    refuse(table.place(cells) + ": side = \"" + words::printable(word.substr(0, 60)) +
           "\" is not known; accepted: bid, ask");
}

/// Takes the rows of a file and puts the book together.
class Book {
  public:
    Book(std::string const& file, Reading const& reading, Depth& depth)
        : file_(file),
          table_(file, reading.columns, reading.stated_by),
          reading_(reading),
          depth_(depth) {}

    void take(CsvRow const& cells) {
        if (!table_.begun()) {
            table_.begin(cells);
            columns_.emplace(table_);
            table_.finish_columns();
            if (columns_->has_prices)
                sizes_ = stated_sizes(reading_, false, file_, "its sizes");
            else
                unit_ = unit_of_distance(reading_, file_);
        }
        if (cells.row == 0) return;
        if (columns_->time) take_time(cells);
        bool const bid = is_bid(table_, cells, columns_->side);
        if (!columns_->has_prices) return take_distance(cells, bid);
        double const price = table_.number(cells, columns_->price, "price");
        double const size = table_.number(cells, columns_->size, "size");
        add_level(bid ? depth_.bids : depth_.asks, price, sizes_.coin(size, price),
                  table_.place(cells));
    }
    void finish() {
        if (columns_ && !columns_->has_prices)
            depth_.within = joined_sides(bids_, asks_, file_);
        else
            finish_book(depth_, file_);
    }

  private:
    void take_time(CsvRow const& cells) {
        std::int64_t const time = table_.time(cells, *columns_->time);
        require(depth_.time == 0 || depth_.time == time,
                table_.place(cells) +
                    ": has another time than the rows before; depth is one "
                    "snapshot, so that one time is needed");
        depth_.time = time;
    }
    void take_distance(CsvRow const& cells, bool bid) {
        double const given = table_.number(cells, columns_->distance, "distance");
        // Bids may be written with a sign.
        double const distance = unit_ * (bid ? std::fabs(given) : given);
        require(distance > 0 && distance < 1,
                table_.place(cells) + ": distance = " + words::plain_number(given) +
                    (!bid && given < 0 ? " of asks is below the middle. Are the sides swapped?"
                                       : " is not between 0 and the whole price. Is the unit " +
                                             reading_.unit + " right?"));
        (bid ? bids_ : asks_)
            .push_back({distance, table_.number(cells, columns_->notional, "notional"),
                        table_.place(cells)});
    }

    std::string file_;
    Table table_;
    Reading const& reading_;
    Depth& depth_;
    std::optional<Columns> columns_;
    double unit_ = missing;  ///< of distances
    SizeUnit sizes_;
    std::vector<Resting> bids_, asks_;
};

void read(ByteStream& stream, Reading const& reading, std::uint32_t /*file*/, Depth& depth) {
    require_first_book(depth, stream.name());
    Book book(stream.name(), reading, depth);
    read_csv(stream, [&](CsvRow const& cells) { book.take(cells); }, reading.separator());
    book.finish();
}

}  // namespace

DepthFormat const csv_depth{"csv",
                            "any CSV file with side, and price and size, or distance and notional "
                            "in USD of all levels up to it; `unit` says what sizes or distances "
                            "are",
                            nullptr, read};

}  // namespace liq::data
