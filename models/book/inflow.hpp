/// \file
/// What opens in a living book: the snapshot's leverage mix as fixed log distances from the entry
/// price (model.md 4).
#pragma once

#include "models/core/table.hpp"

namespace liq {

/// Most offsets of a side, equal ones merged: more than any snapshot of 2 venues x 32 leverages.
inline constexpr int max_inflow_offsets = 1024;

/// New positions of one side, alike in where they are liquidated.
struct InflowSideView {
    FarTable<float> offset;   ///< ln(P_liq/entry), ascending, no two alike [1]
    FarTable<double> weight;  ///< share of the side's inflow; they sum to 1 [1]
    FarTable<double> gap;     ///< log gap from the liquidation to the bankruptcy price [1]
    int count = 0;
};

/// Both sides, in the order of `Side`; owned by `Plan::inflow`.
struct InflowView {
    InflowSideView sides[2];
};

}  // namespace liq
