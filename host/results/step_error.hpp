/// \file
/// What the length of the step does to probabilities, from a step check.
#pragma once

#include "host/results/estimates.hpp"
#include "kernels/totals.hpp"
#include "models/core/units.hpp"

namespace liq::results {

/// Of one outcome: the estimate at the step less that at half of it, on the same Brownian paths.
struct StepError {
    PairedEffect probability;     ///< with the cascade
    PairedEffect cascade_effect;  ///< of what the cascade adds
};

/// With conditions a probability is a ratio, and its influence on a path's difference is that of
/// `conditional_effect`. Not known where the run has no step check, or where the condition happened
/// on none of the paths that were checked.
StepError step_error_of(Totals const& totals, int outcome);

/// Adds a warning that names the outcomes whose step error exceeds half of their 95 % interval, and
/// is no accident of the paths that were checked: more than two of its own standard errors.
void warn_of_step_errors(Duration step, findings::RunFindings& findings);

}  // namespace liq::results
