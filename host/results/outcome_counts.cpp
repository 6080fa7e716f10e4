#include "host/results/outcome_counts.hpp"

namespace liq::results {

OutcomeCounts counts_of(Totals const& totals, int outcome) {
    TotalsLayout const& layout = totals.layout();
    OutcomeCounts counts{totals.paths(),
                         totals.outcome(outcome, TotalsLayout::hits),
                         totals.outcome(outcome, TotalsLayout::hits_without),
                         totals.outcome(outcome, TotalsLayout::only_with),
                         totals.outcome(outcome, TotalsLayout::only_without),
                         {}};
    for (int r = 0; r < layout.n_replicates; ++r) {
        std::uint64_t const paths = totals.cold(layout.replicate_paths(r));
        if (paths == 0) continue;
        counts.replicates.push_back({paths, totals.cold(layout.replicate_hits(outcome, 0, r)),
                                     totals.cold(layout.replicate_hits(outcome, 1, r))});
    }
    return counts;
}

}  // namespace liq::results
