/// \file
/// The group /margin of a snapshot.
#pragma once

#include "host/market/market.hpp"
#include "host/storage/reader.hpp"

namespace liq::market {

/// Fills contract, maintenance tiers and insurance fund of every venue in `market.venues`, whose
/// names /margin/venue must repeat. Amounts a_i follow from caps and rates (models/law.md 3).
void read_margin(storage::Reader const& file, Market& market);

}  // namespace liq::market
