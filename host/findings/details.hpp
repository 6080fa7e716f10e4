/// \file
/// Removes the large parts of a run's findings.
#pragma once

#include <type_traits>

#include "host/findings/findings.hpp"

namespace liq::findings {

/// Removes curves, courses of paths, bins and the ladder, which only the run's own group of a
/// report and its own page show. The rest stays: overviews, JSON and the table of all runs need
/// probabilities, statistics and limits, and that table also reads keys that were not set from the
/// text of the scenario.
inline void drop_details(RunFindings& run) {
    // `= {}` would keep the memory of a vector.
    auto const drop = [](auto&... parts) { ((parts = std::decay_t<decltype(parts)>()), ...); };
    drop(run.time, run.quantile, run.price_quantile, run.price_quantile_without_cascade,
         run.price_edge, run.expected_liquidated, run.ladder);
    run.samples.reset();
    if (run.extremes)
        drop(run.extremes->highest, run.extremes->highest_without_cascade, run.extremes->lowest,
             run.extremes->lowest_without_cascade, run.extremes->displacement);
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
