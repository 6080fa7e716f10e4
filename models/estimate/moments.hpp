/// \file
/// When outcomes happen, counted.
#pragma once

#include <cstdint>

#include "models/core/counter.hpp"
#include "models/core/host_device.hpp"
#include "models/estimate/outcomes.hpp"
#include "models/estimate/totals_layout.hpp"

namespace liq::inline LIQ_TARGET {

/// Marks an outcome of one price as happened, and dates it.
///
/// \tparam Rows  prices that are followed: with one, it counts for both
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
