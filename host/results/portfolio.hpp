/// \file
/// Profits, losses and liquidations of the desk's own positions, from the counters of a run.
#pragma once

#include <optional>

#include "host/findings/findings.hpp"
#include "host/planning/make_plan.hpp"
#include "host/scenario/scenario.hpp"
#include "kernels/totals.hpp"

namespace liq::results {

/// The findings about the portfolio of a run; nothing where the scenario has no positions. Standard
/// errors of means are computed as for independent paths.
std::optional<findings::PortfolioFinding> portfolio_finding(scenario::Scenario const& scenario,
                                                            planning::PlannedRun const& run,
                                                            Totals const& totals);

}  // namespace liq::results
