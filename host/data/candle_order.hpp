/// \file
/// The order of candles: their begins, and how long most of them are.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/data/series.hpp"

namespace liq::data {

/// Makes begins out of labels, and sorts.
/// \param bar    length of a candle [ms]
/// \param notes  receives what was done about the order
void sort_by_begin(Candles& candles, std::int64_t bar, std::vector<std::string>& notes);

/// The most frequent distance of neighbours [ms].
/// \throws Error(Exit::bad_input) for a single candle that does not say when it ended
std::int64_t length_of_bars(Candles const& candles);

}  // namespace liq::data
