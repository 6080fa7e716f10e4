/// \file
/// The book of a run: its fuel at the start, and what happens to it.
#pragma once

#include <vector>

#include "host/findings/not_known.hpp"

namespace liq::findings {

/// The open interest of one side, split by what the book does with it [USD]. The sum of all is the
/// fuel of the snapshot. `never` is counted as notional at entry, since it has no liquidation
/// price.
struct BookSideFinding {
    double fuel = 0;              ///< on the grid
    double off_grid = 0;          ///< liquidation price at a log distance above 0.8
    double wrong_side = 0;        ///< already beyond its liquidation price at spot
    double not_liquidatable = 0;  ///< hedged, cross-margined or cleared elsewhere
    double never = 0;             ///< has no liquidation price
};

/// Positions of a living book that are held for alike times, as scenario and snapshot together say.
struct ClassFinding {
    double lowest_leverage = not_known;
    double highest_leverage = not_known;
    double turnover = not_known;                               ///< s; infinite: never
    double target_long = not_known, target_short = not_known;  ///< of the fuel at the start [1]
};

/// What happened to the fuel of one side of a living book, as means over paths [USD]. initial +
/// opened = closed + liquidated + deleveraged + alive; each of them is counted on its own.
struct FlowsFinding {
    double initial = not_known;
    double opened = not_known;
    double closed = not_known;  ///< by turnover
    double liquidated = not_known;
    double deleveraged = not_known;
    double alive = not_known;            ///< at the horizon
    double inflow_off_grid = not_known;  ///< opened beyond the grid; not part of the others
};

/// The ladder of fuel, with one entry for each grid point from the lowest price to the highest.
struct LadderFinding {
    std::vector<double> price;            ///< USD
    std::vector<double> fuel;             ///< USD; longs below spot, shorts above
    std::vector<double> bankruptcy_gap;   ///< fuel-weighted log gap to the bankruptcy price [1]
    std::vector<double> branching_ratio;  ///< n(u) of models/law.md 6 with the depth at t = 0 [1]
    /// The same with the depth that is left after the fuel between spot and the grid point was
    /// liquidated in one step; empty without withdrawal.
    std::vector<double> branching_ratio_withdrawn;
};

}  // namespace liq::findings
