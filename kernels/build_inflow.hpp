/// \file
/// From kinds of new positions, in any order, to the tables that a living book is filled from.
#pragma once

#include <vector>

#include "kernels/plan.hpp"

namespace liq {

/// New positions alike in venue and leverage.
struct InflowKind {
    double offset = 0;  ///< ln(P_liq/entry) [1]
    double weight = 0;  ///< any unit
    double gap = 0;     ///< log gap from the liquidation to the bankruptcy price [1]
};

/// Sorts the kinds outwards, merges those that are alike in it (in single precision, in which
/// paths read it), lets the weights sum to 1 and fills up to a multiple of `inflow_batch`. The
/// order of the kinds does not matter. Empty if nothing has weight.
InflowSide build_inflow_side(Side of, std::vector<InflowKind> kinds);

}  // namespace liq
