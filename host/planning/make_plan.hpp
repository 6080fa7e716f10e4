/// \file
/// Makes a plan out of a scenario and a market. The plan has numbers of steps and log prices
/// instead of durations and dollars, and indices instead of names.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/findings/findings.hpp"
#include "host/market/market.hpp"
#include "host/planning/book_cache.hpp"
#include "host/planning/book_classes.hpp"
#include "host/planning/book_of_positions.hpp"
#include "host/planning/look_schedule.hpp"
#include "host/planning/portfolio.hpp"
#include "host/scenario/scenario.hpp"
#include "kernels/plan.hpp"
#include "kernels/step_check.hpp"
#include "models/impact/exact_depth.hpp"

namespace liq::planning {

/// The names and properties of an outcome. Its index in `PlannedRun::outcomes` is that in the
/// totals.
struct PlannedOutcome {
    std::size_t event = 0;    ///< index in scenario::asked_events
    std::string name;         ///< event.outcome
    std::string outcome;      ///< up, down, neither, touched, above, ...
    bool has_moment = false;  ///< it happens at a visit, so that there is a time when it happened
    /// The closed form of its probability without the cascade; NaN where there is none, and where
    /// the scenario has no control variate.
    double exact_without_cascade = findings::not_known;
    int given = -1;  ///< index in Plan::givens; -1 for an event without a condition
};

/// The target at which a run ends before it has simulated all its paths.
struct PlannedTarget {
    int outcome = 0;            ///< index of the outcome
    double standard_error = 0;  ///< target for the error of its probability
    LookSchedule looks;
};

struct PlannedRun {
    Plan plan;
    double spot = 0;  ///< USD
    Book book;
    std::vector<BookClass> classes;  ///< of a living book, in the order of Plan::classes
    ExactBook depth;                 ///< resting depth without walls
    std::vector<PlannedOutcome> outcomes;
    std::optional<PlannedTarget> target;
    std::shared_ptr<StepCheck const> step_check;  ///< null: there is none
    PlannedPortfolio portfolio;
    std::vector<std::string> warnings;

    /// The index in the totals of an outcome, "event.outcome".
    [[nodiscard]] std::size_t index_of(std::string_view name) const;
};

/// Makes the plan of a run, with the warnings that need both scenario and market.
/// \param cache  keeps books for other runs; may be null
/// \throws Error for problems that only scenario and market together can have: a level on the wrong
///     side of spot, a history or depth table that is needed and missing
PlannedRun plan_run(scenario::Scenario const& scenario, market::Market const& market,
                    BookCache* cache = nullptr);

}  // namespace liq::planning
