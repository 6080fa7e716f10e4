/// \file
/// Warnings about the positions of a market that need their liquidation prices.
#pragma once

#include <string>
#include <vector>

#include "host/market/market.hpp"
#include "host/planning/book_of_positions.hpp"

namespace liq::planning {

/// Warnings, with file and dataset, of positions that are beyond their liquidation price at the
/// spot of the book, of longs and shorts that are probably exchanged, because hardly any position
/// would be beyond it then, and of a book without positions.
/// \param terms  of the book
std::vector<std::string> book_warnings(market::Market const& market, Book const& book,
                                       BookTerms const& terms);

/// All warnings of a snapshot at its own spot: those of its reader, then those of its book.
/// \throws Error as `book_of_positions`
std::vector<std::string> market_warnings(market::Market const& market);

}  // namespace liq::planning
