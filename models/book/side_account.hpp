/// \file
/// The fuel of one side of a frozen book along a path: how much is alive, and what became of the
/// rest. Each flow is added up where it happens.
#pragma once

#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/core/units.hpp"

namespace liq {

/// Fuel is stored in units. Their worth, `factor`, shrinks when all positions shrink by the same
/// share, by auto-deleveraging. No bucket is touched for that.
struct SideAccount {
    double factor = 1;       ///< ticks that a unit is worth [1/16 USD]
    std::int64_t units = 0;  ///< alive
    std::int64_t gone = 0;   ///< units liquidated since the factor last changed
    FuelTicks in_step = 0;   ///< liquidated in the step that is running
    FuelTicks initial = 0;   ///< this and the next two are flows of BookFlows
    FuelTicks liquidated = 0;
    FuelTicks deleveraged = 0;
    int edge = 0;  ///< levels swept
};

}  // namespace liq

namespace liq::inline LIQ_TARGET {

/// Fuel of so many units; rounds once.
LIQ_HD FuelTicks ticks_of(SideAccount const& side, std::int64_t units) {
    return static_cast<FuelTicks>(static_cast<double>(units) * side.factor + 0.5);
}

/// What the next units are worth if they are liquidated now. Rounding is carried along until the
/// factor changes, so that any number of liquidations together are wrong by at most half a tick.
LIQ_HD FuelTicks worth_of(SideAccount const& side, std::int64_t units) {
    return ticks_of(side, side.gone + units) - ticks_of(side, side.gone);
}

/// Removes units that a mark price has reached; returns their fuel.
LIQ_HD FuelTicks liquidate(SideAccount& side, std::int64_t units) {
    FuelTicks const ticks = worth_of(side, units);
    side.gone += units;
    side.units -= units;
    side.liquidated += ticks;
    side.in_step += ticks;
    return ticks;
}

/// Closes fuel of a side, of every position the same share, but no more than is alive; returns what
/// was closed. A factor of zero means afterwards that nothing is left.
LIQ_HD FuelTicks close_pro_rata(SideAccount& side, FuelTicks wanted) {
    double const alive = static_cast<double>(side.units) * side.factor;
    FuelTicks const most = ticks_of(side, side.units);
    FuelTicks const closed = wanted < most ? wanted : most;
    if (closed <= 0) return 0;
    side.factor = closed == most ? 0.0 : side.factor * (1.0 - static_cast<double>(closed) / alive);
    side.gone = 0;
    side.deleveraged += closed;
    return closed;
}

/// The same; returns the share of what was alive.
LIQ_HD double share_closed_pro_rata(SideAccount& side, FuelTicks wanted) {
    double const before = side.factor;
    FuelTicks const closed = close_pro_rata(side, wanted);
    return closed > 0 ? 1.0 - side.factor / before : 0.0;
}

/// Sets a side to what it is when a path begins.
LIQ_HD void open_account(SideAccount& side, FuelTicks initial, std::int64_t units, double factor) {
    side.factor = factor;
    side.units = units;
    side.gone = 0;
    side.in_step = 0;
    side.initial = initial;
    side.liquidated = side.deleveraged = 0;
    side.edge = 0;
}

}  // namespace liq::inline LIQ_TARGET
