/// \file
/// A snapshot in figures: what it holds and where that would be liquidated.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "host/findings/findings.hpp"
#include "host/market/market.hpp"
#include "models/core/units.hpp"

namespace liq::planning {

/// One bucket of the ladder of fuel.
struct FuelBucket {
    double price = 0;     ///< USD
    double distance = 0;  ///< of the price from spot, as a fraction of spot, negative below
    double fuel = 0;      ///< USD
};

/// What a market holds at its own spot, one entry a side in the order of `Side`.
struct MarketFigures {
    /// Open interest by [side][venue], USD at entry.
    std::array<std::vector<double>, n_sides> by_venue;
    std::array<findings::BookSideFinding, n_sides> book;  ///< where it would be liquidated
    /// Share of the open interest that no price on the grid liquidates: further than 0.8 of log
    /// distance, never, or already beyond its liquidation price.
    std::array<double, n_sides> beyond_reach{};
    std::array<std::vector<FuelBucket>, n_sides> walls;  ///< largest buckets, largest first
    /// Fuel between spot and a move of `near_moves[i]` against the side, USD.
    std::array<std::vector<double>, n_sides> near_fuel;
};

/// Moves of the price for which `near_fuel` is told, as fractions of spot.
inline constexpr std::array<double, 6> near_moves{0.01, 0.02, 0.05, 0.10, 0.20, 0.50};

MarketFigures figures_of(market::Market const& market, std::size_t n_walls = 10);

}  // namespace liq::planning
