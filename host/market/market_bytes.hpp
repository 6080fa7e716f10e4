/// \file
/// A market as bytes. The child process that reads a file sends them to its parent, and checkpoints
/// hold them. This is not a file format: only the same program reads them.
#pragma once

#include <string>
#include <string_view>

#include "host/market/market.hpp"

namespace liq::market {

std::string bytes_of(Market const& market);

/// The inverse of `bytes_of`.
/// \throws Error(Exit::bad_input) if the bytes are incomplete or no market: the child process was
///     damaged by the file that it read, or a checkpoint is not one of this program. Values are not
///     checked again, only what would make a reader of the market read elsewhere
Market market_of(std::string_view bytes);

}  // namespace liq::market
