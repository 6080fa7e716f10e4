/// \file
/// A history of candles in days of 24 h, counted back from a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "host/data/price_history.hpp"

namespace liq::estimation {

inline constexpr double days_per_year = 365;
inline constexpr double ms_per_day = 86'400e3;
inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// Days that end at `until` - 24 h k, the oldest first. A candle belongs to the day in which it
/// ends. NaN where a day has no candle.
struct Days {
    std::int64_t until = 0;  ///< Unix s
    /// Sum of squared log returns of the candles [1 per day]. Holes are as if filled flat: the
    /// return over one counts where it ends. NaN: more than a quarter of the day has no candles, or
    /// the price never moves.
    std::vector<double> variance;
    std::vector<double> open, high, low, close;

    [[nodiscard]] std::size_t size() const { return variance.size(); }
};

Days days_of(data::PriceHistory const& history, std::int64_t until);

/// Volatilities of the last days, annualised with days of 365 a year; NaN where the days do not
/// give one.
struct RealisedVolatility {
    int days = 0;
    std::size_t n_days = 0;         ///< of them that are usable
    double candles = not_a_number;  ///< root of the sum of squared returns over the sum of times
    double close_to_close = not_a_number;   ///< of daily closes, mean 0
    double parkinson = not_a_number;        ///< Parkinson (1980)
    double rogers_satchell = not_a_number;  ///< Rogers & Satchell (1991)
    double yang_zhang = not_a_number;       ///< Yang & Zhang (2000)
};

/// All but the first are of days of 24 h counted back from the end. A day of which more than a
/// quarter has no candles is left out; where that leaves fewer than three quarters of the days,
/// none is known.
RealisedVolatility realised_volatility(data::PriceHistory const& history, Days const& days,
                                       int last);

}  // namespace liq::estimation
