#include "host/data/candle_slips.hpp"

#include <algorithm>

#include "host/data/candle_checks.hpp"
#include "host/words/numbers.hpp"

namespace liq::data {

void extend_extremes(Candles& candles, std::vector<std::string>& notes) {
    std::vector<Candle*> slips;
    for (auto& bar : candles.rows) {
        auto const [low, high] = std::minmax(bar.open, bar.close);
        if (!has_prices(bar) || (bar.low <= low && bar.high >= high)) continue;
        bool const small = high <= bar.high * (1 + largest_slip) &&
                           low * (1 + largest_slip) >= bar.low && bar.low <= bar.high;
        if (!small) return;
        slips.push_back(&bar);
    }
    auto const most = most_slips * static_cast<double>(candles.rows.size());
    if (slips.empty() || static_cast<double>(slips.size()) > most) return;
    for (Candle* const bar : slips) {
        bar->high = std::max({bar->high, bar->open, bar->close});
        bar->low = std::min({bar->low, bar->open, bar->close});
    }
    notes.push_back("highs below open or close, or lows above them, that were moved there: " +
                    words::whole(slips.size()) +
                    "; the first one: " + candles.place(slips.front()->at));
}

void note_standstills(Candles const& candles, std::int64_t bar, std::vector<std::string>& notes) {
    constexpr std::int64_t day = 86'400'000;
    constexpr std::size_t fewest = 12;
    auto const& rows = candles.rows;
    std::size_t n = 0, longest = 0, at = 0;
    for (std::size_t i = 0; i < rows.size();) {
        std::size_t next = i + 1;
        if (rows[i].high == rows[i].low)
            while (next < rows.size() && rows[next].high == rows[i].low &&
                   rows[next].low == rows[i].high)
                ++next;
        std::size_t const length = next - i;
        if (length >= fewest && static_cast<std::int64_t>(length) * bar >= day) {
            ++n;
            if (length > longest) longest = length, at = i;
        }
        i = next;
    }
    if (n == 0) return;
    notes.push_back("the price stands still" +
                    (n == 1 ? std::string() : " " + words::whole(n) + " times, the longest") +
                    " from " + candles.place(rows[at].at) + " on, for " + words::whole(longest) +
                    " candles. Was the source down, or were its holes filled?");
}

}  // namespace liq::data
