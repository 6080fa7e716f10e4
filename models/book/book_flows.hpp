/// \file
/// What becomes of the fuel of a book. Plain types.
#pragma once

#include "models/core/units.hpp"

namespace liq {

/// What happened to the fuel of one side along a path [1/16 USD]: initial + opened = closed +
/// liquidated + deleveraged + alive. Each of them is added up where it happens.
struct BookFlows {
    FuelTicks initial = 0;  ///< alive at t = 0
    FuelTicks opened = 0;   ///< new positions on the grid
    FuelTicks closed = 0;   ///< by their owners
    FuelTicks liquidated = 0;
    FuelTicks deleveraged = 0;      ///< closed to pay the other side's deficit
    FuelTicks alive = 0;            ///< at the horizon
    FuelTicks inflow_off_grid = 0;  ///< new positions beyond the grid, in none of the others
};

}  // namespace liq
