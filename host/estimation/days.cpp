#include "host/estimation/days.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace liq::estimation {
namespace {

/// Adds a candle to its day.
void add(Days& days, std::size_t day, data::PriceHistory const& history, std::size_t i) {
    if (std::isnan(days.open[day])) {
        days.open[day] = history.open[i];
        days.high[day] = history.high[i];
        days.low[day] = history.low[i];
    }
    days.high[day] = std::max(days.high[day], history.high[i]);
    days.low[day] = std::min(days.low[day], history.low[i]);
    days.close[day] = history.close[i];
    if (i == 0) return;
    double const move = std::log(history.close[i] / history.close[i - 1]);
    days.variance[day] += move * move;
}

double of_candles(data::PriceHistory const& history, std::int64_t until, int last) {
    double const from = static_cast<double>(until) * 1e3 - last * ms_per_day;
    double squares = 0, time = 0;
    for (std::size_t i = history.size(); i-- > 1;) {
        if (static_cast<double>(history.end[i - 1]) < from) break;
        double const move = std::log(history.close[i] / history.close[i - 1]);
        squares += move * move;
        time += static_cast<double>(history.end[i] - history.end[i - 1]);
    }
    return time > 0 ? std::sqrt(squares / time * ms_per_day * days_per_year) : not_a_number;
}

struct Sums {
    double n = 0, sum = 0, squares = 0;
    void add(double x) {
        n += 1;
        sum += x;
        squares += x * x;
    }
    [[nodiscard]] double variance() const { return (squares - sum * sum / n) / (n - 1); }
};

double annual(double daily_variance) {
    return std::sqrt(daily_variance * days_per_year);
}

}  // namespace

Days days_of(data::PriceHistory const& history, std::int64_t until) {
    auto const day = static_cast<std::int64_t>(ms_per_day);
    std::int64_t const end = until * 1'000;
    Days days;
    days.until = until;
    auto const n =
        static_cast<std::size_t>(std::max<std::int64_t>(0, (end - history.begin.front()) / day));
    days.variance.assign(n, 0);
    for (auto* column : {&days.open, &days.high, &days.low, &days.close})
        column->assign(n, not_a_number);
    std::vector<std::int64_t> covered(n, 0);
    for (std::size_t i = 0; i < history.size(); ++i) {
        if (history.end[i] > end) break;
        auto const back = static_cast<std::size_t>((end - history.end[i]) / day);
        if (back >= n) continue;
        add(days, n - 1 - back, history, i);
        covered[n - 1 - back] += history.end[i] - history.begin[i];
    }
    for (std::size_t i = 0; i < n; ++i)
        if (4 * covered[i] < 3 * day || days.variance[i] == 0) days.variance[i] = not_a_number;
    return days;
}

RealisedVolatility realised_volatility(data::PriceHistory const& history, Days const& days,
                                       int last) {
    RealisedVolatility found;
    found.days = last;
    std::size_t const n = days.size(), wanted = static_cast<std::size_t>(last);
    if (n < wanted) return found;
    found.candles = of_candles(history, days.until, last);
    double parkinson = 0, rogers_satchell = 0, closes = 0, close_days = 0;
    Sums overnight, within;
    for (std::size_t i = n - wanted; i < n; ++i) {
        if (std::isnan(days.variance[i])) continue;
        ++found.n_days;
        double const o = days.open[i], h = days.high[i], l = days.low[i], c = days.close[i];
        double const range = std::log(h / l);
        parkinson += range * range / (4 * std::numbers::ln2);
        rogers_satchell += std::log(h / c) * std::log(h / o) + std::log(l / c) * std::log(l / o);
        std::size_t before = i;
        while (before > 0 && std::isnan(days.close[before - 1])) --before;
        if (before == 0) continue;
        double const last_close = days.close[before - 1], move = std::log(c / last_close);
        closes += move * move;
        close_days += static_cast<double>(i - before + 1);
        overnight.add(std::log(o / last_close));
        within.add(std::log(c / o));
    }
    if (4 * found.n_days < 3 * wanted) return found;
    auto const count = static_cast<double>(found.n_days);
    found.parkinson = annual(parkinson / count);
    found.rogers_satchell = annual(rogers_satchell / count);
    if (close_days == 0) return found;
    found.close_to_close = annual(closes / close_days);
    if (overnight.n < 2) return found;
    double const k = 0.34 / (1.34 + (overnight.n + 1) / (overnight.n - 1));
    found.yang_zhang =
        annual(overnight.variance() + k * within.variance() + (1 - k) * rogers_satchell / count);
    return found;
}

}  // namespace liq::estimation
