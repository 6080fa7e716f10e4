/// \file
/// Candles as they are: in order, each with its own begin and end. Holes stay open, and candles off
/// the grid stay where they are; estimators count with the time between closes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "host/data/bars.hpp"
#include "host/data/series.hpp"

namespace liq::data {

/// What is done about rows in which a price is missing.
enum class OnMissing : std::uint8_t {
    refuse,
    skip,  ///< as if the row were not there: the return over it has its own time
};
inline constexpr char const* on_missing_words[] = {"refuse", "skip"};

/// Ends ascend strictly.
struct PriceHistory {
    std::int64_t bar = 0;                  ///< length of most candles [ms]
    std::vector<std::int64_t> begin, end;  ///< Unix ms UTC
    std::vector<double> open, high, low, close;
    std::vector<std::string> notes;  ///< holes, candles off the grid, what was left out

    [[nodiscard]] std::size_t size() const { return end.size(); }
};

struct HistoryTerms {
    /// Only candles that have ended by then are looked at at all [Unix s].
    std::int64_t until = std::numeric_limits<std::int64_t>::max() / 2'000;
    OnMissing missing = OnMissing::refuse;
    OnDuplicate duplicate = OnDuplicate::refuse;
    OnDisorder disorder = OnDisorder::extend;
};

/// Sorts and checks candles.
/// \throws Error(Exit::bad_input) with file and row: no candle that has ended by `until`, prices
///     that are missing (unless they are to be skipped), not positive or not in order, breaks,
///     duplicates, candles that end no later than the one before them
PriceHistory price_history_of(Candles candles, HistoryTerms const& terms);

}  // namespace liq::data
