/// \file
/// Compares a run with its base run, path by path.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "host/batch/outcome_record.hpp"
#include "host/planning/make_plan.hpp"
#include "host/results/estimates.hpp"
#include "kernels/totals.hpp"

namespace liq::batch {

/// Numbers of paths, [category in the run][category in the base run] of one outcome, the categories
/// as in TotalsLayout::Conditional. The condition of an outcome without one always holds.
using PairedPaths =
    std::array<std::array<std::uint64_t, TotalsLayout::n_conditional>, TotalsLayout::n_conditional>;

/// For each outcome of a run, how often it and the base run's outcome of the same name happened on
/// the same paths. Counts of different paths can be added.
struct PairedOutcomes {
    std::vector<PairedPaths> outcomes;  ///< empty: nothing was compared

    void add(PairedOutcomes const& other);
    bool operator==(PairedOutcomes const&) const = default;
};

/// For each outcome of `run`, the index of the base run's outcome of the same name; -1 where there
/// is none, and where only one of the two has a condition.
std::vector<int> counterparts(planning::PlannedRun const& run, scenario::Scenario const& scenario,
                              planning::PlannedRun const& base,
                              scenario::Scenario const& base_scenario);

/// Compares a range of paths, whose outcomes both records hold.
/// \param counterpart  see `counterparts`
PairedOutcomes compare(PathRange paths, planning::PlannedRun const& run,
                       OutcomeRecord const& of_run, planning::PlannedRun const& base,
                       OutcomeRecord const& of_base, std::vector<int> const& counterpart);

/// The probability of an outcome less that of its counterpart in the base run, on the same paths,
/// with its standard error. The method is that of `effect_of`, with the base run in place of the
/// run without the cascade. The difference is not known where the runs have different paths.
results::PairedEffect difference_to_base(planning::PlannedRun const& run, Totals const& totals,
                                         planning::PlannedRun const& base,
                                         Totals const& base_totals,
                                         PairedOutcomes const& comparison, int outcome,
                                         int counterpart);

}  // namespace liq::batch
