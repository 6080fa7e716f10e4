/// \file
/// The new positions of a living book: the snapshot's mix of leverages on the grid of levels
/// (models/law.md 4). Positions that enter at a grid point are liquidated at fixed numbers of
/// levels further out.
#pragma once

#include "models/core/table.hpp"
#include "models/core/units.hpp"

namespace liq {

/// The weights of a side sum to 2^22, what never lies on the grid included.
inline constexpr int mix_bits = 22;
/// New positions that enter further than this from spot are off the grid [levels]: twice the grid
/// and a little.
inline constexpr int furthest_entry = 1640;
/// The tables of a mix have so many entries without weight at either end, so that cells can be read
/// in blocks of this size.
inline constexpr int mix_padding = 16;

/// New positions of one side.
struct InflowSideView {
    /// Share of the positions that are liquidated `distance` levels outwards of their entry, in
    /// 2^-22, whole numbers. Entry mix_padding + last - distance, so that neighbouring entry prices
    /// of one level stand side by side.
    FarTable<double> weight;
    /// The same times the log gap from the liquidation to the bankruptcy price and times
    /// `gap_scale`, whole numbers.
    FarTable<double> gap;
    /// The distances at which positions that enter at a level and at the next one outwards are
    /// liquidated, ascending: those with weight, and their next ones [n_spots].
    FarTable<int> spots;
    /// The weight that lies on the grid where positions enter at a level, outwards, entry
    /// furthest_entry + 1 + level.
    FarTable<double> on_grid;
    int n_spots = 0;
    int first = 0, last = -1;  ///< least and most distance that has weight; last < first: no inflow
    double gap_scale = 1;      ///< a power of two

    [[nodiscard]] LIQ_HD bool any() const { return last >= first; }
};

}  // namespace liq
