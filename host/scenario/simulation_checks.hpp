/// \file
/// Checks of the keys of `[simulation]` against each other and against the events. Messages name
/// the place of a key.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/scenario/asked_events.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::scenario {

/// The first ten of some names, for messages.
std::string some_of(std::vector<std::string> const& names);

/// The outcome whose standard error has the target: the one that the scenario names, else the
/// first.
std::string target_outcome(Scenario const& scenario);

/// The word for the scenario's sampling, as in a scenario file.
std::string sampling_word(Scenario const& scenario);

/// Smallest number of replicates with a target of the standard error; it is also the default. With
/// fewer replicates their spread is often small enough by chance, and the run would end too early
/// (tools/decisions/target_error.md).
inline constexpr int min_replicates_of_target = SamplingParameters{}.replicates;

/// The smallest number of paths that gives every replicate equally many: a pair for each replicate
/// with antithetic sampling, a point for each with Sobol points, else 1.
std::uint64_t paths_together(SamplingParameters const& sampling);

/// Refuses replicates of independent paths, a number of paths that the replicates cannot share
/// equally, a target with too few replicates and a target for an unknown outcome. Warns if the
/// number of Sobol points is not a power of two.
void check_simulation(Scenario& scenario);

}  // namespace liq::scenario
