/// \file
/// Profits, losses and liquidations of the desk's own positions, from the counters of a run.
#pragma once

#include <optional>

#include "host/findings/findings.hpp"
#include "host/planning/make_plan.hpp"
#include "host/scenario/scenario.hpp"
#include "kernels/totals.hpp"

namespace liq::results {

/// The findings about the portfolio of a run; nothing where the scenario has no positions.
/// Replicates of profits are not kept: where paths come in pairs or as points of replicates, errors
/// and intervals are those of half as many independent paths, which they are worth at least.
std::optional<findings::PortfolioFinding> portfolio_finding(scenario::Scenario const& scenario,
                                                            planning::PlannedRun const& run,
                                                            Totals const& totals);

}  // namespace liq::results
