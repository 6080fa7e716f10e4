/// \file
/// What is known of a living book after a run: its flows, and the classes of its positions.
#pragma once

#include "host/findings/findings.hpp"
#include "host/market/market.hpp"
#include "host/planning/make_plan.hpp"
#include "kernels/totals.hpp"

namespace liq::results {

/// Sets `flows` and `classes` of the findings. A frozen book has none.
void add_living_book(market::Market const& market, planning::PlannedRun const& run,
                     Totals const& totals, findings::RunFindings& findings);

}  // namespace liq::results
