/// \file
/// The positions that open in a living book, from a market's positions (models/law.md 4).
#pragma once

#include <array>
#include <string>

#include "host/market/market.hpp"
#include "host/planning/book_of_positions.hpp"
#include "kernels/plan.hpp"

namespace liq::planning {

/// The inflow of both sides, in the order of `Side`. It has the snapshot's mix of venue and
/// leverage: the weight of each is its fuel that can be liquidated, summed over entry prices, and
/// its offset and gap are those of a position of typical size that is entered at spot. Positions
/// without a liquidation price do not open.
std::array<InflowSide, n_sides> inflow_of(market::Market const& market, BookTerms const& terms);

/// Refuses a living book that, with its target, has more fuel than its integers can represent.
/// \param place  place of book.target, for the message
/// \throws Error
void check_living_book(Ladder const& ladder, PerSide const& target, std::string const& place);

}  // namespace liq::planning
