/// \file
/// Candles whose high or low is slightly wrong, and candles that stand still.
#pragma once

#include <string>
#include <vector>

#include "host/data/bars.hpp"
#include "host/data/series.hpp"

namespace liq::data {

/// Moves highs below open or close, and lows above them, there. Does nothing where one of them is
/// no slip, or where there are too many (bars.hpp): then `check_prices` refuses the first.
void extend_extremes(Candles& candles, std::vector<std::string>& notes);

/// Says where the price stands still for a day or longer: candles without a range at one price are
/// what some sources write while nothing is known, and bring no variance. In order of time.
/// \param bar  length of the candles, ms
void note_standstills(Candles const& candles, std::int64_t bar, std::vector<std::string>& notes);

}  // namespace liq::data
