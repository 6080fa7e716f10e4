/// \file
/// Sampling as the engine sees it: numbers, and views of the tables that planning made.
#pragma once

#include <cstdint>

#include "models/core/sampling_parameters.hpp"
#include "models/core/table.hpp"

namespace liq {

/// The first step of a segment, counted from 0. The steps of a path are cut into 2^log2_segments
/// segments, whose lengths differ by at most one step. For segment = 2^log2_segments it is the
/// number of steps.
constexpr int segment_start(int segment, int steps, int log2_segments) {
    return static_cast<int>((std::int64_t{segment} * steps) >> log2_segments);
}

/// The sum of the unit normals of segment s is sum_l weights[s][l] Z_i(l), by the Brownian bridge:
/// i(0) = 0 is the sum of all steps, i(l) = (2^k + s) >> (k + 1 - l) for l = 1 .. k the bridge of
/// level l, with k = log2_segments. Z_i is the normal of dimension i of the path's Sobol point.
struct SamplingView {
    SamplingKind kind = SamplingKind::independent;
    int replicates = 0;               ///< 0 with independent paths
    int steps = 0;                    ///< of a path; with halves, those of the other run
    int log2_segments = 0;            ///< k
    bool halved = false;              ///< the steps are halves of those of another run
    std::uint64_t whole_seed = 0;     ///< with halves: that of the other run
    Table<float> weights;             ///< [segment][term], k + 1 terms
    Table<std::uint32_t> directions;  ///< [dimension][bit], words bit-reversed
};

}  // namespace liq
