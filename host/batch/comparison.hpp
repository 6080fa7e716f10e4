/// \file
/// A run beside its base run, path by path.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "host/batch/outcome_record.hpp"
#include "host/planning/make_plan.hpp"
#include "host/results/estimates.hpp"
#include "kernels/totals.hpp"

namespace liq::batch {

/// Numbers of paths by what became of an outcome in the run (first index) and in the base run, in
/// the order of TotalsLayout::Conditional. An outcome without a condition counts as one whose
/// condition always holds.
using PairedPaths =
    std::array<std::array<std::uint64_t, TotalsLayout::n_conditional>, TotalsLayout::n_conditional>;

/// For each outcome of a run how often it and the base run's outcome of the same name happened on
/// the same paths. Counts of different paths add up.
struct PairedOutcomes {
    std::vector<PairedPaths> outcomes;  ///< empty: nothing was compared

    void add(PairedOutcomes const& other);
    bool operator==(PairedOutcomes const&) const = default;
};

/// For each outcome of `run` the index of the base run's outcome of the same name, asked under a
/// condition in both or in neither; -1 where there is none.
std::vector<int> counterparts(planning::PlannedRun const& run, scenario::Scenario const& scenario,
                              planning::PlannedRun const& base,
                              scenario::Scenario const& base_scenario);

/// Compares paths that both records hold.
/// \param counterpart  see `counterparts`
PairedOutcomes compare(PathRange paths, planning::PlannedRun const& run,
                       OutcomeRecord const& of_run, planning::PlannedRun const& base,
                       OutcomeRecord const& of_base, std::vector<int> const& counterpart);

/// The probability of an outcome less that of the base run's, on the same paths, with its standard
/// error: as `effect_of` with the base run in place of the run without the cascade. Not known where
/// the runs have different paths.
results::PairedEffect difference_to_base(planning::PlannedRun const& run, Totals const& totals,
                                         planning::PlannedRun const& base,
                                         Totals const& base_totals,
                                         PairedOutcomes const& comparison, int outcome,
                                         int counterpart);

}  // namespace liq::batch
