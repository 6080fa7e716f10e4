/// \file
/// Reads the group /margin of a snapshot.
#pragma once

#include "host/market/market.hpp"
#include "host/storage/reader.hpp"

namespace liq::market {

/// Sets contract, maintenance tiers and insurance fund of every venue in `market.venues`.
/// /margin/venue must have the same names in the same order. The amounts a_i of the tiers follow
/// from caps and rates (models/law.md 3).
void read_margin(storage::Reader const& file, Market& market);

}  // namespace liq::market
