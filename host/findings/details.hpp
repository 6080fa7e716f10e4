/// \file
/// The large part of a run's findings.
#pragma once

#include <type_traits>

#include "host/findings/findings.hpp"

namespace liq::findings {

/// Leaves out what only a run's own group in a report and its own page show: curves, bins, the
/// ladder. Probabilities, statistics and limits stay, which is what overviews, JSON and the table
/// of all runs need, and the text of the scenario, where that table finds what was not set.
inline void drop_details(RunFindings& run) {
    // `= {}` would keep a vector's memory.
    auto const drop = [](auto&... parts) { ((parts = std::decay_t<decltype(parts)>()), ...); };
    drop(run.time, run.quantile, run.price_quantile, run.price_quantile_without_cascade,
         run.price_edge, run.expected_liquidated, run.ladder);
    for (OutcomeFinding& outcome : run.outcomes)
        drop(outcome.by_time, outcome.by_time_without_cascade);
    for (auto& distribution : run.distributions.all)
        if (distribution)
            drop(distribution->lower, distribution->upper, distribution->count,
                 distribution->count_without_cascade);
    if (!run.portfolio) return;
    for (auto* subjects : {&run.portfolio->positions, &run.portfolio->totals})
        for (SubjectFinding& subject : *subjects)
            for (FateFinding& fate : subject.fate) drop(fate.by_time);
}

}  // namespace liq::findings
