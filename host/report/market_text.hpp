/// \file
/// A snapshot as text and as JSON, for `liqcascade market inspect`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "host/market/made_of.hpp"
#include "host/market/market.hpp"
#include "host/words/text_page.hpp"

namespace liq::report {

/// A page for a terminal: origin, totals per side and venue, where the positions would be
/// liquidated, the largest walls of fuel, margin tiers, depth, history, what it was made of,
/// warnings.
std::string describe_market(market::Market const& market, words::TextStyle const& style,
                            std::optional<market::MadeOf> const& made_of = {},
                            std::size_t n_walls = 10);

/// The same as one JSON document.
/// \throws Error(Exit::bad_input) for a list of parts that is none
std::string market_json(market::Market const& market,
                        std::optional<market::MadeOf> const& made_of = {},
                        std::size_t n_walls = 10);

}  // namespace liq::report
