/// \file
/// Adds the living book and the waterfall to a plan, from `[book]` and `[waterfall]`, and checks
/// the range of the counters of a full cascade.
#pragma once

#include <vector>

#include "host/market/market.hpp"
#include "host/planning/book_cache.hpp"
#include "host/planning/book_classes.hpp"
#include "host/planning/book_of_positions.hpp"
#include "host/scenario/scenario.hpp"
#include "kernels/plan.hpp"

namespace liq::planning {

/// Sets `book` and `classes` of a plan whose ladder is set. A frozen book has no classes.
/// \param cache  keeps the books of classes for other runs; may be null
/// \returns which leverages each class has, in the order of `Plan::classes`
/// \throws Error as `book_classes`, and where a side has, or is held at, more fuel than the
///     integers of a living book can represent
std::vector<BookClass> plan_living_book(scenario::Scenario const& scenario,
                                        market::Market const& market, BookTerms const& terms,
                                        BookCache* cache, Plan& plan);

/// Sets `waterfall` of a plan. Its fund is that of the scenario, else the sum of the snapshot's
/// funds. It has no limit where the snapshot has no fund for a venue.
/// \throws Error where the snapshot's funds are more than can be counted
void plan_waterfall(scenario::Scenario const& scenario, market::Market const& market, Plan& plan);

/// Refuses a full cascade whose paths could liquidate more than can be counted exactly: at most
/// 2^50/16 USD for each side of a path, and 2^63 USD at a price and time for all paths together.
/// \throws Error
void check_counters(scenario::Scenario const& scenario, Plan const& plan);

}  // namespace liq::planning
