/// \file
/// Histories that tests of backtests make: hours whose returns are drawn, or chosen.
#pragma once

#include <cmath>
#include <cstddef>
#include <functional>
#include <optional>
#include <random>
#include <string>

#include "host/data/bars.hpp"
#include "host/words/utc_time.hpp"

namespace liq::validation {

inline constexpr std::int64_t new_year = 1'704'067'200;  ///< 2024-01-01T00:00:00Z
inline constexpr std::size_t hours_per_day = 24;
inline constexpr std::int64_t a_day = 86'400;  ///< s

/// Hours from midnight of the new year on. An hour opens at the close before it, closes after the
/// given log return, and reaches `reach` beyond both in log price.
inline data::Bars bars_of_returns(std::size_t n_days,
                                  std::function<double(std::size_t hour)> const& log_return,
                                  double reach = 0) {
    data::Bars bars;
    bars.seconds = 3'600;
    double price = 50'000;
    for (std::size_t hour = 0; hour < n_days * hours_per_day; ++hour) {
        double const close = price * std::exp(log_return(hour));
        bars.time.push_back(new_year + static_cast<std::int64_t>(hour) * bars.seconds);
        bars.open.push_back(price);
        bars.close.push_back(close);
        bars.high.push_back(std::max(price, close) * std::exp(reach));
        bars.low.push_back(std::min(price, close) * std::exp(-reach));
        price = close;
    }
    return bars;
}

/// Normal returns whose volatility changes slowly.
inline data::Bars random_bars(std::size_t n_days, unsigned seed) {
    std::mt19937_64 generator(seed);
    std::normal_distribution<double> normal;
    double level = 0;
    return bars_of_returns(
        n_days,
        [&](std::size_t hour) {
            if (hour % hours_per_day == 0) level = 0.95 * level + 0.15 * normal(generator);
            return 0.005 * std::exp(level) * normal(generator);
        },
        0.001);
}

/// A file of implied volatilities of days from `first` to `last`, but for one; they are counted
/// from the new year.
inline std::string implied_of(std::size_t first, std::size_t last,
                              std::optional<std::size_t> but = {}) {
    std::string text = "date,dvol\n";
    for (std::size_t day = first; day <= last; ++day)
        if (day != but)
            text +=
                words::iso_utc(new_year + static_cast<std::int64_t>(day) * a_day).substr(0, 10) +
                ",55\n";
    return text;
}

}  // namespace liq::validation
