/// \file
/// The plan of a run, which several ask for: who looks at it, who simulates it, who concludes it.
#pragma once

#include <memory>
#include <mutex>

#include "host/planning/make_plan.hpp"

namespace liq::batch {

/// Made when somebody asks for it, and kept as long as somebody holds it: a run that has ended
/// leaves nothing in memory. Any thread may ask at any time.
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
