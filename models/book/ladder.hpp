/// \file
/// The frozen book: fuel on the grid of liquidation levels (models/law.md 4). Longs are alive below
/// one index, shorts above another. All paths share the tables; a path keeps the two indices.
#pragma once

#include <cstdint>

#include "models/core/elementary.hpp"
#include "models/core/expect.hpp"
#include "models/core/host_device.hpp"
#include "models/core/table.hpp"
#include "models/core/units.hpp"

namespace liq {

/// Entries of a side's tables: level 0 is spot and holds nothing, level k is k h away from it.
inline constexpr int ladder_entries = grid::levels + 1;

/// One side of the ladder, as tables of `ladder_entries` entries.
struct LadderSideView {
    /// Fuel of levels 1..k [1/16 USD].
    Table<FuelTicks> fuel_up_to;
    /// Distance from spot of the first level beyond k that holds fuel [1]; +infinity beyond the
    /// last.
    Table<float> next_distance;
};

struct LadderView {
    LadderSideView longs;
    LadderSideView shorts;
    bool is_empty = false;  ///< no level of either side holds fuel
};

/// How far the levels of each side are from bankruptcy: tables of `ladder_entries` entries in the
/// order of `Side`. An entry is fuel times the log gap from the liquidation to the bankruptcy price
/// [1/16 USD * gap_unit]. They are owned by `LadderSide::gap_weight`.
inline constexpr double gap_unit = 1.0 / (1 << 12);
struct BankruptcyView {
    FarTable<FuelTicks> gap_weight[n_sides];
};

}  // namespace liq

namespace liq::inline LIQ_TARGET {

/// An amount of fuel in USD; rounds once.
LIQ_HD Usd usd_of(FuelTicks ticks) {
    return static_cast<float>(ticks) * (1.0f / static_cast<float>(ticks_per_usd));
}

/// The furthest level within `distance` of spot, inclusive, for a distance that is not negative.
/// Grid points are exact in single precision, so a price on a level counts as reaching it.
LIQ_HD int furthest_level_within(float distance) {
    float const in_levels = distance * static_cast<float>(grid::points_per_unit);
    float const last = static_cast<float>(grid::levels);
    return static_cast<int>(in_levels < last ? in_levels : last);  // truncation is floor here
}

/// The furthest level within a distance of spot, inclusive, on both sides of it; -820 .. 819.
LIQ_HD int grid_level(float distance) {
    float const in_levels = distance * static_cast<float>(grid::points_per_unit);
    float const last = static_cast<float>(grid::levels);
    float const capped = in_levels < last ? in_levels : last;
    float const limited = capped > -last - 1.0f ? capped : -last - 1.0f;
    int const towards_zero = static_cast<int>(limited);
    return towards_zero - static_cast<int>(static_cast<float>(towards_zero) > limited);
}

/// Fuel of the levels from + 1 .. to.
LIQ_HD FuelTicks fuel_between(LadderSideView const& side, int from, int to) {
    LIQ_EXPECT(0 <= from && from <= to && to <= grid::levels);
    return side.fuel_up_to[to] - side.fuel_up_to[from];
}

}  // namespace liq::inline LIQ_TARGET
