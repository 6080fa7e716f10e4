/// \file
/// From points of resting depth to the tables that paths read.
#pragma once

#include <vector>

#include "models/impact/depth_curve.hpp"
#include "models/impact/exact_depth.hpp"
#include "models/impact/parameters.hpp"

namespace liq {

/// What a DepthView shows; empty for a power law.
struct DepthTables {
    std::vector<float> notional, distance, per_usd;  ///< bids, then asks
    int points = 0;                                  ///< of each side
    DepthTail bid, ask;
};

/// The tables of a book in single precision. Both sides must have as many points.
DepthTables build_depth_tables(ExactBook const& book);

}  // namespace liq
