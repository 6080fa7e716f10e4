#include "host/estimation/returns.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "host/estimation/days.hpp"

namespace liq::estimation {

double Returns::total_years() const {
    return std::accumulate(years.begin(), years.end(), 0.0);
}

double Returns::total_move() const {
    return std::accumulate(move.begin(), move.end(), 0.0);
}

double Returns::realised_variance() const {
    return std::inner_product(move.begin(), move.end(), move.begin(), 0.0) / total_years();
}

Returns returns_of(data::PriceHistory const& history, std::int64_t until, int days,
                   std::int64_t seconds) {
    std::int64_t const end = until * 1'000, step = std::max(history.bar, seconds * 1'000);
    std::int64_t const from = end - static_cast<std::int64_t>(days * ms_per_day);
    bool const every = seconds * 1'000 <= history.bar;
    Returns returns;
    returns.seconds = step / 1'000;
    std::size_t before = history.size(), at = 0;
    auto const take = [&](std::size_t i) {
        if (before < i) {
            returns.move.push_back(std::log(history.close[i] / history.close[before]));
            returns.years.push_back(static_cast<double>(history.end[i] - history.end[before]) /
                                    (ms_per_day * days_per_year));
        }
        before = i;
    };
    for (; at < history.size() && history.end[at] <= end; ++at) {
        if (history.end[at] < from) continue;
        bool const last = at + 1 == history.size() || history.end[at + 1] > end;
        // The number of whole steps that end after this close changes with the next one.
        if (every || last || (end - history.end[at]) / step != (end - history.end[at + 1]) / step)
            take(at);
    }
    return returns;
}

}  // namespace liq::estimation
