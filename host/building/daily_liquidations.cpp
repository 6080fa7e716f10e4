#include "host/building/daily_liquidations.hpp"

#include <algorithm>
#include <limits>

namespace liq::building {
namespace {

constexpr std::int64_t day_in_ms = 1'000 * seconds_per_day;
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

bool are_sums_of_days(data::Liquidations const& feed) {
    return std::ranges::all_of(feed.rows,
                               [](auto const& row) { return row.time % day_in_ms == 0; });
}

/// One feed, between its first and its last row.
DailyLiquidations days_of(data::Liquidations const& feed, std::int64_t until) {
    DailyLiquidations days;
    std::int64_t first = std::numeric_limits<std::int64_t>::max(), last = -1;
    for (auto const& row : feed.rows) {
        if (row.time >= until * 1'000) continue;
        first = std::min(first, row.time / day_in_ms);
        last = std::max(last, row.time / day_in_ms);
    }
    if (last < first) return days;
    bool const sums = are_sums_of_days(feed);
    days.first = first;
    for (auto& usd : days.usd)
        usd.assign(static_cast<std::size_t>(last - first + 1), sums ? unknown : 0.0);
    for (auto const& row : feed.rows) {
        if (row.time >= until * 1'000) continue;
        auto& usd = days.usd[static_cast<std::size_t>(row.side)]
                            [static_cast<std::size_t>(row.time / day_in_ms - first)];
        usd = (usd == usd ? usd : 0.0) + row.usd;
    }
    if (!sums)
        for (auto& usd : days.usd) usd.front() = usd.back() = unknown;
    return days;
}

}  // namespace

DailyLiquidations daily_liquidations(std::span<data::Liquidations const> feeds,
                                     std::int64_t until) {
    DailyLiquidations all;
    for (std::size_t f = 0; f < feeds.size(); ++f) {
        auto const more = days_of(feeds[f], until);
        if (f == 0) {
            all = more;
            continue;
        }
        std::int64_t const first = std::max(all.first, more.first);
        std::int64_t const end =
            std::min(all.first + std::ssize(all.usd[0]), more.first + std::ssize(more.usd[0]));
        DailyLiquidations both{first, {}};
        for (std::size_t s = 0; s < n_sides; ++s)
            for (std::int64_t day = first; day < end; ++day)
                both.usd[s].push_back(all.usd[s][static_cast<std::size_t>(day - all.first)] +
                                      more.usd[s][static_cast<std::size_t>(day - more.first)]);
        all = std::move(both);
    }
    return all;
}

}  // namespace liq::building
