/// \file
/// What is odd about the positions of a market, once it is known where they would be liquidated.
#pragma once

#include <string>
#include <vector>

#include "host/market/market.hpp"
#include "host/planning/book_of_positions.hpp"

namespace liq::planning {

/// Positions that are already beyond their liquidation price at the spot that the book was built
/// for, and a book without positions. Each names the file and the dataset.
std::vector<std::string> book_warnings(market::Market const& market, Book const& book);

/// All that is odd about a snapshot at its own spot: what its reader saw, then the book's.
/// \throws Error as `book_of_positions`
std::vector<std::string> market_warnings(market::Market const& market);

}  // namespace liq::planning
