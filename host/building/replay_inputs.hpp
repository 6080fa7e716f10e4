/// \file
/// What a replay of positions is given: the market of a venue bar by bar, and how far a position is
/// from its liquidation.
#pragma once

#include "host/building/open_interest.hpp"
#include "host/building/positions.hpp"
#include "host/data/bars.hpp"
#include "host/estimation/replay.hpp"

namespace liq::building {

/// Bars with volume, each with the last count of open interest up to its end.
estimation::ReplayHistory history_of(data::Bars const& bars, OpenAt const& open);

/// Liquidation price over entry price of a position of the typical size of its leverage that enters
/// at `price`; NaN for one that is never liquidated.
double liquidation_ratio(PositionsInput const& how, VenueBook const& venue, Side side,
                         double leverage, double price);

/// Refuses candles without volumes, with which positions turn over.
void require_volume(data::Bars const& bars);

}  // namespace liq::building
