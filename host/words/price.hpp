/// \file
/// Prices as people read them.
#pragma once

#include <string>

namespace liq::words {

/// A price with thousands separators and no needless decimals, "104,000" or "0.1234".
std::string price_in_words(double price);

}  // namespace liq::words
