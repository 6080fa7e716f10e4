/// \file
/// Where a living book keeps what belongs to one path, and the tables that all paths share.
#pragma once

#include <cstdint>
#include <type_traits>

#include "models/book/cell_sums.hpp"
#include "models/book/ladder.hpp"
#include "models/book/living_classes.hpp"
#include "models/book/living_part.hpp"
#include "models/core/host_device.hpp"
#include "models/core/path_memory.hpp"
#include "models/core/units.hpp"

namespace liq::inline LIQ_TARGET {

class LivingMemory {
  public:
    template <int Lanes>
    using State = LivingState<Lanes>;

    /// Bytes of a path.
    static constexpr int bytes(bool with_gaps, int classes) {
        return classes * n_sides * part_bytes(with_gaps);
    }

    template <class Pressure>
    LivingMemory(Pressure const& p, int offset)
        : book_(p.living), memory_(p.memory), offset_(offset), with_gaps_(p.waterfall.enabled) {
        for (int i = 0; i < book_.count * n_sides; ++i) {
            LivingClassView const& a_class = book_.classes[i / n_sides];
            units_[i] = LivingUnits(a_class.kept, a_class.target[i % n_sides],
                                    a_class.inflow[i % n_sides].any());
        }
    }

  protected:
    /// Cells of a part, and how many levels apart the first and the last that hold any may be.
    static constexpr int n_cells = 656;
    static constexpr int most_spread = 320;
    static constexpr int levels_bytes = (2 * grid::levels + 1) * 8;
    static constexpr int levels_at = static_cast<int>(sizeof(LivingPart<1>));
    static constexpr int cells_at = levels_at + levels_bytes;
    static constexpr int gaps_at = cells_at + n_cells * static_cast<int>(sizeof(Cell));
    static constexpr int part_bytes(bool with_gaps) {
        return gaps_at + (with_gaps ? levels_bytes : 0);
    }

    /// Entries of levels, or what they hold times their gaps. They stand in the order of entry
    /// prices, the furthest level first.
    struct Levels {
        double* spot;
        LIQ_HD double& operator[](int level) const { return spot[-level]; }
    };
    LIQ_HD static double sum_of_levels(Levels levels, int from, int to) {
        return from > to ? 0.0 : sum_of(&levels[to], to - from + 1);
    }
    LIQ_HD Levels levels_of(int lane, Part part) const {
        return {at<double>(lane, part, levels_at) + grid::levels};
    }
    LIQ_HD Levels gaps_of(int lane, Part part) const {
        return {at<double>(lane, part, gaps_at) + grid::levels};
    }
    LIQ_HD Cell* cells_of(int lane, Part part) const { return at<Cell>(lane, part, cells_at); }
    /// \param s  a State, or a constant one
    template <class S>
    LIQ_HD auto& of(S& s, Part part) const {
        if constexpr (std::is_same_v<std::remove_const_t<S>, State<1>>)
            return *at<LivingPart<1>>(0, part, 0);
        else
            return s.parts[part.index];
    }

    LIQ_HD LivingClassView const& class_of(Part part) const {
        return book_.classes[part.class_of_book()];
    }
    LIQ_HD InflowSideView const& mix_of(Part part) const {
        return class_of(part).inflow[part.side()];
    }
    LIQ_HD LivingUnits const& units_of(Part part) const { return units_[part.index]; }
    LIQ_HD FuelTicks initial_of(Part part) const { return class_of(part).initial[part.side()]; }
    LIQ_HD bool opens(Part part) const { return units_of(part).opens(initial_of(part)); }
    /// Worth of a unit at first [1/16 USD].
    LIQ_HD double first_worth(Part part) const {
        return units_of(part).first_worth(initial_of(part));
    }
    /// Gaps are counted in whole numbers of units times this.
    LIQ_HD double gap_scale(Part part) const {
        return opens(part) ? mix_of(part).gap_scale : 256.0;
    }

    /// Units for each 1/16 USD, while they are 2^coarser times as large as at first.
    LIQ_HD double units_per_fuel(Part part, int coarser) const;
    /// Units of the snapshot's fuel at the levels up to one; and of the fuel at one times its gap.
    LIQ_HD double snapshot_up_to(Part part, int level, double units_per_fuel) const;
    LIQ_HD double snapshot_gap_at(Part part, int level, double units_per_fuel) const;

    LivingBookView book_;
    PathMemory memory_;
    int offset_;
    LivingUnits units_[max_parts];
    bool with_gaps_;

  private:
    template <class T>
    LIQ_HD T* at(int lane, Part part, int offset) const {
        return memory_.template at<T>(lane, offset_ + part.index * part_bytes(with_gaps_) + offset);
    }
};

LIQ_HD double LivingMemory::units_per_fuel(Part part, int coarser) const {
    return coarser > 200 ? 0.0 : power_of_two(-coarser) / first_worth(part);
}

LIQ_HD double LivingMemory::snapshot_up_to(Part part, int level, double units_per_fuel) const {
    if (level < 1) return 0.0;
    auto const fuel = static_cast<double>(class_of(part).fuel_up_to[part.side()][level]);
    return static_cast<double>(static_cast<std::int64_t>(fuel * units_per_fuel + 0.5));
}

LIQ_HD double LivingMemory::snapshot_gap_at(Part part, int level, double units_per_fuel) const {
    if (level < 1) return 0.0;
    auto const weight = static_cast<double>(class_of(part).gap_weight[part.side()][level]);
    double const in_units = weight * gap_unit * units_per_fuel;
    return static_cast<double>(static_cast<std::int64_t>(in_units * gap_scale(part) + 0.5));
}

}  // namespace liq::inline LIQ_TARGET
