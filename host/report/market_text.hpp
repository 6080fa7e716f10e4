/// \file
/// A snapshot as text and as JSON, for `liqcascade market inspect`.
#pragma once

#include <cstddef>
#include <string>

#include "host/market/market.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// A page for a terminal: origin, totals per side and venue, where the positions would be
/// liquidated, the largest walls of fuel, margin tiers, depth, history, warnings.
std::string describe_market(market::Market const& market, words::TextStyle const& style,
                            std::size_t n_walls = 10);

/// The same as one JSON document.
std::string market_json(market::Market const& market, std::size_t n_walls = 10);

}  // namespace liq::report
