/// \file
/// Log returns with the time that each of them took.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "host/data/price_history.hpp"

namespace liq::estimation {

struct Returns {
    std::int64_t seconds = 0;  ///< usual time of a return
    std::vector<double> move;  ///< log return
    std::vector<double> years;

    [[nodiscard]] std::size_t size() const { return move.size(); }
    [[nodiscard]] double total_years() const;
    [[nodiscard]] double total_move() const;
    /// Sum of squares over sum of times, the annualised variance around 0.
    [[nodiscard]] double realised_variance() const;
};

/// Returns from one close to a later one, of closes within the `days` before `until`: the last
/// close before each whole number of `seconds` before `until`, so that a return over a hole takes
/// its own time. Where `seconds` is at most the length of a candle, every close counts.
Returns returns_of(data::PriceHistory const& history, std::int64_t until, int days,
                   std::int64_t seconds);

}  // namespace liq::estimation
