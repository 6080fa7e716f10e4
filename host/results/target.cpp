#include "host/results/target.hpp"

#include <cmath>

#include "host/results/controlled.hpp"
#include "host/results/replicates.hpp"

namespace liq {

Estimate estimate_of(Totals const& totals, int outcome, int row) {
    OutcomeCounts const counts = counts_of(totals, outcome);
    return counts.replicates.empty()
               ? estimate_of(row == 0 ? counts.hits : counts.hits_without, counts.paths)
               : replicated_estimate(counts, row);
}

ControlledEstimate controlled_estimate(PlannedRun const& run, Totals const& totals, int outcome) {
    return controlled_estimate(
        counts_of(totals, outcome),
        run.outcomes[static_cast<std::size_t>(outcome)].exact_without_cascade,
        !run.plan.cascade.enabled);
}

RunningEstimate running_estimate(PlannedRun const& run, Totals const& totals, int outcome) {
    double const exact = run.outcomes[static_cast<std::size_t>(outcome)].exact_without_cascade;
    double const judged =
        cautious_error(counts_of(totals, outcome), exact, !run.plan.cascade.enabled);
    if (std::isfinite(exact)) {
        ControlledEstimate const controlled = controlled_estimate(run, totals, outcome);
        return {controlled.probability, controlled.standard_error, judged};
    }
    Estimate const plain = estimate_of(totals, outcome, 0);
    return {plain.probability, plain.standard_error, judged};
}

bool target_is_met(PlannedRun const& run, Totals const& totals) {
    return run.target && running_estimate(run, totals, run.target->outcome).judged_error <=
                             run.target->standard_error;
}

}  // namespace liq
