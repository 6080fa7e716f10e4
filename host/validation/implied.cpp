#include "host/validation/implied.hpp"

#include <string_view>

#include "host/data/byte_stream.hpp"
#include "host/data/cells.hpp"
#include "host/data/csv.hpp"
#include "host/errors.hpp"
#include "host/words/utc_time.hpp"
#include "host/words/values.hpp"
#include "models/core/units.hpp"

namespace liq::validation {
namespace {

constexpr double least = 1, most = 1'000;  // % a year
constexpr std::size_t length_of_date = 10;

}  // namespace

ImpliedVolatility::ImpliedVolatility(std::string const& file, std::string const& column) {
    data::ByteStream stream(file);
    file_ = stream.name();
    data::ColumnNames names;
    if (!column.empty()) names.emplace("volatility", column);
    data::Table table(file_, names, data::StatedBy::file);
    std::size_t time = 0, value = 0;
    data::read_csv(stream, [&](data::CsvRow const& row) {
        if (!table.begun()) {
            table.begin(row);
            time = table.need("date", {"date", "time", "timestamp", "ts"});
            value =
                table.need("volatility", {"dvol", "implied", "implied_volatility", "volatility"},
                           "Name it: --implied-column ...");
        }
        if (row.row == 0) return;
        bool const is_date = table.text(row, time, "date").size() == length_of_date;
        std::int64_t const day = table.time(row, time, !is_date) / (1'000 * seconds_per_day);
        double const percent = table.number(row, value, "volatility");
        if (!(percent >= least && percent <= most))
            refuse(table.place(row) + ": volatility = " + words::plain_number(percent) +
                   " is not between " + words::plain_number(least) + " and " +
                   words::plain_number(most) + " % a year. Is it a fraction, or of a day?");
        if (!by_day_.emplace(day, percent / 100).second)
            refuse(table.place(row) + ": there is a value of " +
                   words::iso_utc(day * seconds_per_day) + " already");
    });
    require(!by_day_.empty(), file_ + ": has no values");
}

double ImpliedVolatility::known_at(std::int64_t time) const {
    auto const found = by_day_.find(time / seconds_per_day - 1);
    if (found == by_day_.end())
        refuse(file_ + ": has no value of the day before " + words::iso_utc(time) +
               ", which a forecast at that time would use. State --from and --to?");
    return found->second;
}

bool ImpliedVolatility::knows(std::int64_t time) const {
    return by_day_.contains(time / seconds_per_day - 1);
}

std::int64_t ImpliedVolatility::first() const {
    return (by_day_.begin()->first + 1) * seconds_per_day;
}

std::int64_t ImpliedVolatility::last() const {
    return (by_day_.rbegin()->first + 1) * seconds_per_day;
}

}  // namespace liq::validation
