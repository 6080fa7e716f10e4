#include "host/validation/price_history.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "host/estimation/har_forecast.hpp"
#include "models/core/units.hpp"

namespace liq::validation {
namespace {

std::chrono::year_month_day date_of(std::int64_t time) {
    return std::chrono::sys_days(std::chrono::days(time / seconds_per_day));
}

}  // namespace

PriceHistory::PriceHistory(data::Bars bars)
    : bars_(std::move(bars)),
      variance_(estimation::daily_variance(bars_, bars_.end() / seconds_per_day * seconds_per_day)),
      per_day_(static_cast<std::size_t>(seconds_per_day / bars_.seconds)) {
    auto const behind = static_cast<std::size_t>((bars_.end() - variance_.until()) / bars_.seconds);
    offset_ = bars_.size() - behind - variance_.size() * per_day_;
}

std::int64_t PriceHistory::day_at(std::int64_t time) const {
    return (time - variance_.time(0)) / seconds_per_day;
}

std::size_t PriceHistory::month_begin(std::size_t day) const {
    auto const back = static_cast<unsigned>(date_of(time(day)).day()) - 1;
    return day - std::min<std::size_t>(day, back);
}

int PriceHistory::year(std::size_t day) const {
    return static_cast<int>(date_of(time(day)).year());
}

double PriceHistory::price(std::size_t day) const {
    std::size_t const bar = bar_at(day);
    return bar == 0 ? bars_.open[0] : bars_.close[bar - 1];
}

double PriceHistory::log_return(std::size_t day) const {
    return std::log(price(day + 1) / price(day));
}

bool PriceHistory::usable(std::size_t day, std::size_t horizon) const {
    return estimation::can_forecast(variance_, day) && variance_.usable(day, day + horizon);
}

PriceHistory::Extremes PriceHistory::extremes(std::size_t day, std::size_t horizon) const {
    auto const first = static_cast<std::ptrdiff_t>(bar_at(day));
    auto const last = static_cast<std::ptrdiff_t>(bar_at(day + horizon));
    double const high = *std::max_element(bars_.high.begin() + first, bars_.high.begin() + last);
    double const low = *std::min_element(bars_.low.begin() + first, bars_.low.begin() + last);
    double const from = price(day);
    return {std::max(0.0, std::log(high / from)), std::min(0.0, std::log(low / from))};
}

PriceHistory::Reached PriceHistory::first_reached(std::size_t day, std::size_t horizon,
                                                  double above, double below) const {
    double const upper = price(day) * std::exp(above), lower = price(day) * std::exp(-below);
    for (std::size_t i = bar_at(day); i < bar_at(day + horizon); ++i) {
        bool const goes_up = bars_.high[i] >= upper, goes_down = bars_.low[i] <= lower;
        if (goes_up && goes_down) return bars_.close[i] >= bars_.open[i] ? down : up;
        if (goes_up) return up;
        if (goes_down) return down;
    }
    return neither;
}

}  // namespace liq::validation
