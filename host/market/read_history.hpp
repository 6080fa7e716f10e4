/// \file
/// Reads the group /history of a snapshot.
#pragma once

#include "host/market/market.hpp"
#include "host/storage/reader.hpp"

namespace liq::market {

/// Sets `market.history` if the file has the group. Times must be ascending, prices positive, open
/// and close between low and high. Volume, open interest and funding rate are optional.
void read_history(storage::Reader const& file, Market& market);

}  // namespace liq::market
