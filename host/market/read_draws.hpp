/// \file
/// Reads the draws of an estimated book from a snapshot.
#pragma once

#include "host/market/market.hpp"
#include "host/storage/reader.hpp"

namespace liq::market {

/// Reads `/positions/draws`, which is optional, into a market whose positions are known.
/// \throws Error where it is not acceptable: shapes that are not those of the positions, a weight
/// or
///     an amount below 0, a draw whose replay is not among those of the file
void read_draws(storage::Reader const& file, Market& market);

}  // namespace liq::market
