/// \file
/// Candles whose high or low is slightly wrong.
#pragma once

#include <string>
#include <vector>

#include "host/data/bars.hpp"
#include "host/data/series.hpp"

namespace liq::data {

/// Moves highs below open or close, and lows above them, there. Does nothing where one of them is
/// no slip, or where there are too many (bars.hpp): then `check_prices` refuses the first.
void extend_extremes(Candles& candles, std::vector<std::string>& notes);

}  // namespace liq::data
