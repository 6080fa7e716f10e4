/// \file
/// A market as bytes. The child process that reads a file sends them to its parent. This is not a
/// file format: both processes are the same program.
#pragma once

#include <string>
#include <string_view>

#include "host/market/market.hpp"

namespace liq::market {

std::string bytes_of(Market const& market);

/// The inverse of `bytes_of`.
/// \throws Error(Exit::bad_input) if the bytes are incomplete, which happens only after an error in
///     the child process
Market market_of(std::string_view bytes);

}  // namespace liq::market
