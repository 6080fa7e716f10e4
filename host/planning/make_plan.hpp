/// \file
/// From a scenario and a market to a plan: the last place where names, durations and dollars exist.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/findings/findings.hpp"
#include "host/market/market.hpp"
#include "host/planning/book_of_positions.hpp"
#include "host/planning/book_shelf.hpp"
#include "host/planning/look_schedule.hpp"
#include "host/planning/portfolio.hpp"
#include "host/scenario/scenario.hpp"
#include "kernels/plan.hpp"
#include "models/impact/exact_depth.hpp"

namespace liq::planning {

/// An outcome by name, in the order of its index in the totals.
struct PlannedOutcome {
    std::size_t event = 0;    ///< index in scenario::asked_events
    std::string name;         ///< event.outcome
    std::string outcome;      ///< up, down, neither, touched, above, ...
    bool has_moment = false;  ///< happens at some visit, so that it has a first time
    /// Its probability without the cascade in closed form; NaN where there is none, or where the
    /// scenario asks for no control variate.
    double exact_without_cascade = findings::not_known;
    int given = -1;  ///< index in Plan::givens, where its event has a condition
};

/// When a run may end before it has simulated all its paths.
struct PlannedTarget {
    int outcome = 0;            ///< index
    double standard_error = 0;  ///< of its probability
    LookSchedule looks;
};

struct PlannedRun {
    Plan plan;
    double spot = 0;  ///< USD
    Book book;
    ExactBook depth;  ///< resting, without walls
    std::vector<PlannedOutcome> outcomes;
    std::optional<PlannedTarget> target;
    PlannedPortfolio portfolio;
    std::vector<std::string> warnings;

    /// The index in the totals of an outcome, "event.outcome".
    [[nodiscard]] std::size_t index_of(std::string_view name) const;
};

/// \param shelf  where books are kept that other runs may need again; null: nowhere
/// \throws Error for what only scenario and market together can show: levels on the wrong side of
/// spot, a history or depth table that is asked for and missing
PlannedRun plan_run(scenario::Scenario const& scenario, market::Market const& market,
                    BookShelf* shelf = nullptr);

}  // namespace liq::planning
