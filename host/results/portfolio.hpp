/// \file
/// What becomes of the desk's own positions, from the integers of a run.
#pragma once

#include <optional>

#include "host/findings/findings.hpp"
#include "host/planning/make_plan.hpp"
#include "host/scenario/scenario.hpp"
#include "kernels/totals.hpp"

namespace liq::results {

/// The portfolio of a run; nothing where the scenario has no positions. Standard errors of means
/// are those of independent paths.
std::optional<findings::PortfolioFinding> portfolio_finding(scenario::Scenario const& scenario,
                                                            planning::PlannedRun const& run,
                                                            Totals const& totals);

}  // namespace liq::results
