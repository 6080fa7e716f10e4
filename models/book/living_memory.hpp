/// \file
/// Where a living book keeps what belongs to one path, and the tables that all paths share.
#pragma once

#include <cstdint>
#include <type_traits>

#include "models/book/cell_sums.hpp"
#include "models/book/inflow.hpp"
#include "models/book/ladder.hpp"
#include "models/book/living_side.hpp"
#include "models/core/host_device.hpp"
#include "models/core/path_memory.hpp"
#include "models/core/units.hpp"

namespace liq::inline LIQ_TARGET {

/// Both sides of the paths of a tile.
template <int Lanes>
struct LivingState {
    LivingSide<Lanes> sides[n_sides];
};
/// One lane alone, as in a GPU thread, keeps them in the memory of the path.
template <>
struct LivingState<1> {};

class LivingMemory {
  public:
    template <int Lanes>
    using State = LivingState<Lanes>;

    /// Bytes of a path.
    static constexpr int bytes(bool with_gaps) {
        return gaps_at + (with_gaps ? n_sides * levels_bytes : 0);
    }

    template <class Pressure>
    LivingMemory(Pressure const& p, double kept, int offset)
        : ladder_(p.ladder),
          bankruptcy_(p.bankruptcy),
          inflow_(p.inflow),
          memory_(p.memory),
          offset_(offset),
          units_{{kept, p.book.target.long_side, p.inflow.sides[0].any()},
                 {kept, p.book.target.short_side, p.inflow.sides[1].any()}},
          with_gaps_(p.waterfall.enabled) {}

  protected:
    /// Cells of a side, and how many levels apart the first and the last that hold any may be.
    static constexpr int n_cells = 656;
    static constexpr int most_spread = 320;
    static constexpr int levels_bytes = (2 * grid::levels + 1) * 8;
    static constexpr int levels_at = n_sides * static_cast<int>(sizeof(LivingSide<1>));
    static constexpr int cells_at = levels_at + n_sides * levels_bytes;
    static constexpr int cells_bytes = n_cells * static_cast<int>(sizeof(Cell));
    static constexpr int gaps_at = cells_at + n_sides * cells_bytes;

    /// Entries of levels, or what they hold times their gaps. They stand in the order of entry
    /// prices, the furthest level first.
    struct Levels {
        double* spot;
        LIQ_HD double& operator[](int level) const { return spot[-level]; }
    };
    LIQ_HD static double sum_of_levels(Levels levels, int from, int to) {
        if (from > to) return 0.0;
        double sum = 0;
        double const* const entry = &levels[to];
#if !defined(__CUDA_ARCH__)
#pragma omp simd reduction(+ : sum)
#endif
        for (int i = 0; i <= to - from; ++i) sum += entry[i];
        return sum;
    }
    LIQ_HD Levels levels_of(int lane, Side side) const {
        return {memory_.template at<double>(lane, offset_ + levels_at) + spot_entry(side)};
    }
    LIQ_HD Levels gaps_of(int lane, Side side) const {
        return {memory_.template at<double>(lane, offset_ + gaps_at) + spot_entry(side)};
    }
    LIQ_HD Cell* cells_of(int lane, Side side) const {
        int const from = offset_ + cells_at + static_cast<int>(side) * cells_bytes;
        return memory_.template at<Cell>(lane, from);
    }
    /// \param s  a State, or a constant one
    template <class S>
    LIQ_HD auto& of(S& s, Side side) const {
        if constexpr (std::is_same_v<std::remove_const_t<S>, State<1>>)
            return in_memory(side);
        else
            return s.sides[static_cast<int>(side)];
    }

    LIQ_HD LadderSideView const& ladder_of(Side side) const {
        return side == Side::long_side ? ladder_.longs : ladder_.shorts;
    }
    LIQ_HD InflowSideView const& mix_of(Side side) const {
        return inflow_.sides[static_cast<int>(side)];
    }
    LIQ_HD LivingUnits const& units_of(Side side) const { return units_[static_cast<int>(side)]; }
    LIQ_HD FuelTicks initial_of(Side side) const {
        return fuel_between(ladder_of(side), 0, grid::levels);
    }
    /// Worth of a unit at first [1/16 USD].
    LIQ_HD double first_worth(Side s) const { return units_of(s).first_worth(initial_of(s)); }
    /// Gaps are counted in whole numbers of units times this.
    LIQ_HD double gap_scale(Side side) const {
        return units_of(side).opens(initial_of(side)) ? mix_of(side).gap_scale : 256.0;
    }

    /// Units for each 1/16 USD, while they are 2^coarser times as large as at first.
    LIQ_HD double units_per_fuel(Side side, int coarser) const;
    /// Units of the snapshot's fuel at the levels up to one; and of the fuel at one times its gap.
    LIQ_HD double snapshot_up_to(Side side, int level, double units_per_fuel) const;
    LIQ_HD double snapshot_gap_at(Side side, int level, double units_per_fuel) const;

    LadderView ladder_;
    BankruptcyView bankruptcy_;
    InflowView inflow_;
    PathMemory memory_;
    int offset_;
    LivingUnits units_[n_sides];
    bool with_gaps_;

  private:
    LIQ_HD static int spot_entry(Side side) {
        return static_cast<int>(side) * (2 * grid::levels + 1) + grid::levels;
    }
    LIQ_HD LivingSide<1>& in_memory(Side side) const {
        return memory_.template at<LivingSide<1>>(0, offset_)[static_cast<int>(side)];
    }
};

LIQ_HD double LivingMemory::units_per_fuel(Side side, int coarser) const {
    return coarser > 200 ? 0.0 : power_of_two(-coarser) / first_worth(side);
}

LIQ_HD double LivingMemory::snapshot_up_to(Side side, int level, double units_per_fuel) const {
    if (level < 1) return 0.0;
    auto const fuel = static_cast<double>(fuel_between(ladder_of(side), 0, level));
    return static_cast<double>(static_cast<std::int64_t>(fuel * units_per_fuel + 0.5));
}

LIQ_HD double LivingMemory::snapshot_gap_at(Side side, int level, double units_per_fuel) const {
    if (level < 1) return 0.0;
    auto const weight = static_cast<double>(bankruptcy_.gap_weight[static_cast<int>(side)][level]);
    double const in_units = weight * gap_unit * units_per_fuel;
    return static_cast<double>(static_cast<std::int64_t>(in_units * gap_scale(side) + 0.5));
}

}  // namespace liq::inline LIQ_TARGET
