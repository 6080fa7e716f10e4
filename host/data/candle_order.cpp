#include "host/data/candle_order.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "host/errors.hpp"

namespace liq::data {

void sort_by_begin(Candles& candles, std::int64_t bar, std::vector<std::string>& notes) {
    // Some sources end a candle of 21:00 at 21:04:59, a second before the next one begins.
    auto const begin_of = [&](std::int64_t end) {
        constexpr std::int64_t minute = 60'000, second = 1'000;
        bool const is_last_second = bar >= minute && end % minute == minute - second;
        return end + (is_last_second ? second : 0) - bar;
    };
    if (candles.label == Label::end)
        for (auto& row : candles.rows) row.time = begin_of(row.time);
    auto const earlier = [](Candle const& a, Candle const& b) { return a.time < b.time; };
    if (std::ranges::is_sorted(candles.rows, earlier)) return;
    bool const newest_first = std::is_sorted(candles.rows.rbegin(), candles.rows.rend(), earlier);
    std::ranges::sort(candles.rows, [](Candle const& a, Candle const& b) {
        return std::tuple(a.time, a.at.file, a.at.row) < std::tuple(b.time, b.at.file, b.at.row);
    });
    if (newest_first)
        notes.emplace_back("candles came newest first and were turned round");
    else if (candles.files.size() == 1)
        notes.emplace_back("candles were not in order and were sorted");
}

std::int64_t length_of_bars(Candles const& candles) {
    std::vector<std::int64_t> times;
    times.reserve(candles.rows.size());
    for (auto const& bar : candles.rows) times.push_back(bar.time);
    std::ranges::sort(times);
    std::map<std::int64_t, std::size_t> count;
    for (std::size_t i = 1; i < times.size(); ++i)
        if (times[i] != times[i - 1]) ++count[times[i] - times[i - 1]];
    if (count.empty()) {
        auto const& only = candles.rows.front();
        require(only.end > only.time,
                candles.place(only.at) + ": is the only candle, so that its length is not known");
        return only.end - only.time;
    }
    return std::ranges::max_element(count, {}, [](auto const& c) { return c.second; })->first;
}

}  // namespace liq::data
