/// \file
/// The tables of a market snapshot as CSV, for `liqcascade market inspect --csv TABLE`.
#pragma once

#include <array>
#include <string>

#include "host/market/market.hpp"

namespace liq::report {

/// Open interest by venue; where it would be liquidated, by side; the notional that would be
/// liquidated within a move of the price; the same at every price of the grid; the classes of a
/// living book; tiers of maintenance margin; resting depth; warnings.
inline constexpr std::array market_tables{"venues",  "destinations", "moves", "prices",
                                          "classes", "tiers",        "depth", "warnings"};

/// One table, see words::Sheet::csv; only its header where the snapshot has nothing of it.
/// \param table  one of `market_tables`
std::string market_csv(market::Market const& market, std::string const& table);

}  // namespace liq::report
