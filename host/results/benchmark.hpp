/// \file
/// The benchmark of a run beside its answers.
#pragma once

#include "host/findings/findings.hpp"
#include "host/planning/make_plan.hpp"
#include "host/scenario/scenario.hpp"

namespace liq::results {

/// Adds what markets say to the outcomes of a run, and where the differences come from. Nothing
/// where the scenario has no benchmark.
void add_benchmark(scenario::Scenario const& scenario, planning::PlannedRun const& run,
                   findings::RunFindings& findings);

}  // namespace liq::results
