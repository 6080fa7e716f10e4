/// \file
/// What opens in a living book, from a market's positions (models/law.md 4).
#pragma once

#include <array>
#include <string>

#include "host/market/market.hpp"
#include "host/planning/book_of_positions.hpp"
#include "kernels/plan.hpp"

namespace liq::planning {

/// The snapshot's leverage mix, in the order of `Side`: every venue and leverage has the weight of
/// its fuel that can be liquidated, summed over entry prices, and the offset and gap that a
/// position of typical size entered at spot would have. What has no liquidation price does not
/// open.
std::array<InflowSide, n_sides> inflow_of(market::Market const& market, BookTerms const& terms);

/// Refuses a book that outgrows the integers of a living book, with its target.
/// \param place  where the target is written
/// \throws Error
void check_living_book(Ladder const& ladder, PerSide const& target, std::string const& place);

}  // namespace liq::planning
