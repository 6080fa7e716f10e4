#include "host/building/entries.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>

#include "host/errors.hpp"

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

/// The first bar whose entries have not been liquidated since: the extreme ahead of a bar moves
/// towards the price from bar to bar, so that later entries survive.
std::size_t first_open(Window const& window, Side side, double liquidation) {
    if (side == Side::long_side)
        return static_cast<std::size_t>(std::ranges::upper_bound(window.lowest, liquidation) -
                                        window.lowest.begin());
    return static_cast<std::size_t>(
        std::ranges::upper_bound(window.highest, liquidation, std::greater<>{}) -
        window.highest.begin());
}

}  // namespace

Window window_of(PositionsInput const& how, data::Bars const& bars, std::int64_t as_of,
                 double price) {
    Window window;
    auto& part = window.bars = bars.between(as_of - how.window.seconds, as_of);
    require(part.size() > 0, "the candles do not cover the window of the positions");
    require(
        !part.turnover.empty(),
        "the mixture spreads positions over turnover, and the candles have no volume whose unit "
        "is known. State volume in [candles]");
    add_way_to(part, as_of, price);
    std::size_t const n = part.size();
    window.lowest = part.low;
    window.highest = part.high;
    for (std::size_t i = n - 1; i-- > 0;) {
        window.lowest[i] = std::min(window.lowest[i], window.lowest[i + 1]);
        window.highest[i] = std::max(window.highest[i], window.highest[i + 1]);
    }
    for (std::size_t i = 0; i < n; ++i)
        window.age_days.push_back(static_cast<double>(part.time.back() - part.time[i]) / 86'400.0);
    return window;
}

Profile profile_of(data::Bars const& bars, double bin) {
    double const first = std::floor(*std::ranges::min_element(bars.low) / bin);
    double const last = std::floor(*std::ranges::max_element(bars.high) / bin);
    Profile profile;
    profile.n_bars = bars.size();
    profile.n_bins = static_cast<std::size_t>(last - first) + 1;
    require(profile.n_bins <= most_bins, "positions.bin is so narrow that the entries would need " +
                                             std::to_string(profile.n_bins) + " bins; at most " +
                                             std::to_string(most_bins));
    for (std::size_t b = 0; b < profile.n_bins; ++b)
        profile.entry_price.push_back(bin * (first + static_cast<double>(b)) / 2 +
                                      bin * (first + static_cast<double>(b) + 1) / 2);
    profile.usd.resize(profile.n_bars * profile.n_bins);
    for (std::size_t i = 0; i < profile.n_bars; ++i) {
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
    return profile;
}

std::vector<double> still_open(Window const& window, Profile const& profile, Side side,
                               double leverage, double holding_days,
                               std::vector<double> const& liquidation) {
    std::vector<double> open(profile.n_bins, 0.0);
    std::vector<std::size_t> first(profile.n_bins);
    for (std::size_t b = 0; b < profile.n_bins; ++b)
        first[b] = first_open(window, side, liquidation[b]);
    double all = 0;
    for (std::size_t i = profile.n_bars; i-- > 0;) {
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
