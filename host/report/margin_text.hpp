/// \file
/// Margin rules of a market, in words.
#pragma once

#include "host/market/market.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// A table of the maintenance tiers and the insurance fund of each venue.
void margin_section(words::TextPage& page, market::Market const& market);

}  // namespace liq::report
