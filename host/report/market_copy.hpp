/// \file
/// Writes a market as a snapshot (host/interface.md, Market snapshot), into a group or at the root
/// of a file.
#pragma once

#include <string>

#include "host/market/market.hpp"
#include "host/storage/writer.hpp"

namespace liq::report {

/// Writes spot, positions, margins and depth, without the history, below the group `path` ("" for
/// the root of a file). The group must exist. A snapshot at the root can be read by `read_market`.
void write_market_copy(storage::Writer& writer, std::string const& path,
                       market::Market const& market);

}  // namespace liq::report
