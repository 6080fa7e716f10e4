#include "host/estimation/daily_variance.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "host/errors.hpp"
#include "host/words/utc_time.hpp"
#include "host/words/values.hpp"
#include "models/core/units.hpp"

namespace liq::estimation {
namespace {

constexpr std::int64_t longest_bar = 3'600;
constexpr double not_usable = std::numeric_limits<double>::quiet_NaN();

/// The variance of the bars [first, last), or NaN.
double variance_of_day(data::Bars const& bars, std::size_t first, std::size_t last) {
    std::size_t n_filled = 0;
    double sum = 0;
    for (std::size_t i = first; i < last; ++i) {
        if (!bars.filled.empty()) n_filled += bars.filled[i];
        double const before = i == 0 ? bars.open[0] : bars.close[i - 1];
        double const move = std::log(bars.close[i] / before);
        sum += move * move;
    }
    return 4 * n_filled > last - first || sum == 0 ? not_usable : sum;
}

}  // namespace

DailyVariance::DailyVariance(std::int64_t until, std::vector<double> values)
    : until_(until), value_(std::move(values)), sum_{0.0}, n_unusable_{0} {
    for (double const value : value_) {
        bool const known = !std::isnan(value);
        sum_.push_back(sum_.back() + (known ? value : 0));
        n_unusable_.push_back(n_unusable_.back() + (known ? 0 : 1));
    }
}

std::int64_t DailyVariance::time(std::size_t day) const {
    return until_ - static_cast<std::int64_t>(size() - day) * seconds_per_day;
}

bool DailyVariance::usable(std::size_t first, std::size_t last) const {
    return first < last && last <= size() && n_unusable_[last] == n_unusable_[first];
}

double DailyVariance::mean(std::size_t first, std::size_t last) const {
    if (!usable(first, last)) return not_usable;
    return (sum_[last] - sum_[first]) / static_cast<double>(last - first);
}

DailyVariance daily_variance(data::Bars const& bars, std::int64_t until) {
    require(bars.seconds <= longest_bar && seconds_per_day % bars.seconds == 0,
            "the candles are " + words::length_in_words(Duration{bars.seconds}) +
                " long; the variance of a day needs candles of at most " +
                words::length_in_words(Duration{longest_bar}) + " that divide a day");
    require(until <= bars.end() && (bars.end() - until) % bars.seconds == 0,
            "no candle ends at " + words::iso_utc(until) + "; the candles of " +
                words::length_in_words(Duration{bars.seconds}) + " end at " +
                words::iso_utc(bars.end()));
    auto const per_day = static_cast<std::size_t>(seconds_per_day / bars.seconds);
    auto const n_bars = bars.size() - static_cast<std::size_t>((bars.end() - until) / bars.seconds);
    require(n_bars >= per_day && n_bars <= bars.size(),
            "no whole day of candles lies before " + words::iso_utc(until));
    std::vector<double> values;
    for (std::size_t first = n_bars % per_day; first < n_bars; first += per_day)
        values.push_back(variance_of_day(bars, first, first + per_day));
    return {until, std::move(values)};
}

}  // namespace liq::estimation
