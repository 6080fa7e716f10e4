/// \file
/// Candles that a test makes, and what is said of those that are refused.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>

#include "host/data/bars.hpp"
#include "tests/host/data/read_data.hpp"

namespace liq::data {

inline constexpr std::int64_t begin = 1'749'157'200;  ///< 2025-06-05T21:00:00Z
inline constexpr std::int64_t hour = 3'600;

/// Hours that open at 100, 101, ..., close a dollar higher, and reach two dollars beyond both.
inline Candles some_candles(int n) {
    Candles candles;
    candles.files = {"a.csv"};
    for (int i = 0; i < n; ++i) {
        Candle bar;
        bar.time = (begin + i * hour) * 1'000;
        bar.open = 100 + i;
        bar.close = bar.open + 1;
        bar.high = bar.open + 3;
        bar.low = bar.open - 2;
        bar.at = {0, static_cast<std::uint32_t>(i + 1)};
        candles.rows.push_back(bar);
    }
    return candles;
}

/// The same with volumes of 2 each, of a unit that is not known.
inline Candles traded_candles(int n) {
    Candles candles = some_candles(n);
    for (auto& bar : candles.rows) bar.volume = 2;
    return candles;
}

inline std::string refused(Candles candles, Repairs const& repairs = {},
                           Unit volume = Unit::unknown, double contract_size = 0) {
    try {
        static_cast<void>(bars_of(std::move(candles), volume, contract_size, repairs));
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        return error.what();
    }
    ADD_FAILURE() << "was not refused";
    return {};
}

}  // namespace liq::data
