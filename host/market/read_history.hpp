/// \file
/// The group /history of a snapshot.
#pragma once

#include "host/market/market.hpp"
#include "host/storage/reader.hpp"

namespace liq::market {

/// Fills `market.history` if the file has the group: time ascending, low <= open, close <= high,
/// all positive; volume, open interest and funding rate where present.
void read_history(storage::Reader const& file, Market& market);

}  // namespace liq::market
