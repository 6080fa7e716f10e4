/// \file
/// What markets say about the outcomes of a run, before it is simulated.
#pragma once

#include <vector>

#include "host/findings/benchmark.hpp"
#include "host/planning/make_plan.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::planning {

/// The mean variance of the log price over a time, a year; NaN for a law without a formula
/// (bootstrap, and hawkes away from its stationary mean).
double mean_annual_variance(PriceParameters const& law, double years);

/// One of each outcome of the run, in their order; `law_effect` is left for the results. Closed
/// forms are of geometric Brownian motion at the implied volatility with a drift of 0, watched all
/// the time (models/exact); outcomes with a condition have none.
/// \param scenario  whose benchmark needs no files any more
std::vector<findings::OutcomeBenchmark> benchmarks_of(scenario::Scenario const& scenario,
                                                      PlannedRun const& run);

}  // namespace liq::planning
