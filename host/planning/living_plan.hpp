/// \file
/// From `[book]` and `[waterfall]` to what a plan holds of a living book and of who pays, and what
/// the counters of a full cascade can hold.
#pragma once

#include "host/market/market.hpp"
#include "host/planning/book_of_positions.hpp"
#include "host/scenario/scenario.hpp"
#include "kernels/plan.hpp"

namespace liq::planning {

/// Fills in `book` and `inflow` of a plan that has its ladder. A frozen book needs neither.
/// \throws Error when a side has more fuel, or returns to more, than the integers of a living book
/// hold
void plan_living_book(scenario::Scenario const& scenario, market::Market const& market,
                      BookTerms const& terms, Plan& plan);

/// Fills in `waterfall` of a plan: its fund is the scenario's, or the sum of the snapshot's, or
/// nothing where a venue states none, which is no limit.
/// \throws Error when the snapshot's funds are more than can be counted
void plan_waterfall(scenario::Scenario const& scenario, market::Market const& market, Plan& plan);

/// Refuses a full cascade whose paths could liquidate more, each or together, than is counted
/// exactly: a path at most 2^50/16 USD a side, all paths together 2^63 USD at a price and time.
/// \throws Error
void check_counters(scenario::Scenario const& scenario, Plan const& plan);

}  // namespace liq::planning
