/// \file
/// The same question at half the step, on the same Brownian paths.
#pragma once

#include <cstdint>

#include "kernels/plan.hpp"
#include "models/core/expect.hpp"

namespace liq {

/// What the seed of the halves differs by from that of the whole steps (models/law.md 8).
inline constexpr std::uint64_t seed_of_halves = 0x9E3779B97F4A7C15u;

/// Lets the paths of a plan follow those of another one, whose steps are twice as long. The
/// increments of the diffusion of both halves sum to that of the whole step, so do the normals that
/// move a variance, and the jumps of a whole step fall in one of its halves. Each plan alone has
/// its own law.
/// \param half   with twice as many steps, and else the same question
/// \param whole  with independent, antithetic or Sobol paths
inline void follow_in_halves(Plan& half, Plan const& whole) {
    LIQ_EXPECT(half.steps == 2 * whole.steps && !whole.sampling.whole_seed);
    half.seed = whole.seed ^ seed_of_halves;
    half.sampling = whole.sampling;
    half.sampling.whole_seed = whole.seed;
    half.layout.n_replicates = whole.layout.n_replicates;
}

}  // namespace liq
