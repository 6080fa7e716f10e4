/// \file
/// The plan of a run. Several parts of the program use it: those that check, simulate and conclude
/// the run.
#pragma once

#include <memory>
#include <mutex>

#include "host/planning/make_plan.hpp"

namespace liq::batch {

/// Makes the plan when it is first asked for, and keeps it only as long as someone holds it, so
/// that a run that has ended takes no memory. Any thread may ask at any time.
class SharedPlan {
  public:
    /// \throws Error as planning::plan_run, each time
    std::shared_ptr<planning::PlannedRun const> get(scenario::Scenario const& scenario,
                                                    market::Market const& market,
                                                    planning::BookCache& books) {
        std::lock_guard const lock(mutex_);
        auto plan = plan_.lock();
        if (!plan) {
            plan = std::make_shared<planning::PlannedRun const>(
                planning::plan_run(scenario, market, &books));
            plan_ = plan;
        }
        return plan;
    }

  private:
    std::mutex mutex_;
    std::weak_ptr<planning::PlannedRun const> plan_;
};

}  // namespace liq::batch
