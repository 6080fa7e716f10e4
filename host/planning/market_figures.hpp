/// \file
/// The figures of a snapshot: its open interest and the prices at which it would be liquidated.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "host/findings/findings.hpp"
#include "host/market/market.hpp"
#include "models/core/units.hpp"

namespace liq::planning {

/// One bucket of the ladder of fuel.
struct FuelBucket {
    double price = 0;     ///< USD
    double distance = 0;  ///< price/spot - 1
    double fuel = 0;      ///< USD
};

/// The figures of a market at its own spot, with one entry for each side in the order of `Side`.
struct MarketFigures {
    /// Open interest by [side][venue], USD at entry.
    std::array<std::vector<double>, n_sides> by_venue;
    std::array<findings::BookSideFinding, n_sides> book;  ///< the same, by liquidation price
    /// Share of the open interest that no price on the grid liquidates: its liquidation price is at
    /// a log distance above 0.8, or spot is already beyond it, or there is none.
    std::array<double, n_sides> beyond_reach{};
    std::array<std::vector<FuelBucket>, n_sides> walls;  ///< the largest buckets, largest first
    /// Fuel between spot and a move of `near_moves[i]` against the side, USD.
    std::array<std::vector<double>, n_sides> near_fuel;
};

/// The whole open interest of a side [USD].
inline double interest_of(findings::BookSideFinding const& side) {
    return side.fuel + side.off_grid + side.wrong_side + side.not_liquidatable + side.never;
}

/// What a snapshot says of a class of its positions; sides in the order of `Side`.
struct ClassFigures {
    std::vector<double> leverages;                ///< ascending
    std::array<double, n_sides> open_interest{};  ///< USD at entry
    std::optional<double> turnover;        ///< s, infinite: never; none: the snapshot does not say
    std::array<double, n_sides> target{};  ///< of the fuel at the start [1]
};

/// The classes of a living book, in their order; none where the snapshot says nothing of them.
std::vector<ClassFigures> class_figures_of(market::Market const& market);

/// The moves of the price for `near_fuel`, as fractions of spot.
inline constexpr std::array<double, 6> near_moves{0.01, 0.02, 0.05, 0.10, 0.20, 0.50};

/// \param n_walls  largest number of buckets in `MarketFigures::walls`
/// \throws Error as `book_of_positions`
MarketFigures figures_of(market::Market const& market, std::size_t n_walls = 10);

}  // namespace liq::planning
