/// \file
/// What must hold between the keys of `[simulation]` and the events. Messages name the place of a
/// key.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/scenario/asked_events.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::scenario {

/// The first ten of some names, for messages.
std::string some_of(std::vector<std::string> const& names);

/// The outcome that a target of the standard error is of: the one named, else the first.
std::string target_outcome(Scenario const& scenario);

/// The word of the scenario's sampling.
std::string sampling_word(Scenario const& scenario);

/// Replicates with a target of the standard error, the default: the spread of fewer looks small
/// enough by chance, and the run ends there (tools/decisions/target_error.md).
inline constexpr int min_replicates_of_target = SamplingParameters{}.replicates;

/// Paths that are added together so that no replicate is behind another: pairs of all replicates
/// with antithetic sampling, one point of each with Sobol points, else 1.
std::uint64_t paths_together(SamplingParameters const& sampling);

/// Refuses replicates of independent paths, numbers of paths that do not fill the replicates, a
/// target with few replicates or of an outcome that there is not. Warns of Sobol points that are no
/// power of two.
void check_simulation(Scenario& scenario);

}  // namespace liq::scenario
