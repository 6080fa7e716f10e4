/// \file
/// Volumes of candles, whatever they count, in coin and quote currency.
#pragma once

#include "host/data/bars.hpp"
#include "host/data/series.hpp"

namespace liq::data {

/// Whether a quotient of two volumes is a price of the candle, but for rounding (2 %).
bool is_price_of(Candle const& bar, double quotient);

/// Adds volumes and turnovers to bars; none, and a note, where nothing tells what volumes count.
/// \param stated         unit of the volumes where the format does not say it
/// \param contract_size  [coin, inverse: USD]; 0: not stated
/// \throws Error(Exit::bad_input) with the row: a turnover that contradicts volume and prices, or
///     contracts whose size nothing tells
void convert_volumes(Candles const& candles, Unit stated, double contract_size, Bars& bars);

}  // namespace liq::data
