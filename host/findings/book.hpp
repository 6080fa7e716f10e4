/// \file
/// The book of a run: where its fuel stands at the start and what becomes of it.
#pragma once

#include <vector>

#include "host/findings/not_known.hpp"

namespace liq::findings {

/// Where the open interest of one side went when the book was built [USD]. Their sum is the fuel of
/// the snapshot; `never` is notional at entry, since it has no liquidation price.
struct BookSideFinding {
    double fuel = 0;              ///< on the grid
    double off_grid = 0;          ///< liquidation price further than 0.8 of log distance
    double wrong_side = 0;        ///< already beyond its liquidation price at spot
    double not_liquidatable = 0;  ///< hedged, cross-margined or cleared elsewhere
    double never = 0;             ///< has no liquidation price
};

/// What happened to the fuel of one side of a living book, means over paths [USD]: initial + opened
/// = closed + liquidated + deleveraged + alive, each added up where it happens.
struct FlowsFinding {
    double initial = not_known;
    double opened = not_known;
    double closed = not_known;  ///< by themselves
    double liquidated = not_known;
    double deleveraged = not_known;
    double alive = not_known;            ///< at the horizon
    double inflow_off_grid = not_known;  ///< beyond the grid, in none of the others
};

/// The ladder of fuel, one entry a grid point from the lowest price to the highest.
struct LadderFinding {
    std::vector<double> price;            ///< USD
    std::vector<double> fuel;             ///< USD; longs below spot, shorts above
    std::vector<double> bankruptcy_gap;   ///< fuel-weighted log gap to the bankruptcy price [1]
    std::vector<double> branching_ratio;  ///< n(u) of models/law.md 6, depth of the start [1]
    /// The same at the depth that the fuel between spot and the grid point leaves when it goes in
    /// one step; empty without withdrawal.
    std::vector<double> branching_ratio_withdrawn;
};

}  // namespace liq::findings
