/// \file
/// Simulates one scenario repeatedly on the same paths, with one or two numbers changed.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/findings/portfolio_metrics.hpp"
#include "host/market/market.hpp"
#include "host/planning/make_plan.hpp"
#include "host/scenario/scenario.hpp"
#include "host/stress/stress.hpp"
#include "kernels/backend.hpp"

namespace liq::stress {

/// Thrown by a trial that was stopped.
struct StressStopped {};

/// Makes each trial once and keeps its estimate.
class StressTrials {
  public:
    StressTrials(StressQuestion const& question, market::Market const& market, Backend& backend,
                 std::function<bool()> stop, std::function<void(StressProgress const&)> report);

    [[nodiscard]] scenario::Scenario const& base() const { return base_; }
    [[nodiscard]] std::vector<StressKey> const& keys() const { return keys_; }
    [[nodiscard]] std::vector<StressTrial> const& made() const { return made_; }
    [[nodiscard]] std::string const& question_in_words() const { return words_; }
    /// "1" for a probability, or "USD".
    [[nodiscard]] std::string unit() const { return own_ ? own_->unit() : "1"; }
    [[nodiscard]] std::vector<std::string> const& warnings() const { return warnings_; }
    [[nodiscard]] std::uint64_t paths() const { return base_.simulation.paths; }
    [[nodiscard]] std::uint64_t few_paths() const { return few_paths_; }

    /// Why the scenario with these changes is refused; empty if it is accepted.
    [[nodiscard]] std::string why_refused(std::vector<double> const& change) const;
    /// The estimate with these changes. \throws StressStopped, Error
    findings::Estimate at(std::vector<double> const& change, Effort effort);

  private:
    [[nodiscard]] scenario::Scenario scenario(std::vector<double> const& change) const;
    /// The estimate from the paths so far, with the scenario of the trial.
    [[nodiscard]] findings::Estimate estimate(scenario::Scenario const& scenario,
                                              planning::PlannedRun const& run,
                                              Totals const& totals) const;
    /// Has the position that is asked about followed alone, as one that a limit names.
    void keep_alone(scenario::Scenario& scenario) const;
    /// Checks what is asked for, and puts it in words.
    void ask(planning::PlannedRun const& run);
    [[nodiscard]] findings::Estimate simulate(scenario::Scenario const& scenario,
                                              planning::PlannedRun const& run, StressTrial& trial,
                                              std::uint64_t paths);

    StressQuestion question_;
    market::Market const& market_;
    Backend& backend_;
    std::function<bool()> stop_;
    std::function<void(StressProgress const&)> report_;
    scenario::Scenario base_;
    std::vector<StressKey> keys_;
    int outcome_ = 0;                               ///< of the run, without `own_`
    std::optional<findings::PortfolioMetric> own_;  ///< of the desk's positions
    std::string words_;
    std::vector<std::string> warnings_;
    std::uint64_t few_paths_ = 0;
    std::map<std::pair<std::uint64_t, std::vector<double>>, findings::Estimate> known_;
    std::vector<StressTrial> made_;
};

}  // namespace liq::stress
