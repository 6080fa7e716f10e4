/// \file
/// The new positions of a living book: the snapshot's mix of leverages, as fixed log distances from
/// the entry price (models/law.md 4).
#pragma once

#include "models/core/table.hpp"

namespace liq {

/// The length of the tables of inflow is a multiple of this; entries that fill them up have no
/// weight.
inline constexpr int inflow_batch = 16;

/// New positions of one side. Each entry stands for those with the same distance to liquidation.
struct InflowSideView {
    /// From the entry to the liquidation price, outwards (longs: down), ascending [levels].
    FarTable<float> distance;
    FarTable<double> weight;  ///< share of the side's inflow; they sum to 1 [1]
    FarTable<double> gap;     ///< log gap from the liquidation to the bankruptcy price [1]
    int count = 0;            ///< a multiple of inflow_batch
};

/// Both sides, in the order of `Side`; owned by `Plan::inflow`.
struct InflowView {
    InflowSideView sides[2];
};

}  // namespace liq
