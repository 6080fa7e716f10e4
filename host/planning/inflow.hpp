/// \file
/// The positions that open in a living book, from a market's positions (models/law.md 4).
#pragma once

#include <array>
#include <string>
#include <vector>

#include "host/market/market.hpp"
#include "host/planning/book_of_positions.hpp"
#include "kernels/plan.hpp"

namespace liq::planning {

/// The inflow of both sides, in the order of `Side`, of positions with the leverages of `terms`. It
/// has the snapshot's mix of venue and leverage: the weight of each is its fuel that can be
/// liquidated, summed over entry prices, and its offset and gap are those of a position of typical
/// size that is entered at spot. Positions without a liquidation price do not open. Those that are
/// known by their liquidation price open at its distance from the snapshot's spot.
std::array<InflowSide, n_sides> inflow_of(market::Market const& market, BookTerms const& terms);

/// Refuses a living book whose classes, with their targets, have more fuel than its integers can
/// represent.
/// \param place  place of book.target, for the message
/// \throws Error
void check_living_book(std::vector<LivingClass> const& classes, std::string const& place);

}  // namespace liq::planning
