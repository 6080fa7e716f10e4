#include "host/building/entries.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "host/building/positions.hpp"
#include "host/errors.hpp"
#include "host/words/numbers.hpp"
#include "host/words/values.hpp"

namespace liq::building {
namespace {

constexpr std::size_t most_bins = 20'000;

/// The way from the last close to a price that is stated for later counts as one bar more.
void add_way_to(data::Bars& part, std::int64_t as_of, double price) {
    std::int64_t const open_end = as_of - part.end();
    if (open_end <= 0 || price == part.close.back()) return;
    double const before = part.close.back();
    double const per_second =
        std::accumulate(part.turnover.begin(), part.turnover.end(), 0.0) /
        static_cast<double>(part.seconds * static_cast<std::int64_t>(part.size()));
    part.time.push_back(part.end());
    part.open.push_back(before);
    part.close.push_back(price);
    part.high.push_back(std::max(before, price));
    part.low.push_back(std::min(before, price));
    part.turnover.push_back(per_second * static_cast<double>(open_end));
}

/// The bars of the window, with the way to the price.
data::Bars bars_within(PositionsInput const& how, data::Bars const& bars, std::int64_t as_of,
                       double price) {
    data::Bars part = bars.between(as_of - how.window.seconds, as_of);
    require(part.size() > 0, "the candles do not cover the window of the positions");
    if (how.turnover == EntryTurnover::even)
        part.turnover.assign(part.size(), static_cast<double>(part.seconds) / 86'400.0);
    require(
        !part.turnover.empty(),
        "the mixture spreads positions over turnover, and the candles have no volume (of mark "
        "and index prices all are 0), or none whose unit is known. State volume in [candles], or "
        "turnover = \"even\" in [positions]");
    add_way_to(part, as_of, price);
    return part;
}

/// Spreads the turnover of each bar evenly over its range.
void spread(data::Bars const& bars, double bin, Profile& profile) {
    double const first = std::floor(*std::ranges::min_element(bars.low) / bin);
    for (std::size_t i = 0; i < profile.n_intervals; ++i) {
        double const low = bars.low[i], high = std::max(bars.high[i], low + 1e-4 * bin);
        auto const from = static_cast<std::size_t>(std::floor(low / bin) - first);
        for (std::size_t b = from; b < profile.n_bins; ++b) {
            double const edge = bin * (first + static_cast<double>(b));
            if (edge >= high) break;
            double const overlap = std::min(high, edge + bin) - std::max(low, edge);
            profile.usd[i * profile.n_bins + b] =
                std::max(overlap, 0.0) / (high - low) * bars.turnover[i];
        }
    }
}

/// The first interval whose entries have not been liquidated since: the extreme ahead of an
/// interval moves towards the price from one to the next, so that later entries survive.
std::size_t first_open(Window const& window, Side side, double liquidation) {
    if (side == Side::long_side)
        return static_cast<std::size_t>(std::ranges::upper_bound(window.lowest, liquidation) -
                                        window.lowest.begin());
    return static_cast<std::size_t>(
        std::ranges::upper_bound(window.highest, liquidation, std::greater<>{}) -
        window.highest.begin());
}

}  // namespace

double bin_of(PositionsInput const& how, double price) {
    return how.bin > 0 ? how.bin : usual_bin(price);
}

Profile empty_profile(std::size_t n_intervals, double lowest, double highest, double bin) {
    double const first = std::floor(lowest / bin), last = std::floor(highest / bin);
    Profile profile;
    profile.n_intervals = n_intervals;
    profile.n_bins = static_cast<std::size_t>(last - first) + 1;
    require(profile.n_bins <= most_bins, "positions.bin is so narrow that the entries would need " +
                                             std::to_string(profile.n_bins) + " bins; at most " +
                                             std::to_string(most_bins));
    for (std::size_t b = 0; b < profile.n_bins; ++b)
        profile.entry_price.push_back(bin * (first + static_cast<double>(b)) / 2 +
                                      bin * (first + static_cast<double>(b) + 1) / 2);
    profile.usd.resize(profile.n_intervals * profile.n_bins);
    return profile;
}

void from_here_on(Window& window) {
    for (std::size_t i = window.lowest.size() - 1; i-- > 0;) {
        window.lowest[i] = std::min(window.lowest[i], window.lowest[i + 1]);
        window.highest[i] = std::max(window.highest[i], window.highest[i + 1]);
    }
}

Entries entries_of_candles(PositionsInput const& how, data::Bars const& bars, std::int64_t as_of,
                           double price) {
    data::Bars const part = bars_within(how, bars, as_of, price);
    Entries made;
    auto& window = made.window;
    window.begin = part.time.front();
    window.lowest = part.low;
    window.highest = part.high;
    double const bin = bin_of(how, price);
    made.profile = empty_profile(part.size(), *std::ranges::min_element(part.low),
                                 *std::ranges::max_element(part.high), bin);
    spread(part, bin, made.profile);
    from_here_on(window);
    for (std::int64_t const time : part.time)
        window.age_days.push_back(static_cast<double>(part.time.back() - time) / 86'400.0);
    std::int64_t const covered = as_of - window.begin;
    if (covered + bars.seconds < how.window.seconds)
        made.notes.push_back("the candles cover " + words::duration(static_cast<double>(covered)) +
                             " of the window of " +
                             words::duration(static_cast<double>(how.window.seconds)));
    return made;
}

std::vector<double> still_open(Entries const& entries, Side side, double leverage,
                               double holding_days, std::vector<double> const& liquidation) {
    auto const& window = entries.window;
    auto const& profile = entries.profile;
    std::vector<double> open(profile.n_bins, 0.0);
    std::vector<std::size_t> first(profile.n_bins);
    for (std::size_t b = 0; b < profile.n_bins; ++b)
        first[b] = first_open(window, side, liquidation[b]);
    double all = 0;
    for (std::size_t i = profile.n_intervals; i-- > 0;) {
        double const faded = std::exp(-window.age_days[i] * leverage / holding_days);
        for (std::size_t b = 0; b < profile.n_bins; ++b) {
            double const usd = profile.at(i, b) * faded;
            all += usd;
            if (i >= first[b]) open[b] += usd;
        }
    }
    for (double& share : open) share /= all;
    return open;
}

}  // namespace liq::building
