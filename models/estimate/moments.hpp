/// \file
/// Counts when outcomes happen.
#pragma once

#include <cstdint>

#include "models/core/counter.hpp"
#include "models/core/host_device.hpp"
#include "models/estimate/outcomes.hpp"
#include "models/estimate/totals_layout.hpp"

namespace liq::inline LIQ_TARGET {

/// Notes that an outcome of one price has happened, and counts when.
///
/// \tparam Rows  number of prices that are followed; where it is 1, the outcome counts for both
template <int Rows, class O>
LIQ_HD void happen(O& outcomes, TotalsLayout const& layout, int outcome, int row, int lane,
                   When when, CounterSink const& sink) {
    outcomes.happened[row][lane] |= OutcomeBits{1} << outcome;
    for (int priced = row; priced < (Rows == 1 ? n_priced : row + 1); ++priced) {
        std::int64_t const at = std::int64_t{priced} * layout.n_outcomes + outcome;
        sink.add_cold(layout.first_times() + at * layout.n_times + when.time_bin);
        auto const steps = priced == 0 ? TotalsLayout::steps : TotalsLayout::steps_without;
        sink.add_hot(layout.outcome(outcome, steps), static_cast<Counter>(when.step));
    }
}

}  // namespace liq::inline LIQ_TARGET
