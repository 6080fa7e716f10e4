/// \file
/// What a cascade does, as the estimators see it. Plain types.
#pragma once

#include "models/book/book_flows.hpp"
#include "models/core/host_device.hpp"
#include "models/core/units.hpp"

namespace liq {

/// From one log price, or log impact, to another.
struct PriceRange {
    LogPrice low;
    LogPrice high;
};

/// Marks at which a settlement begins besides the one that follows from its price: a walk has come
/// to a level of longs (`down`), or of shorts (`up`).
struct LevelsComeTo {
    LogPrice down = 1e30f;
    LogPrice up = -1e30f;
};

/// The levels that one settlement removed: (long_from, long_to] and (short_from, short_to].
struct Sweep {
    int long_from = 0, long_to = 0;
    int short_from = 0, short_to = 0;
    bool exhausted = false;  ///< max_rounds was reached, and there were levels still to remove
};

/// Fuel that was removed since the path, or the step, began.
struct RemovedFuel {
    FuelTicks longs = 0;
    FuelTicks shorts = 0;
};

/// The share of each side's living fuel that a step closed to pay the other side's deficit.
struct Deleveraging {
    double share[n_sides] = {0, 0};
    [[nodiscard]] LIQ_HD bool any() const { return share[0] > 0 || share[1] > 0; }
};

/// How a full cascade ends.
struct CascadeEnd {
    FuelTicks fund_drawdown = 0;
    BookFlows flows[n_sides];
};

}  // namespace liq
