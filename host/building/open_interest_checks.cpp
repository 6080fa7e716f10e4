#include "host/building/open_interest_checks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "host/building/open_interest_units.hpp"
#include "host/errors.hpp"
#include "host/words/counts.hpp"
#include "host/words/numbers.hpp"
#include "host/words/utc_time.hpp"
#include "host/words/values.hpp"

namespace liq::building {

using data::OpenInterest;
using data::OpenInterests;
using data::Unit;

namespace {

constexpr double orders_of_magnitude = 1e4;
/// Counts of another hour are further from the closes than this, those of the same time closer: a
/// mark price is some hundredths of a percent away from the last trade.
constexpr double closest = 5e-4;

/// Median distance of value / amount from the closes, if the counts were made `lag` seconds later
/// than they say.
double distance_with_lag(OpenInterests const& series, double unit_is, data::Bars const& bars,
                         std::int64_t lag, std::size_t every) {
    std::vector<double> distances;
    for (std::size_t i = 0; i < series.rows.size(); i += every) {
        auto const& row = series.rows[i];
        if (!(row.amount > 0) || !(row.value > 0)) continue;
        auto const prices = prices_at(bars, row.time / 1'000 + lag);
        if (!prices) continue;
        distances.push_back(std::abs(std::log(row.value / (row.amount * unit_is * prices->close))));
    }
    if (distances.size() < 40) return std::numeric_limits<double>::infinity();
    std::ranges::nth_element(distances, distances.begin() + std::ssize(distances) / 2);
    return distances[distances.size() / 2];
}

}  // namespace

void check_rows(OpenInterests const& series) {
    for (auto const& row : series.rows) {
        bool const known = !std::isnan(row.amount) || !std::isnan(row.value);
        require(known, series.place(row.at) + ": open interest is missing");
        require(!(row.amount < 0) && !(row.value < 0),
                series.place(row.at) + ": open interest is negative");
    }
    auto const twice =
        std::ranges::adjacent_find(series.rows, [](OpenInterest const& a, OpenInterest const& b) {
            bool const differ = (a.amount != b.amount && !std::isnan(a.amount)) ||
                                (a.value != b.value && !std::isnan(a.value));
            return a.time == b.time && differ;
        });
    if (twice == series.rows.end()) return;
    refuse(series.place(twice->at) + " and " + series.place((twice + 1)->at) +
           " are two counts of " + words::utc_text(twice->time / 1'000) +
           ". Does the label change its meaning between the files?");
}

void leave_out_repeats_and_outages(OpenInterests& series) {
    auto const note = [&](std::size_t n, std::string const& one, std::string const& many) {
        if (n > 0) series.notes.push_back(words::counted(n, one, many));
    };
    // What is of one time is the same, says check_rows.
    auto const repeated =
        std::ranges::unique(series.rows, {}, [](OpenInterest const& row) { return row.time; });
    note(repeated.size(), "row that repeats a count was left out",
         "rows that repeat a count were left out");
    series.rows.erase(repeated.begin(), repeated.end());

    auto const is_nothing = [](OpenInterest const& row) {
        return !(row.amount > 0) && !(row.value > 0);
    };
    if (std::ranges::all_of(series.rows, is_nothing)) return;
    note(std::erase_if(series.rows, is_nothing),
         "count of nothing was left out, which is an outage of the feed",
         "counts of nothing were left out, which are outages of the feed");
}

void check_size(Unit unit, VenueInput const& venue, std::string const& place) {
    require(unit != Unit::contracts || venue.contract_size > 0,
            place +
                ": open interest counts contracts, and how much a contract is of is not stated. "
                "State contract_size of the venue " +
                venue.name);
}

void check_clock(OpenInterests const& series, Unit unit, VenueInput const& venue,
                 data::Bars const& bars) {
    double const unit_is = worth(unit, venue, 1.0);
    if (unit == Unit::usd || !(unit_is > 0) ||
        (unit == Unit::contracts && venue.contract == Contract::inverse))
        return;
    std::size_t const every = 1 + series.rows.size() / 1'000;
    double const as_stamped = distance_with_lag(series, unit_is, bars, 0, every);
    if (!std::isfinite(as_stamped) || as_stamped < closest) return;
    std::int64_t best_lag = 0;
    double best = as_stamped;
    constexpr std::int64_t hour = 3'600, most = 14 * 24;
    for (std::int64_t h = -most; h <= most; ++h) {
        double const found = distance_with_lag(series, unit_is, bars, h * hour, every);
        if (found < best) best = found, best_lag = h * hour;
    }
    require(best_lag == 0 || best > 0.3 * as_stamped,
            series.files.front() + ": its clock is not that of the candles: value / amount is " +
                words::percent(as_stamped) + " from the close in the median, and " +
                words::percent(best) + " if every count was made " +
                words::duration(static_cast<double>(std::abs(best_lag))) +
                (best_lag > 0 ? " later" : " earlier") + " than it says");
}

void check_values(OpenInterests const& series, Unit unit, VenueInput const& venue,
                  data::Bars const& bars) {
    for (auto const& row : series.rows) {
        if (!(row.amount > 0) || !(row.value > 0)) continue;
        auto const prices = prices_at(bars, row.time / 1'000);
        if (!prices) continue;
        double const quotient = row.value / row.amount;
        double const low = worth(unit, venue, prices->low), high = worth(unit, venue, prices->high);
        if (fits(quotient, low, high)) continue;
        std::string const of_one = unit == Unit::coin        ? "a coin"
                                   : unit == Unit::contracts ? "a contract"
                                                             : "a dollar";
        refuse(series.place(row.at) + ": value / amount = " + words::price_in_words(quotient) +
               " USD for " + of_one + ", where candles say " + words::price_in_words(low) + " to " +
               words::price_in_words(high) + " at " + words::utc_text(row.time / 1'000) +
               reading_that_fits(row, venue, *prices));
    }
}

std::string jump_between(OpenInterests const& series, std::size_t n_rows) {
    // Within two hours open interest changes by a few percent, within a month of a small coin
    // tenfold.
    constexpr std::int64_t soon = 2 * 3'600'000;
    constexpr double soon_most = 1.9, most = 10;
    std::string first;
    std::size_t n = 0;
    for (std::size_t i = 1; i < n_rows; ++i) {
        auto const &a = series.rows[i - 1], &b = series.rows[i];
        bool const amounts = a.amount > 0 && b.amount > 0;
        double const ratio = amounts ? b.amount / a.amount : b.value / a.value;
        double const times = std::max(ratio, 1 / ratio);
        if (!(times > (b.time - a.time <= soon ? soon_most : most)) || !std::isfinite(times))
            continue;
        if (n++ == 0)
            first = series.place(b.at) + ": open interest is " + words::significant(ratio) +
                    " times that of " + series.place(a.at) + ", " +
                    words::duration(static_cast<double>(b.time - a.time) / 1e3) + " before";
    }
    if (n == 0) return {};
    return first + (n > 1 ? " (such changes: " + words::whole(n) + ")" : "") +
           ". Does the file change what it counts, one side and both, or coin and contracts?";
}

void check_scale(OpenAt const& open, std::string const& place, data::Bars const& bars,
                 std::int64_t as_of) {
    if (bars.turnover.empty() || open.usd == 0) return;
    auto const day = bars.between(as_of - seconds_per_day, as_of);
    double turnover = 0;
    for (double const usd : day.turnover) turnover += usd;
    if (!(turnover > 0)) return;
    double const ratio = open.usd / turnover;
    require(ratio < orders_of_magnitude && ratio > 1 / orders_of_magnitude,
            place + ": open interest is " + words::money(open.usd) + ", and the candles traded " +
                words::money(turnover) + " on the day before: " + words::significant(ratio) +
                " times as much. Is the unit of one of the two another one?");
}

}  // namespace liq::building
