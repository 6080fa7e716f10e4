/// \file
/// A market snapshot as a file in the newest layout (host/interface.md, Market snapshot). The same
/// content gives the same bytes.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "host/market/market.hpp"

namespace liq::market {

/// Attributes of the file beside those of the layout: names and texts.
using MoreAttributes = std::vector<std::pair<std::string, std::string>>;

/// The bytes of the file.
std::string file_of(Market const& market, MoreAttributes const& more);

}  // namespace liq::market
