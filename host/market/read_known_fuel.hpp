/// \file
/// Reads positions that are known by the price at which they are liquidated.
#pragma once

#include "host/market/market.hpp"
#include "host/storage/reader.hpp"

namespace liq::market {

/// Whether a snapshot has such positions.
bool has_known_fuel(storage::Reader const& file);

/// Sets `known` of a market whose venues are known; nothing where the file has no such positions.
/// \throws Error with dataset and element: a bankruptcy price on the wrong side of its liquidation
///     price, axes other than those of /positions, a coverage that is not positive
void read_known_fuel(storage::Reader const& file, Market& market);

}  // namespace liq::market
