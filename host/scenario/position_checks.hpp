/// \file
/// Positions of the desk: read from tables and files, and what must hold of them alone.
#pragma once

#include "host/scenario/document.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::scenario {

/// Largest file of positions that is read.
inline constexpr std::size_t max_positions_bytes = 1 << 20;

/// Reads `[[position]]` and the file that `[portfolio]` names. Places are `position.NAME.key`.
/// \throws Error for more than `max_positions`, names that are not names or taken, both or neither
/// of leverage and wallet, an empty what_if, a file that cannot be read or is no such table
void read_positions(Node const& root, Scenario& scenario);

/// A CSV text as the tables that `[[position]]` would be; `source` names it in places. Commas
/// between cells, a cell may stand in double quotes; empty cells are absent keys.
Node positions_of_csv(std::string_view text, std::string const& source);

}  // namespace liq::scenario
