/// \file
/// Makes the tables of resting depth that paths read, out of its points.
#pragma once

#include <vector>

#include "models/impact/depth_curve.hpp"
#include "models/impact/exact_depth.hpp"
#include "models/impact/parameters.hpp"

namespace liq {

/// The tables that a DepthView shows; they are empty for a power law.
struct DepthTables {
    std::vector<float> notional, distance, per_usd;  ///< bids, then asks
    int points = 0;                                  ///< of each side
    DepthTail bid, ask;
};

/// The tables of a book in single precision. Both sides must have the same number of points.
DepthTables build_depth_tables(ExactBook const& book);

}  // namespace liq
