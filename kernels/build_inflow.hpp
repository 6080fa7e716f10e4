/// \file
/// Makes the tables that a living book is filled from, out of kinds of new positions in any order.
#pragma once

#include <vector>

#include "kernels/plan.hpp"

namespace liq {

/// New positions that have the same venue and the same leverage.
struct InflowKind {
    double offset = 0;  ///< ln(P_liq/entry) [1]
    double weight = 0;  ///< any unit
    double gap = 0;     ///< log gap from the liquidation to the bankruptcy price [1]
};

/// Sorts the kinds outwards and merges those with the same distance (in single precision, in which
/// paths read it). The weights are scaled to sum to 1, and the tables are filled up to a multiple
/// of `inflow_batch`. The order of the kinds does not matter. The result is empty if no kind has
/// weight.
InflowSide build_inflow_side(Side of, std::vector<InflowKind> kinds);

}  // namespace liq
