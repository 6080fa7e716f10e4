/// \file
/// When a run with a target may end, and what a run shows of itself meanwhile.
#pragma once

#include "host/planning/make_plan.hpp"
#include "host/results/estimates.hpp"
#include "kernels/totals.hpp"

namespace liq::results {

/// hits/paths with its error and interval, of the paths as they were sampled.
/// \param row  0 with the cascade, 1 without
findings::Estimate estimate_of(Totals const& totals, int outcome, int row);

/// The same of an outcome of a run, which may be conditional: then hits/trials.
findings::Estimate estimate_of(planning::PlannedRun const& run, Totals const& totals, int outcome,
                               int row);

/// The probability with the cascade less that without, of the same paths. Its error is 0 only where
/// the cascade is off, so that there is nothing to differ.
PairedEffect effect_of(planning::PlannedRun const& run, Totals const& totals, int outcome);

/// With the outcome without the cascade as control variate; not known where there is no closed form
/// or where the scenario asks for none.
findings::ControlledEstimate controlled_estimate(planning::PlannedRun const& run,
                                                 Totals const& totals, int outcome);

struct RunningEstimate {
    double probability = findings::not_known;
    double standard_error = findings::not_known;
    double judged_error =
        findings::not_known;  ///< what a target is held against, see `cautious_error`
};

/// The best estimate that the run has of an outcome: with control variate where there is one.
RunningEstimate running_estimate(planning::PlannedRun const& run, Totals const& totals,
                                 int outcome);

/// Whether the planned target is met by these paths. False where there is none.
bool target_is_met(planning::PlannedRun const& run, Totals const& totals);

}  // namespace liq::results
