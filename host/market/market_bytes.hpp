/// \file
/// A market as bytes, to hand it from the process that read the file to the one that asked.
/// Not a file format: both ends are the same program.
#pragma once

#include <string>
#include <string_view>

#include "host/market/market.hpp"

namespace liq::market {

std::string bytes_of(Market const& market);

/// The inverse. Exit::bad_input if the bytes are cut short, which only a damaged sender does.
Market market_of(std::string_view bytes);

}  // namespace liq::market
