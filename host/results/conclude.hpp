/// \file
/// Turns the counters of a run (Totals) into findings: values with intervals, units and meanings.
#pragma once

#include "host/findings/findings.hpp"
#include "host/market/market.hpp"
#include "host/planning/make_plan.hpp"
#include "host/scenario/scenario.hpp"
#include "kernels/totals.hpp"

namespace liq::results {

/// The findings from the paths counted in `totals`. Their field `complete` is whether these are all
/// paths that the scenario asks for. The caller fills the fields about the machine (backend,
/// seconds, ...).
findings::RunFindings conclude(scenario::Scenario const& scenario, market::Market const& market,
                               planning::PlannedRun const& run, Totals const& totals);

}  // namespace liq::results
