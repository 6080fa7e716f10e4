/// \file
/// Makes the ladder that paths read, out of fuel at levels in any order.
#pragma once

#include <vector>

#include "kernels/plan.hpp"
#include "models/core/units.hpp"

namespace liq {

/// Fuel of one side at levels 1..819; several entries may share a level.
struct LevelFuel {
    std::vector<int> level;
    std::vector<FuelTicks> fuel;  ///< [1/16 USD]
    /// fuel times the log gap from liquidation to bankruptcy price [1/16 USD * gap_unit]
    std::vector<FuelTicks> gap_weight;

    void add(LevelFuel const& more) {
        level.insert(level.end(), more.level.begin(), more.level.end());
        fuel.insert(fuel.end(), more.fuel.begin(), more.fuel.end());
        gap_weight.insert(gap_weight.end(), more.gap_weight.begin(), more.gap_weight.end());
    }
    void add(int at_level, FuelTicks ticks, FuelTicks weight) {
        level.push_back(at_level);
        fuel.push_back(ticks);
        gap_weight.push_back(weight);
    }
};

/// Sums the entries by level and adds up prefixes. These are sums of integers, so the order of the
/// entries does not matter.
LadderSide build_ladder_side(LevelFuel entries);

}  // namespace liq
