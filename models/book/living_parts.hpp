/// \file
/// What happens to one part of a living book, a class of a side (models/law.md 4). `LivingBook`
/// adds up the classes.
#pragma once

#include "models/book/living_levels.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/units.hpp"

namespace liq::inline LIQ_TARGET {

/// A part holds a whole number of units. A renewal multiplies their worth by
/// f = exp(-refresh/turnover), which closes the share 1 - f of all positions without touching one,
/// and opens more units the less they are worth. Rarely, before they outgrow their integers, all
/// are counted anew in a coarser unit.
class LivingParts : public LivingLevels {
  public:
    using LivingLevels::LivingLevels;

    /// What a settlement has found at the levels of a side from the edges on, so that it is worked
    /// out once.
    template <int Lanes, class Never = void>
    struct Looked {
        static constexpr int most = 8;
        int count[max_classes];
        double units[max_classes][most];
        LIQ_HD Looked() : count{} {}  // the rest is written before it is read
    };
    /// One lane alone has no registers to spare for it.
    template <class Never>
    struct Looked<1, Never> {};

  protected:
    /// A path begins.
    template <int Lanes>
    LIQ_HD void open(LivingPart<Lanes>& a, int lane, Part part) const;
    /// The fuel that the levels up to one hold.
    template <int Lanes>
    LIQ_HD FuelTicks reached(LivingPart<Lanes> const& a, int lane, Part part, int to,
                             Looked<Lanes>& looked) const;
    /// Removes it.
    template <int Lanes, class OnBucket>
    LIQ_HD void take(LivingPart<Lanes>& a, int lane, Part part, int to, Looked<Lanes>& looked,
                     OnBucket const& bucket) const;
    /// What a level holds, with the help of what was looked at before.
    template <int Lanes>
    LIQ_HD double look_at(LivingPart<Lanes> const& a, int lane, Part part, int level,
                          Looked<Lanes>& looked) const;
    /// What a level that is taken holds times its gap.
    template <int Lanes>
    LIQ_HD double take_gap(LivingPart<Lanes>& a, int lane, Part part, int level) const;
    /// Closes a share of a part, which is so much fuel, or all of it; returns the share.
    template <int Lanes>
    LIQ_HD double close_part(LivingPart<Lanes>& a, int lane, Part part, FuelTicks closed,
                             double share, bool all) const;
    /// The share 1 - f closes, and units are worth less.
    template <int Lanes>
    LIQ_HD void close_some(LivingPart<Lanes>& a, Part part) const;
    /// Where new positions enter at a renewal, outwards: the nearer of two grid points, and the
    /// share of the next one.
    template <int Lanes>
    struct Entry {
        PerLane<int, Lanes> at;
        PerLane<double, Lanes> share;
        PerLane<double, Lanes> on_grid;  ///< 1; 0 if that is off the grid
        PerLane<int, Lanes> mark;        ///< the furthest level that the mark has reached
    };
    template <int Lanes>
    LIQ_HD static Entry<Lanes> entry_of(float outward, PerLane<LogPrice, Lanes> const& traded,
                                        PerLane<LogPrice, Lanes> const& mark);
    template <int Lanes>
    LIQ_HD void enter(LivingPart<Lanes>& a, Part part, Entry<Lanes> const& entry) const;

  private:
    /// Positions of one part that enter there.
    template <int Lanes>
    struct Entering {
        PerLane<int, Lanes> at;               ///< the nearer of two grid points
        PerLane<double, Lanes> here, behind;  ///< how many enter there and at the next one
        PerLane<double, Lanes> off_grid;      ///< units that are not opened
    };
    /// N of models/law.md 8.
    template <int Lanes>
    LIQ_HD PerLane<double, Lanes> inflow_of(LivingPart<Lanes> const& a, Part part) const;
    template <int Lanes>
    LIQ_HD void find_edge(LivingPart<Lanes>& a, int lane, Part part, Entering<Lanes>& e,
                          int first) const;
    template <int Lanes>
    LIQ_HD void put_beyond(LivingPart<Lanes>& a, int lane, Part part, Entering<Lanes>& e,
                           int nearest, int first) const;
    template <int Lanes>
    LIQ_HD_APART void count_anew(LivingPart<Lanes>& a, int lane, Part part) const;
    template <int Lanes>
    LIQ_HD void close_all(LivingPart<Lanes>& a, int lane, Part part) const;
};

}  // namespace liq::inline LIQ_TARGET

#include "models/book/living_anew.hpp"
#include "models/book/living_edges.hpp"
#include "models/book/living_renewal.hpp"
#include "models/book/living_sweeps.hpp"
