/// \file
/// Reads what a snapshot says of a living book: the classes of its leverages, how long the
/// positions of each are held, and the size to which each returns.
#pragma once

#include "host/market/market.hpp"
#include "host/storage/reader.hpp"

namespace liq::market {

/// Reads `/positions/class`, `/book/turnover` and `/book/target`, all optional, into a market whose
/// leverages are known. Adds a warning where the file says that it has an older layout, which does
/// not have them.
/// \throws Error where one of them is not acceptable
void read_classes(storage::Reader const& file, Market& market);

}  // namespace liq::market
