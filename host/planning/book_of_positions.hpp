/// \file
/// From a market's positions to the book of fuel (models/law.md 3 and 4).
#pragma once

#include <array>

#include "host/findings/findings.hpp"
#include "host/market/market.hpp"
#include "kernels/plan.hpp"
#include "models/core/units.hpp"
#include "models/impact/exact_depth.hpp"

namespace liq::planning {

/// How a scenario reads the positions of a snapshot.
struct BookTerms {
    double spot = 0;                       ///< USD
    PerSide liquidatable_share{1.0, 1.0};  ///< times the snapshot's own
    double open_interest_factor = 1.0;
};

struct Book {
    Ladder ladder;
    std::array<findings::BookSideFinding, n_sides> accounts;  ///< in the order of `Side`
};

/// Places every position's fuel on the grid.
///
/// A position's liquidation price follows from its venue's tiers at the typical size of such
/// positions. Its fuel (linear: coins at the liquidation price, inverse: USD size) is split
/// linearly between the two nearest grid points, which keeps its sum and its mean log price; a
/// share that would fall on spot itself goes to the first level. Amounts are integers of 1/16 USD
/// from the start, so nothing is lost to rounding: on the grid + off it + wrong side + not
/// liquidatable is the fuel of the positions.
/// \throws Error when a side holds more than the counters can (7e13 USD)
Book book_of_positions(market::Market const& market, BookTerms const& terms);

/// The part of the open interest whose liquidation price lies on the grid, and the rest, as a share
/// of the side's total.
double share_beyond_reach(findings::BookSideFinding const& side);

/// How far the fuel of one side takes the depth down when it goes in one step (models/law.md 5):
/// W = max(floor, exp(-per_usd fuel)). By default not at all.
struct FuelWithdrawal {
    double per_usd = 0;  ///< eta phi/D1 [1/USD]
    double floor = 1;    ///< W_min [1]
};

FuelWithdrawal withdrawal_of(Plan const& plan, Side side);

/// n(u) of models/law.md 6 at every level of a side, 1..819 (entry 0 is unused): the orders that a
/// move through one level sets off, in units of what the book absorbs per move at that distance. At
/// n >= 1 a cascade sustains itself. The depth is that of t = 0, times W after the fuel between
/// spot and u is gone, and without walls, which stand at a price and have no density.
/// \param depth  of the side of the order book that takes the orders: bids for longs
/// \param withdrawal  of the fuel; by default W = 1
std::vector<double> branching_ratio(LadderSide const& side, ExactDepth const& depth,
                                    CascadeParameters const& cascade,
                                    FuelWithdrawal const& withdrawal = {});

}  // namespace liq::planning
