/// \file
/// Checks of candles, and the repairs that a caller may ask for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/data/bars.hpp"
#include "host/data/series.hpp"

namespace liq::data {

/// Whether all four prices are there.
bool has_prices(Candle const& bar);

/// \throws Error(Exit::bad_input) with the row: prices that are not positive or not in order, and
///     negative volumes
void check_prices(Candles const& candles);

/// Leaves out candles of a time that is there already, of candles in order.
/// \throws Error(Exit::bad_input) with both rows where they differ and `what` does not choose
void drop_duplicates(Candles& candles, OnDuplicate what, std::vector<std::string>& notes);

/// \param bar  length [ms]
/// \throws Error(Exit::bad_input) with the row: candles that begin off the grid of most others, or
///     that are cut short
void check_grid(Candles const& candles, std::int64_t bar);

/// \throws Error(Exit::bad_input) with both rows where the first price of a candle is more than
///     three times the close before it, or less than a third: another market, or another unit
void check_breaks(Candles const& candles);

/// Does what is asked about candles that are missing; a row that lacks a price is one.
/// \param bar  length [ms]
/// \throws Error(Exit::bad_input) with the rows around the hole, or if no row has all prices
void close_holes(Candles& candles, std::int64_t bar, OnGap what, std::vector<std::string>& notes);

}  // namespace liq::data
