/// \file
/// What each class of leverages would liquidate a day, if it held all of the open interest: the
/// basis of the estimate of the book, by replay.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "host/estimation/leverage_menu.hpp"
#include "host/estimation/replay.hpp"
#include "models/core/units.hpp"
#include "models/margin/contract.hpp"

namespace liq::estimation {

/// Moves of the price against a side within which its fuel is stated.
inline constexpr std::array fuel_moves{0.01, 0.02, 0.05, 0.10};
using ByMove = std::array<double, fuel_moves.size()>;

/// A kind of contract at a venue.
struct ReplayedContract {
    Contract contract = Contract::linear;
    ReplayHistory history;
    /// Liquidation price over entry price, by side and leverage of the menu; NaN: never liquidated.
    std::array<ByLeverage, n_sides> ratio{};
};

/// Of each bar the number of its scored day, -1 for bars of other days.
struct ScoredDays {
    std::size_t count = 0;
    std::vector<std::ptrdiff_t> of_bar;
};

/// The basis of a side for one c, over all contracts. Everything is for weights of 1.
struct Basis {
    std::vector<double> liquidated;          ///< [leverage][day], USD
    std::array<ByMove, n_leverages> fuel{};  ///< after the last bar, within `fuel_moves`, USD

    [[nodiscard]] std::size_t n_days() const { return liquidated.size() / n_leverages; }
    [[nodiscard]] std::span<double const> of(std::size_t lever) const {
        return std::span(liquidated).subspan(lever * n_days(), n_days());
    }
};

/// Fuel is coin at the liquidation price, of inverse contracts the size in USD.
/// \param price  after the last bar
Basis basis_of(std::span<ReplayedContract const> contracts, Side side, double volume_days,
               ScoredDays const& days, double price);

/// What is liquidated a day with these weights [USD].
std::vector<double> liquidated_with(ByLeverage const& weight, Basis const& basis);
/// The fuel with these weights [USD].
ByMove fuel_with(ByLeverage const& weight, Basis const& basis);

}  // namespace liq::estimation
