#include "host/building/depth.hpp"

#include <algorithm>
#include <cmath>

#include "host/data/format.hpp"
#include "host/errors.hpp"
#include "host/words/counts.hpp"
#include "host/words/numbers.hpp"
#include "host/words/utc_time.hpp"

namespace liq::building {
namespace {

using data::Depth;

constexpr double near_price = 0.01;
constexpr double orders_of_magnitude = 1e4;
constexpr double smallest_reach = 1e-3;  ///< of a file of distances; less is hardly any book

/// Where a recipe names no distances and the file has levels.
std::vector<double> const usual_distances{0.0005, 0.001, 0.002, 0.003, 0.005, 0.0075, 0.01,
                                          0.015,  0.02,  0.03,  0.05,  0.075, 0.1};

double middle_of(Depth const& depth) {
    if (!depth.bids.empty() && !depth.asks.empty())
        return (depth.bids.front().price + depth.asks.front().price) / 2;
    return depth.middle;
}

/// USD within a distance of the middle; NaN where the levels of the file end before it.
double within(std::vector<data::DepthLevel> const& levels, double middle, double distance) {
    if (std::abs(levels.back().price / middle - 1) < distance)
        return std::numeric_limits<double>::quiet_NaN();
    double sum = 0;
    for (auto const& level : levels) {
        if (std::abs(level.price / middle - 1) > distance) break;
        sum += level.price * level.size;
    }
    return sum;
}

void add_row(market::DepthTable& table, double distance, double bid, double ask) {
    table.distance.push_back(distance);
    table.bid.push_back(bid);
    table.ask.push_back(ask);
}

/// Distances at which a side has nothing more than at the one before are left out: a snapshot needs
/// amounts that increase.
void keep_increasing(DepthAt& made) {
    market::DepthTable kept;
    auto const& all = made.table;
    for (std::size_t i = 0; i < all.distance.size(); ++i) {
        double const bid = kept.bid.empty() ? 0 : kept.bid.back();
        double const ask = kept.ask.empty() ? 0 : kept.ask.back();
        if (all.bid[i] > bid && all.ask[i] > ask)
            add_row(kept, all.distance[i], all.bid[i], all.ask[i]);
    }
    if (kept.distance.size() < all.distance.size())
        made.notes.push_back(words::counted(all.distance.size() - kept.distance.size(),
                                            "distance was", "distances were") +
                             " left out, within which nothing more rests than nearer the middle");
    made.table = kept;
}

void from_levels(Depth const& depth, std::vector<double> const& distances, DepthAt& made) {
    std::size_t beyond = 0;
    for (double const distance : distances) {
        double const bid = within(depth.bids, made.middle, distance);
        double const ask = within(depth.asks, made.middle, distance);
        if (std::isnan(bid) || std::isnan(ask))
            ++beyond;
        else
            add_row(made.table, distance, bid, ask);
    }
    if (beyond > 0)
        made.notes.push_back(words::counted(beyond, "distance beyond the levels of the file was",
                                            "distances beyond the levels of the file were") +
                             " left out: it reaches " +
                             words::percent(std::min(1 - depth.bids.back().price / made.middle,
                                                     depth.asks.back().price / made.middle - 1)) +
                             " from the middle");
}

void from_sums(Depth const& depth, std::vector<double> const& distances, DepthAt& made) {
    for (auto const& row : depth.within) {
        bool const wanted = distances.empty() || std::ranges::any_of(distances, [&](double d) {
                                return std::abs(d - row.distance) < 1e-9;
                            });
        if (wanted) add_row(made.table, row.distance, row.bid, row.ask);
    }
}

/// The middle of a book is a price of its time.
void check_middle(Depth const& depth, DepthAt& made, data::Bars const& bars, std::int64_t as_of) {
    if (!(made.middle > 0)) return;
    std::int64_t const time = made.time == 0 ? as_of : made.time;
    auto const after = std::ranges::upper_bound(bars.time, time);
    if (after == bars.time.begin()) return;
    auto const i = static_cast<std::size_t>(after - bars.time.begin()) - 1;
    std::string const file = depth.files.front();
    if (time > bars.time[i] + 2 * bars.seconds) {
        made.warnings.push_back(file + ": no candle is of the time of the order book, " +
                                words::utc_text(time));
        return;
    }
    bool const fits = made.middle > bars.low[i] * (1 - near_price) &&
                      made.middle < bars.high[i] * (1 + near_price);
    require(fits, file + ": the middle of the order book is " + words::price_in_words(made.middle) +
                      ", and candles say " + words::price_in_words(bars.low[i]) + " to " +
                      words::price_in_words(bars.high[i]) + " at " + words::utc_text(time) + ": " +
                      words::signed_percent(made.middle / bars.close[i] - 1) +
                      ". It is not the book of this market at this time");
}

/// What rests within less than 1 % is compared as if it went on like this up to there.
void check_scale(DepthAt const& made, std::string const& place, data::Bars const& bars,
                 std::int64_t as_of) {
    if (bars.turnover.empty()) return;
    double turnover = 0;
    for (double const usd : bars.between(as_of - seconds_per_day, as_of).turnover) turnover += usd;
    if (!(turnover > 0)) return;
    double const most = made.table.bid.back() + made.table.ask.back();
    double const reach = made.table.distance.back();
    double const ratio = most / turnover;
    require(ratio < orders_of_magnitude &&
                ratio * std::max(1.0, near_price / reach) > 1 / orders_of_magnitude,
            place + ": " + words::money(most) + " rest within " + words::percent(reach) +
                ", and the candles traded " + words::money(turnover) +
                " on the day before: " + words::significant(ratio) +
                " times as much. Is the unit of one of the two another one?");
}

/// The power law through the amount within 1 %, in log distance.
DepthAt stated_depth(DepthInput const& input) {
    DepthAt made;
    made.taken_for = {.format = "stated", .unit = "usd"};
    made.read_as = "stated within 1 %, power law of exponent " + words::significant(input.exponent);
    auto const& distances = input.distances.empty() ? usual_distances : input.distances;
    for (double const distance : distances) {
        auto const amount = [&](double sign, double usd) {
            return std::round(usd * std::pow(std::log1p(sign * distance) / std::log1p(sign * 0.01),
                                             input.exponent));
        };
        add_row(made.table, distance, amount(-1, input.within->bid), amount(1, input.within->ask));
    }
    return made;
}

}  // namespace

Depth read_depth(Recipe const& recipe, std::int64_t until) {
    auto const& input = *recipe.depth;
    require(input.files.empty() == input.within.has_value(),
            recipe.path.string() + ": depth: either files, or within and exponent are needed");
    if (input.within) return {};
    data::Reading reading = reading_of(recipe, input.symbol, input.columns);
    reading.unit = input.unit;
    reading.contract_size = input.contract_size;
    reading.until = until;
    auto const files = files_of(recipe, input.files, "depth");
    require(files.size() == 1, recipe.path.string() + ": depth: one order book is needed, and " +
                                   std::to_string(files.size()) + " files match");
    return data::read_files<Depth>(files, input.format, reading, "depth");
}

DepthAt depth_of(Recipe const& recipe, Depth const& depth, data::Bars const& bars,
                 std::int64_t as_of) {
    auto const& input = *recipe.depth;
    std::string const place = recipe.path.string() + ": depth";
    require(std::ranges::is_sorted(input.distances), place + ".distances do not ascend");
    DepthAt made;
    if (input.within) {
        made = stated_depth(input);
    } else {
        made.notes = depth.notes;
        made.time = depth.time / 1'000;
        made.middle = middle_of(depth);
        require(made.time <= as_of + bars.seconds, depth.files.front() + ": the order book is of " +
                                                       words::utc_text(made.time) +
                                                       ", after as_of = " + words::utc_text(as_of) +
                                                       "; a snapshot holds nothing of the future");
        check_middle(depth, made, bars, as_of);
        bool const levels = depth.within.empty();
        if (levels)
            from_levels(depth, input.distances.empty() ? usual_distances : input.distances, made);
        else
            from_sums(depth, input.distances, made);
        made.taken_for = {
            .format = depth.format,
            .rows = levels ? depth.bids.size() + depth.asks.size() : depth.within.size(),
            .unit = levels ? "coin" : "usd"};
        made.read_as = words::counted(made.taken_for.rows, levels ? "level" : "distance") + " of " +
                       depth.format + (levels ? "" : ", amounts of all levels up to each");
        if (!levels && depth.within.back().distance < smallest_reach)
            made.warnings.push_back(
                depth.files.front() + ": its largest distance is " +
                words::significant(100 * depth.within.back().distance) +
                " % of the middle. Are its distances fractions, and not percent?");
        if (made.time != 0 &&
            std::abs(made.time - as_of) > std::max<std::int64_t>(bars.seconds, 3'600))
            made.warnings.push_back(depth.files.front() + ": the order book is of " +
                                    words::utc_text(made.time) + ", the snapshot of " +
                                    words::utc_text(as_of));
        if (made.time == 0)
            made.warnings.push_back(depth.files.front() +
                                    ": does not say when the order book was taken; it is taken to "
                                    "be of as_of");
    }
    keep_increasing(made);
    require(!made.table.distance.empty(),
            place + ": no distance is covered by the order book; state others in distances");
    check_scale(made, place, bars, as_of);
    return made;
}

}  // namespace liq::building
