/// \file
/// The classes of a living book (models/law.md 4): positions that are held for alike times. What
/// programs read of them.
#pragma once

#include "models/book/inflow.hpp"
#include "models/book/parameters.hpp"
#include "models/core/table.hpp"
#include "models/core/units.hpp"

namespace liq {

/// One class; sides in the order of `Side`.
struct LivingClassView {
    /// Fuel of the snapshot at levels 1..k [1/16 USD], and what it holds times its log gap
    /// [1/16 USD * gap_unit]; ladder_entries of each, by level.
    FarTable<FuelTicks> fuel_up_to[n_sides], gap_weight[n_sides];
    int first_level[n_sides] = {0, 0};    ///< the nearest that holds fuel; beyond the grid if none
    FuelTicks initial[n_sides] = {0, 0};  ///< of all levels [1/16 USD]
    InflowSideView inflow[n_sides];
    double target[n_sides] = {1, 1};  ///< of the fuel at t = 0 [1]
    double kept = 1;                  ///< f, the share that a renewal leaves [1]
};

/// All classes; owned by `Plan::classes`.
struct LivingBookView {
    LivingClassView classes[max_classes];
    int count = 0;
    int refresh_steps = 0;  ///< between renewals; 0: never
    bool refills_target = false;
};

}  // namespace liq
