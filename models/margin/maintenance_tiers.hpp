/// \file
/// One step of a venue's maintenance margin table.
#pragma once

namespace liq {

/// Maintenance margin of a position of notional n in this tier: rate * n - amount.
struct MaintenanceTier {
    double cap = 0;     ///< upper end of notional [linear: USD, inverse: coin]
    double rate = 0;    ///< r_i [1]
    double amount = 0;  ///< a_i = a_{i-1} + cap_{i-1} (r_i - r_{i-1}), keeps the margin continuous
};

}  // namespace liq
