/// \file
/// What a run would do, for `--dry-run`.
#pragma once

#include <string>

#include "host/market/market.hpp"
#include "host/planning/make_plan.hpp"
#include "host/scenario/scenario.hpp"
#include "kernels/backend.hpp"

namespace liq {

/// Memory for the counters of a run [bytes]. Every thread counts into totals of its own, which are
/// then added up.
double bytes_of_counters(TotalsLayout const& layout, Backend const& backend);

/// Lines for people: the questions, paths and steps, the book, the device, memory for the counters
/// and the warnings.
std::string forecast(Scenario const& scenario, Market const& market, PlannedRun const& run,
                     Backend const& backend);

}  // namespace liq
