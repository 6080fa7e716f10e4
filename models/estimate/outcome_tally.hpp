/// \file
/// What is counted at the end of a path: outcomes that mean "none of the others", conditions, and
/// pairs of outcomes.
#pragma once

#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/estimate/estimator.hpp"
#include "models/estimate/outcomes.hpp"
#include "models/estimate/tables.hpp"
#include "models/estimate/totals_layout.hpp"

namespace liq::inline LIQ_TARGET {

/// The counts of both prices, and of the paths on which they differ, give the standard error of the
/// difference between the prices.
///
/// \tparam Rows  as in FirstPassage
template <int Rows>
class OutcomeTally : public EstimatorDefaults {
  public:
    OutcomeTally(ObservationTables const& tables, TotalsLayout const& layout)
        : remainders_(tables.remainders),
          givens_(tables.givens),
          record_(tables.record),
          layout_(layout) {}

    template <class S, class O>
    LIQ_HD void finish(S& /*s*/, O& outcomes, int lane, PathEnd const& end,
                       CounterSink const& sink) const {
        OutcomeBits with = completed(outcomes.happened[0][lane]);
        OutcomeBits without = Rows == 2 ? completed(outcomes.happened[1][lane]) : with;
        if (record_.outcomes != nullptr) record(end.path, with, without);
        sink.add_hot(layout_.paths());
        if (givens_.count != 0) count_conditions(with, without, end.replicate, sink);
        add(with, TotalsLayout::hits, sink);
        add(without, TotalsLayout::hits_without, sink);
        add(with & ~without, TotalsLayout::only_with, sink);
        add(without & ~with, TotalsLayout::only_without, sink);
        if (layout_.n_replicates == 0) return;
        sink.add_cold(layout_.replicate_paths(end.replicate));
        add_to_replicate(with, 0, end.replicate, sink);
        add_to_replicate(without, 1, end.replicate, sink);
    }

  private:
    LIQ_HD OutcomeBits completed(OutcomeBits happened) const {
        for (int i = 0; i < remainders_.count; ++i) {
            Remainder const& rest = remainders_.entries[i];
            if ((happened & rest.others) == 0) happened |= rest.outcome;
        }
        return happened;
    }
    LIQ_HD void record(std::uint64_t path, OutcomeBits with, OutcomeBits without) const {
        std::uint64_t const at = (path - record_.first) * static_cast<unsigned>(record_.words);
        record_.outcomes[at] = with;
        if (record_.words == 2) record_.outcomes[at + 1] = without;
    }
    /// Counts conditional outcomes, and removes those whose condition did not happen.
    LIQ_HD_APART void count_conditions(OutcomeBits& with, OutcomeBits& without, int replicate,
                                       CounterSink const& sink) const {
        OutcomeBits const happened[n_priced] = {with, without};
        for (int i = 0; i < givens_.count; ++i) {
            Given const given = givens_.entries[i];
            int answer[n_priced];
            for (int row = 0; row < n_priced; ++row) {
                bool const condition = ((happened[row] >> given.condition) & 1u) != 0;
                bool const outcome = ((happened[row] >> given.outcome) & 1u) != 0;
                answer[row] = !condition ? TotalsLayout::no_condition
                              : outcome  ? TotalsLayout::both
                                         : TotalsLayout::condition_only;
                if (condition && layout_.n_replicates != 0)
                    sink.add_cold(layout_.replicate_trials(i, row, replicate));
            }
            sink.add_cold(layout_.given(i, answer[0], answer[1]));
            OutcomeBits const bit = OutcomeBits{1} << given.outcome;
            if (answer[0] == TotalsLayout::no_condition) with &= ~bit;
            if (answer[1] == TotalsLayout::no_condition) without &= ~bit;
        }
    }
    LIQ_HD void add(OutcomeBits bits, TotalsLayout::PerOutcome what,
                    CounterSink const& sink) const {
        for (int i = 0; i < layout_.n_outcomes; ++i) {
            if ((bits >> i) & 1u) sink.add_hot(layout_.outcome(i, what));
        }
    }
    LIQ_HD void add_to_replicate(OutcomeBits bits, int row, int replicate,
                                 CounterSink const& sink) const {
        for (int i = 0; i < layout_.n_outcomes; ++i) {
            if ((bits >> i) & 1u) sink.add_cold(layout_.replicate_hits(i, row, replicate));
        }
    }
    Remainders remainders_;
    Givens givens_;
    PathRecord record_;
    TotalsLayout layout_;
};

}  // namespace liq::inline LIQ_TARGET
