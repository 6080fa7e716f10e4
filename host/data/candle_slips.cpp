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

}  // namespace liq::data
