#include "host/results/target.hpp"

#include <cmath>

#include "host/results/conditional.hpp"
#include "host/results/controlled.hpp"
#include "host/results/replicates.hpp"

namespace liq::results {
namespace {

planning::PlannedOutcome const& planned(planning::PlannedRun const& run, int outcome) {
    return run.outcomes[static_cast<std::size_t>(outcome)];
}

PairedEffect effect_of_paths(Totals const& totals, int outcome, int given) {
    if (given >= 0) return conditional_effect(conditional_counts_of(totals, outcome, given));
    OutcomeCounts const counts = counts_of(totals, outcome);
    return counts.replicates.empty()
               ? paired_effect(counts.only_with, counts.only_without, counts.paths)
               : replicated_effect(counts);
}

}  // namespace

findings::Estimate estimate_of(Totals const& totals, int outcome, int row) {
    OutcomeCounts const counts = counts_of(totals, outcome);
    return counts.replicates.empty()
               ? estimate_of(row == 0 ? counts.hits : counts.hits_without, counts.paths)
               : replicated_estimate(counts, row);
}

findings::Estimate estimate_of(planning::PlannedRun const& run, Totals const& totals, int outcome,
                               int row) {
    int const given = planned(run, outcome).given;
    if (given < 0) return estimate_of(totals, outcome, row);
    return conditional_estimate(conditional_counts_of(totals, outcome, given), row);
}

PairedEffect effect_of(planning::PlannedRun const& run, Totals const& totals, int outcome) {
    PairedEffect effect = effect_of_paths(totals, outcome, planned(run, outcome).given);
    bool const certain = !run.plan.cascade.enabled && std::isfinite(effect.difference);
    if (certain) effect.standard_error = 0;
    return effect;
}

findings::ControlledEstimate controlled_estimate(planning::PlannedRun const& run,
                                                 Totals const& totals, int outcome) {
    return controlled_estimate(counts_of(totals, outcome),
                               planned(run, outcome).exact_without_cascade,
                               !run.plan.cascade.enabled);
}

RunningEstimate running_estimate(planning::PlannedRun const& run, Totals const& totals,
                                 int outcome) {
    double const exact = planned(run, outcome).exact_without_cascade;
    int const given = planned(run, outcome).given;
    double const cautious =
        given < 0 ? cautious_error(counts_of(totals, outcome), exact, !run.plan.cascade.enabled)
                  : cautious_error(conditional_counts_of(totals, outcome, given));
    if (std::isfinite(exact)) {
        findings::ControlledEstimate const controlled = controlled_estimate(run, totals, outcome);
        return {controlled.probability, controlled.standard_error, cautious};
    }
    findings::Estimate const plain = estimate_of(run, totals, outcome, 0);
    return {plain.probability, plain.standard_error, cautious};
}

bool target_is_met(planning::PlannedRun const& run, Totals const& totals) {
    return run.target && running_estimate(run, totals, run.target->outcome).cautious_error <=
                             run.target->standard_error;
}

}  // namespace liq::results
