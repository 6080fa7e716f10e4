/// \file
/// The estimates of a run from its counters so far: for its progress, its report, and for the
/// decision whether its target error is reached.
#pragma once

#include "host/planning/make_plan.hpp"
#include "host/results/estimates.hpp"
#include "kernels/totals.hpp"

namespace liq::results {

/// The estimate hits/paths, with the error and interval that fit the way the paths were sampled.
/// \param row  0 with the cascade, 1 without
findings::Estimate estimate_of(Totals const& totals, int outcome, int row);

/// The same for an outcome that may be conditional: the estimate is then hits/trials.
findings::Estimate estimate_of(planning::PlannedRun const& run, Totals const& totals, int outcome,
                               int row);

/// The probability with the cascade less that without, from the same paths. Its error is 0 only
/// where the cascade is off, since then no path can differ.
PairedEffect effect_of(planning::PlannedRun const& run, Totals const& totals, int outcome);

/// The estimate with the outcome without the cascade as control variate. It is not known where
/// there is no closed form or where the scenario asks for no control variate.
findings::ControlledEstimate controlled_estimate(planning::PlannedRun const& run,
                                                 Totals const& totals, int outcome);

/// The estimate that a progress line shows, and the error that is compared with a target.
struct RunningEstimate {
    double probability = findings::not_known;
    double standard_error = findings::not_known;
    double cautious_error = findings::not_known;  ///< see the function of this name
};

/// The best estimate of an outcome so far: with control variate where there is one.
RunningEstimate running_estimate(planning::PlannedRun const& run, Totals const& totals,
                                 int outcome);

/// Whether the planned target error is reached with these paths. False where there is no target.
bool target_is_met(planning::PlannedRun const& run, Totals const& totals);

}  // namespace liq::results
