/// \file
/// Makes the book of fuel out of a market's positions (models/law.md 3 and 4).
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "host/findings/findings.hpp"
#include "host/market/market.hpp"
#include "kernels/plan.hpp"
#include "models/core/units.hpp"
#include "models/impact/exact_depth.hpp"

namespace liq::planning {

/// The values of a scenario on which the book depends.
struct BookTerms {
    double spot = 0;                       ///< USD
    PerSide liquidatable_share{1.0, 1.0};  ///< multiplies the shares of the snapshot
    double open_interest_factor = 1.0;
    /// Indices in Market::leverage, ascending: only positions with these. Empty: all positions.
    std::vector<std::size_t> levers{};
    /// Whether positions that are known by their liquidation price are part of it.
    bool known = true;

    /// The indices in Market::leverage to go through.
    [[nodiscard]] std::vector<std::size_t> levers_of(market::Market const& market) const;
};

/// The log distance from the liquidation to the bankruptcy price of known positions, at most 1.
/// \param at  position in `KnownFuel::notional`
double known_gap(market::KnownFuel const& known, std::size_t at);

struct Book {
    Ladder ladder;
    std::array<findings::BookSideFinding, n_sides> accounts;  ///< in the order of `Side`
};

/// Places the fuel of every position on the grid.
///
/// The liquidation price of a position follows from the tiers of its venue at the typical size of
/// such positions. Its fuel (linear: coins at the liquidation price, inverse: USD size) is split
/// linearly between the two nearest grid points, which keeps its sum and its mean log price. A
/// share that would belong to spot itself goes to the first level. Amounts are integers of 1/16 USD
/// from the start, so that no rounding changes their sum: on the grid + off the grid + wrong side +
/// not liquidatable is the fuel of the positions, and that the books of some leverages add up
/// exactly to the book of all.
///
/// Positions that are known by their liquidation price have their fuel there. The shares of the
/// snapshot are of the others; those of the scenario are of all.
/// \throws Error where a side has more than can be counted (7e13 USD)
Book book_of_positions(market::Market const& market, BookTerms const& terms);

/// The share of a side's open interest that no price on the grid liquidates: its liquidation price
/// is beyond the grid, or it has none.
double share_beyond_reach(findings::BookSideFinding const& side);

/// How far the depth falls when fuel of one side is liquidated in one step (models/law.md 5): the
/// factor is W = max(floor, exp(-per_usd fuel)). By default W = 1.
struct FuelWithdrawal {
    double per_usd = 0;  ///< eta phi/D1 [1/USD]
    double floor = 1;    ///< W_min [1]
};

FuelWithdrawal withdrawal_of(Plan const& plan, Side side);

/// The branching ratio n(u) of models/law.md 6 at every level of a side, 1..819 (entry 0 is not
/// used): the forced orders of a move through one level, divided by what the order book absorbs in
/// such a move at that distance. At n >= 1 a cascade sustains itself. The depth is that of t = 0,
/// times W after the fuel between spot and u was liquidated. Walls are left out, because they are
/// at single prices and have no density.
/// \param depth       of the side of the order book that takes the orders: bids for longs
/// \param withdrawal  by default W = 1
std::vector<double> branching_ratio(LadderSide const& side, ExactDepth const& depth,
                                    CascadeParameters const& cascade,
                                    FuelWithdrawal const& withdrawal = {});

}  // namespace liq::planning
