#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "host/building/entries.hpp"
#include "host/data/format.hpp"
#include "host/errors.hpp"
#include "host/words/counts.hpp"
#include "host/words/numbers.hpp"
#include "host/words/utc_time.hpp"

namespace liq::building {
namespace {

using data::TradedAtPrice;
using data::VolumeProfile;

constexpr double near_price = 0.01;

std::string price_text(double price) {
    return words::price_in_words(price);
}

/// The rows of the window in order of time, and the length of an interval, the shortest distance of
/// two.
struct Part {
    std::vector<TradedAtPrice> rows;
    std::int64_t seconds = 0;
};
Part part_of(PositionsInput const& how, VolumeProfile const& traded, std::int64_t as_of) {
    Part part;
    std::vector<TradedAtPrice> all = traded.rows;
    std::ranges::sort(all, [](TradedAtPrice const& a, TradedAtPrice const& b) {
        return std::tuple(a.time, a.at.file, a.at.row) < std::tuple(b.time, b.at.file, b.at.row);
    });
    std::int64_t shortest = std::numeric_limits<std::int64_t>::max();
    for (std::size_t i = 1; i < all.size(); ++i)
        if (all[i].time > all[i - 1].time)
            shortest = std::min(shortest, all[i].time - all[i - 1].time);
    require(!all.empty() && all.back().time > all.front().time,
            traded.files.front() + ": has no two intervals, so that their length is not known");
    part.seconds = shortest / 1'000;
    for (auto const& row : all)
        if (row.time >= (as_of - how.window.seconds) * 1'000 &&
            row.time + shortest <= as_of * 1'000)
            part.rows.push_back(row);
    require(!part.rows.empty(), traded.files.front() + ": has no interval of the window of the " +
                                    "positions, which ends at " + words::utc_text(as_of));
    return part;
}

/// Entries lie in what was traded: the range that the row states, and that of candles of its time.
/// A price stands for its bin.
void check_price(TradedAtPrice const& row, double bin, VolumeProfile const& traded,
                 data::Bars const& bars) {
    auto const outside = [&](double low, double high) {
        return row.price + bin / 2 < low * (1 - near_price) ||
               row.price - bin / 2 > high * (1 + near_price);
    };
    require(!outside(row.low, row.high), traded.place(row.at) + ": price " + price_text(row.price) +
                                             " is not between low = " + price_text(row.low) +
                                             " and high = " + price_text(row.high));
    std::int64_t const time = row.time / 1'000;
    auto const after = std::ranges::upper_bound(bars.time, time);
    if (after == bars.time.begin()) return;
    auto const i = static_cast<std::size_t>(after - bars.time.begin()) - 1;
    if (time >= bars.time[i] + bars.seconds || !outside(bars.low[i], bars.high[i])) return;
    refuse(traded.place(row.at) + ": turnover at a price of " + price_text(row.price) +
           ", and candles say " + price_text(bars.low[i]) + " to " + price_text(bars.high[i]) +
           " at " + words::utc_text(time) + ". It is not the profile of this market at this time");
}

/// Adds an interval, or refuses a row whose range is not that of the rows of the same time.
void add_interval(TradedAtPrice const& row, TradedAtPrice const* before,
                  VolumeProfile const& traded, Window& window) {
    if (before == nullptr || row.time != before->time) {
        window.lowest.push_back(row.low);
        window.highest.push_back(row.high);
        return;
    }
    require(row.low == before->low && row.high == before->high,
            traded.place(row.at) + " and " + traded.place(before->at) + " are of one interval, " +
                words::iso_utc(row.time / 1'000) +
                ", and state two ranges: " + price_text(row.low) + " to " + price_text(row.high) +
                " and " + price_text(before->low) + " to " + price_text(before->high));
}

void check_end(Entries& made, VolumeProfile const& traded, Part const& part, std::int64_t as_of,
               double price) {
    auto const& last = part.rows.back();
    std::int64_t const end = last.time / 1'000 + part.seconds;
    if (as_of - end > part.seconds) {
        made.warnings.push_back(
            traded.files.back() + ": the volume profile ends at " + words::iso_utc(end) + ", " +
            words::duration(static_cast<double>(as_of - end)) + " before as_of");
        return;
    }
    require(price > last.low * (1 - near_price) && price < last.high * (1 + near_price),
            traded.place(last.at) + ": the last interval traded from " + price_text(last.low) +
                " to " + price_text(last.high) + ", and the price at as_of is " +
                price_text(price));
}

}  // namespace

Entries entries_of(Recipe const& recipe, data::Bars const& all, data::Bars const& bars,
                   std::int64_t as_of, double price) {
    auto const& how = recipe.positions;
    if (!how.volume_profile) return entries_of_candles(how, bars, as_of, price);
    auto const& input = *how.volume_profile;
    auto const files = files_of(recipe, input.files, "positions.volume_profile");
    auto const traded = data::read_files<data::VolumeProfile>(
        files, input.format, reading_of(recipe, "", input.columns), "volume profiles");
    auto made = entries_of_volume_profile(how, traded, all, as_of, price);
    made.files = files;
    made.notes.insert(made.notes.begin(),
                      "entries of " + words::counted(traded.rows.size(), "row") +
                          " of a volume profile, " + words::whole(made.profile.n_intervals) +
                          " intervals");
    return made;
}

Entries entries_of_volume_profile(PositionsInput const& how, VolumeProfile const& traded,
                                  data::Bars const& bars, std::int64_t as_of, double price) {
    Part const part = part_of(how, traded, as_of);
    auto const& rows = part.rows;
    Entries made;
    double const bin = bin_of(how, price);
    std::vector<std::size_t> interval;  // of each row
    for (std::size_t r = 0; r < rows.size(); ++r) {
        check_price(rows[r], bin, traded, bars);
        add_interval(rows[r], r == 0 ? nullptr : &rows[r - 1], traded, made.window);
        interval.push_back(made.window.lowest.size() - 1);
        if (made.window.age_days.size() < made.window.lowest.size())
            made.window.age_days.push_back(static_cast<double>(rows.back().time - rows[r].time) /
                                           86'400'000.0);
    }
    check_end(made, traded, part, as_of, price);
    made.window.begin = rows.front().time / 1'000;
    from_here_on(made.window);
    auto const [lowest, highest] = std::ranges::minmax(rows, {}, &TradedAtPrice::price);
    made.profile = empty_profile(made.window.lowest.size(), lowest.price, highest.price, bin);
    double const first = std::floor(lowest.price / bin);
    double all = 0;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        auto const b = static_cast<std::size_t>(std::floor(rows[r].price / bin) - first);
        made.profile.usd[interval[r] * made.profile.n_bins + b] += rows[r].turnover;
        all += rows[r].turnover;
    }
    require(all > 0, traded.files.front() + ": has no turnover in the window of the positions");
    made.notes = traded.notes;
    std::int64_t const covered = as_of - made.window.begin;
    if (covered + part.seconds < how.window.seconds)
        made.notes.push_back("the volume profile covers " +
                             words::duration(static_cast<double>(covered)) + " of the window of " +
                             words::duration(static_cast<double>(how.window.seconds)));
    return made;
}

}  // namespace liq::building
