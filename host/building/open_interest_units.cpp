#include "host/building/open_interest_units.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include "host/errors.hpp"
#include "host/words/numbers.hpp"
#include "host/words/values.hpp"

namespace liq::building {

using data::OpenInterest;
using data::OpenInterests;
using data::Unit;

namespace {

constexpr double near_price = 0.02;  ///< relative; two venues differ by less

/// The unit with which value / amount is a price; nothing where none or several fit.
std::optional<Unit> unit_that_fits(OpenInterest const& row, VenueInput const& venue,
                                   Prices const& prices) {
    double const quotient = row.value / row.amount;
    std::vector<Unit> found;
    for (Unit const unit : {Unit::coin, Unit::usd, Unit::contracts}) {
        double const low = worth(unit, venue, prices.low), high = worth(unit, venue, prices.high);
        if (high > 0 && fits(quotient, low, high)) found.push_back(unit);
    }
    if (found.size() != 1) return std::nullopt;
    return found.front();
}

}  // namespace

std::string unit_word(Unit unit) {
    return data::unit_words[static_cast<std::size_t>(unit)];
}

std::optional<Prices> prices_at(data::Bars const& bars, std::int64_t time) {
    auto const after = std::ranges::upper_bound(bars.time, time);
    if (after == bars.time.begin()) return std::nullopt;
    auto const i = static_cast<std::size_t>(after - bars.time.begin()) - 1;
    if (time > bars.time[i] + 2 * bars.seconds) return std::nullopt;
    // A count has the close of the last bar that has ended by then; what is counted within a bar
    // has a price between.
    auto const ended = std::ranges::upper_bound(bars.time, time - bars.seconds) - bars.time.begin();
    auto const last = ended == 0 ? i : static_cast<std::size_t>(ended) - 1;
    return Prices{std::min(bars.low[i], bars.low[last]), std::max(bars.high[i], bars.high[last]),
                  ended == 0 ? bars.open[i] : bars.close[last]};
}

double worth(Unit unit, VenueInput const& venue, double price) {
    switch (unit) {
        case Unit::coin:
            return price;
        case Unit::usd:
            return 1;
        case Unit::contracts:
            return venue.contract_size * (venue.contract == Contract::inverse ? 1.0 : price);
        case Unit::unknown:
            break;
    }
    return std::numeric_limits<double>::quiet_NaN();
}

bool fits(double quotient, double low, double high) {
    return quotient > low * (1 - near_price) && quotient < high * (1 + near_price);
}

std::string reading_that_fits(OpenInterest const& row, VenueInput const& venue,
                              Prices const& prices) {
    if (auto const unit = unit_that_fits(row, venue, prices))
        return ". Amounts in " + unit_word(*unit) + " would fit";
    double const quotient = row.value / row.amount;
    if (fits(quotient, 1.0, 1.0)) return ". Amounts in usd would fit";
    if (fits(quotient / 2, prices.low, prices.high))
        return ". A value of both sides would fit, and an amount of one";
    if (fits(quotient, prices.low, prices.high)) return ". Amounts in coin would fit";
    double const size = quotient / prices.close;
    for (double const common : {1000.0, 100.0, 10.0, 0.1, 0.01, 0.001})
        if (fits(size, common, common))
            return ". Contracts of " + words::plain_number(common) +
                   " coin would fit: state unit = \"contracts\" and contract_size = " +
                   words::plain_number(common);
    return "";
}

Unit unit_of(OpenInterests const& series, VenueInput const& venue, data::Bars const& bars) {
    Unit const stated = venue.open_interest.unit;
    Unit unit = series.amount_unit;
    if (unit != Unit::unknown && stated != Unit::unknown)
        require(unit == stated, series.files.front() + ": counts in " + unit_word(unit) +
                                    ", and the recipe states unit = \"" + unit_word(stated) + "\"");
    if (unit == Unit::unknown) unit = stated;
    if (unit != Unit::unknown) return unit;
    for (auto const& row : series.rows) {
        if (!(row.amount > 0) || !(row.value > 0)) continue;
        auto const prices = prices_at(bars, row.time / 1'000);
        if (!prices) continue;
        if (auto const found = unit_that_fits(row, venue, *prices)) return *found;
    }
    auto const& last = series.rows.back();
    require(!(last.amount > 0),
            series.place(last.at) + ": open interest " + words::plain(last.amount) +
                " does not say what it counts: it would be " + words::money(last.amount) +
                " if dollars, " + words::money(last.amount * bars.close.back()) +
                " if coin, else contracts. State unit (and contract_size)");
    return Unit::usd;
}

}  // namespace liq::building
