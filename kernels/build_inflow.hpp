/// \file
/// Makes the tables that a living book is filled from, out of kinds of new positions in any order.
#pragma once

#include <vector>

#include "kernels/plan.hpp"
#include "models/book/inflow.hpp"

namespace liq {

/// New positions that have the same venue and the same leverage.
struct InflowKind {
    double offset = 0;  ///< ln(P_liq/entry) [1]
    double weight = 0;  ///< any unit
    double gap = 0;     ///< log gap from the liquidation to the bankruptcy price [1]
};

/// Splits each kind between the two whole numbers of levels next to its distance, and scales the
/// weights to sum to 2^22. They are rounded as sums from the nearest distance outwards. What is
/// never on the grid, wherever it enters, is in no table. The order of the kinds does not matter.
/// The result is empty if no kind has weight.
InflowSide build_inflow_side(Side of, std::vector<InflowKind> kinds);

}  // namespace liq
