/// \file
/// The part of a plan that says how the leading random numbers of paths are chosen, with its
/// tables.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/core/sampling_parameters.hpp"
#include "models/price/registry.hpp"

namespace liq {

/// The most segments, and with them Sobol dimensions, of a path. More of them cost more time than
/// they save: see tools/decisions/sampling.md.
inline constexpr int most_segments = 32;

/// Made by `plan_sampling`. The default is independent paths.
struct SamplingPlan {
    SamplingKind kind = SamplingKind::independent;
    /// R; 0 with independent paths. TotalsLayout::n_replicates must be the same number.
    int replicates = 0;
    /// log2 of the number of segments that the steps of a path are cut into; Sobol only.
    int log2_segments = 0;
    /// With it the steps of the plan are halves of those of another plan with this seed, whose
    /// paths its own paths follow. All of the above is that of the other plan (`follow_in_halves`).
    std::optional<std::uint64_t> whole_seed;
    /// [segment][term], see SamplingView
    std::vector<float> bridge_weights;
    /// [dimension][bit], see SamplingView
    std::vector<std::uint32_t> directions;
};

/// Whether paths of this price model can be antithetic or Sobol paths. Sampling acts on the unit
/// normals of the diffusion, and a model that draws from history has none.
bool can_be_sampled(PriceParameters const& model);

/// \param steps  of a path, at least 1
/// Nothing random is chosen here: on the path itself, scrambles follow from the plan's seed.
SamplingPlan plan_sampling(SamplingParameters const& parameters, int steps);

}  // namespace liq
