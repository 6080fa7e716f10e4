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

/// Paths by what they say of an outcome in the run and in the base run, in the order of
/// TotalsLayout::Conditional; an outcome without a condition always has it.
using PairedPaths =
    std::array<std::array<std::uint64_t, TotalsLayout::n_conditional>, TotalsLayout::n_conditional>;

/// For each outcome of a run what the paths say of it and of the base run's outcome of the same
/// name. Counts of different paths add up.
struct Comparison {
    std::vector<PairedPaths> outcomes;  ///< empty: nothing was compared

    void add(Comparison const& other);
    bool operator==(Comparison const&) const = default;
};

/// For each outcome of `run` the index of the base run's outcome of the same name, asked under a
/// condition in both or in neither; -1 where there is none.
std::vector<int> counterparts(planning::PlannedRun const& run, scenario::Scenario const& scenario,
                              planning::PlannedRun const& base,
                              scenario::Scenario const& base_scenario);

/// Compares paths that both records hold.
/// \param counterpart  see `counterparts`
Comparison compare(PathRange paths, planning::PlannedRun const& run, OutcomeRecord const& of_run,
                   planning::PlannedRun const& base, OutcomeRecord const& of_base,
                   std::vector<int> const& counterpart);

/// The probability of an outcome less that of the base run's, on the same paths, with its standard
/// error: as `effect_of` with the base run in place of the run without the cascade. Not known where
/// the runs have different paths.
results::PairedEffect difference_to_base(planning::PlannedRun const& run, Totals const& totals,
                                         planning::PlannedRun const& base,
                                         Totals const& base_totals, Comparison const& comparison,
                                         int outcome, int counterpart);

}  // namespace liq::batch
