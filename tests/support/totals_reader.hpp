/// \file
/// Means and errors from the integers of a run, decoded apart from host/results so that one checks
/// the other.
#pragma once

#include <cmath>

#include "kernels/totals.hpp"
#include "models/estimate/outcomes.hpp"
#include "models/estimate/totals_layout.hpp"
#include "tests/support/statistics.hpp"

namespace liq::tests {

/// Sum of a quantity over the paths, in its ticks; exact in 64-bit mantissas.
inline long double sum_of(Totals const& totals, Quantity quantity) {
    std::int64_t const at = totals.layout().sums(quantity);
    return static_cast<long double>(totals.hot(at)) +
           std::ldexp(static_cast<long double>(totals.hot(at + 1)), 32);
}

/// Sum of its squares.
inline long double sum_of_squares(Totals const& totals, Quantity quantity) {
    std::int64_t const at = totals.layout().sums(quantity) + 2;
    long double sum = 0;
    for (int limb = 3; limb >= 0; --limb) {
        sum += std::ldexp(static_cast<long double>(totals.hot(at + limb)), 32 * limb);
    }
    return sum;
}

/// Mean over paths and its standard error, in units of `ticks_per_unit` ticks.
inline Measured mean_of(Totals const& totals, Quantity quantity, double ticks_per_unit) {
    auto const n = static_cast<long double>(totals.paths());
    long double const mean = sum_of(totals, quantity) / n;
    long double const variance = sum_of_squares(totals, quantity) / n - mean * mean;
    return {static_cast<double>(mean / ticks_per_unit),
            static_cast<double>(std::sqrt(variance / n) / ticks_per_unit)};
}

/// Paths on which the outcome first happened in a time bin.
inline std::uint64_t first_times(Totals const& totals, Priced priced, int outcome, int time_bin) {
    TotalsLayout const& layout = totals.layout();
    std::int64_t const row = static_cast<std::int64_t>(priced) * layout.n_outcomes + outcome;
    return totals.cold(layout.first_times() + row * layout.n_times + time_bin);
}

/// Paths on which a level was liquidated in a time bin.
inline std::uint64_t paths_that_swept(Totals const& totals, Side side, int time_bin, int level) {
    TotalsLayout const& layout = totals.layout();
    std::int64_t const row =
        layout.sweeps() +
        (static_cast<std::int64_t>(side) * layout.n_times + time_bin) * layout.sweep_entries();
    Counter sum = 0;
    for (int k = 0; k <= level; ++k) sum += totals.cold(row + k);
    return sum;
}

}  // namespace liq::tests
