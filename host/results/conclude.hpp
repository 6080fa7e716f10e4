/// \file
/// From totals to findings: integers become values with intervals, units and meanings.
#pragma once

#include "host/findings/findings.hpp"
#include "host/market/market.hpp"
#include "host/planning/make_plan.hpp"
#include "host/scenario/scenario.hpp"
#include "kernels/totals.hpp"

namespace liq::results {

/// What the paths in `totals` say. `complete` is whether they are all that the scenario asks for.
/// Fields about the machine (backend, seconds, ...) are the caller's to fill.
findings::RunFindings conclude(scenario::Scenario const& scenario, market::Market const& market,
                               planning::PlannedRun const& run, Totals const& totals);

}  // namespace liq::results
