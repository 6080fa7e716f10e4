/// \file
/// Reads the desk's positions from tables and files, and checks each of them without the market.
#pragma once

#include "host/scenario/document.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::scenario {

/// Largest file of positions that is read.
inline constexpr std::size_t max_positions_bytes = 1 << 20;

/// Reads `[[position]]` and the file that `[portfolio]` names. Places are `position.NAME.key`.
/// \throws Error for more than `max_listed_positions`; a name that is not valid or that another
/// position has; both or neither of leverage and wallet; an empty what_if; a file that cannot be
/// read or is not such a table
void read_positions(Node const& root, Scenario& scenario);

}  // namespace liq::scenario
