/// \file
/// The book whose positions are also closed by their owners and opened anew (models/law.md 4).
/// `FrozenBook` has the same members.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include "models/book/book_flows.hpp"
#include "models/book/living_levels.hpp"
#include "models/book/parameters.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/units.hpp"

namespace liq::inline LIQ_TARGET {

/// Levels count outwards from spot, as in FrozenBook, but on both sides of it: when the price has
/// risen, longs fill levels above spot, which are -1, -2, ... Each side has levels of its own,
/// because after a cascade that ran out of rounds both sides may hold fuel at the same level.
///
/// Every class of a side, a part, has levels of its own and holds a whole number of units. A
/// renewal multiplies their worth by f = exp(-refresh/turnover), which closes the share 1 - f of
/// all positions without touching one, and opens more units the less they are worth. Rarely, before
/// they outgrow their integers, all are counted anew in a coarser unit.
///
/// Costs and rounding errors: tools/decisions/living_book.md. Tested in living_book_test.cpp.
class LivingBook : public LivingLevels {
  public:
    static constexpr bool lives = true;

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

    /// \param p       `living`, `waterfall` and `memory` of PressureParameters
    /// \param offset  of `bytes` in the memory of a path
    template <class Pressure>
    LivingBook(Pressure const& p, int offset) : LivingLevels(p, offset) {}

    LIQ_HD bool refresh_due(int step) const {
        return book_.refresh_steps > 0 && step % book_.refresh_steps == 0;
    }

    template <int Lanes>
    LIQ_HD void start(State<Lanes>& s, int lane) const;

    /// The least distance that reaches a level which still holds fuel; +infinity if none does.
    template <int Lanes>
    LIQ_HD float nearest(State<Lanes> const& s, int lane, Side side) const {
        int edge = grid::levels + 1;
        for (int i = 0; i < book_.count; ++i) {
            int const of_class = of(s, Part::of(i, side)).edge[lane];
            edge = of_class < edge ? of_class : edge;
        }
        float const distance =
            static_cast<float>(edge) * (1.0f / static_cast<float>(grid::points_per_unit));
        return edge > grid::levels ? std::numeric_limits<float>::infinity() : distance;
    }

    /// The fuel that a price at this distance newly reaches.
    template <int Lanes>
    LIQ_HD FuelTicks reached(State<Lanes>& s, int lane, Side side, float distance,
                             Looked<Lanes>& looked) const;

    /// Removes that fuel, and calls bucket(level, fuel, gap) for every level that holds some,
    /// class by class and outwards. The gap is the log distance from the level to the bankruptcy
    /// price.
    template <int Lanes, class OnBucket>
    LIQ_HD_APART void take(State<Lanes>& s, int lane, Side side, float distance,
                           Looked<Lanes>& looked, OnBucket const& bucket) const;

    /// Closes fuel of a side, of every position the same share; returns that share.
    template <int Lanes>
    LIQ_HD double deleverage(State<Lanes>& s, int lane, Side side, FuelTicks wanted) const;

    /// The step ends: what it liquidated.
    template <int Lanes>
    LIQ_HD FuelTicks end_step(State<Lanes>& s, int lane, Side side) const;
    template <int Lanes>
    LIQ_HD FuelTicks liquidated(State<Lanes> const& s, int lane, Side side) const;
    /// What became of the fuel; counts what is left.
    template <int Lanes>
    LIQ_HD BookFlows flows(State<Lanes> const& s, int lane, Side side) const;

    /// Owners close positions, and new ones open, in all lanes.
    /// \param traded  the last traded price, at which new positions enter
    /// \param mark    positions that it would liquidate open at the next level beyond it
    template <int Lanes>
    LIQ_HD void renew(State<Lanes>& s, PerLane<LogPrice, Lanes> const& traded,
                      PerLane<LogPrice, Lanes> const& mark) const;

  private:
    template <int Lanes>
    LIQ_HD FuelTicks reached(LivingSide<Lanes> const& a, int lane, Part part, int to,
                             Looked<Lanes>& looked) const;
    template <int Lanes, class OnBucket>
    LIQ_HD void take(LivingSide<Lanes>& a, int lane, Part part, int to, Looked<Lanes>& looked,
                     OnBucket const& bucket) const;
    /// What a level holds, with the help of what was looked at before.
    template <int Lanes>
    LIQ_HD double look_at(LivingSide<Lanes> const& a, int lane, Part part, int level,
                          Looked<Lanes>& looked) const;
    /// What a level that is taken holds times its gap.
    template <int Lanes>
    LIQ_HD double take_gap(LivingSide<Lanes>& a, int lane, Part part, int level) const;
    /// Closes a share of a part, which is so much fuel, or all of it; returns the share.
    template <int Lanes>
    LIQ_HD double close_part(LivingSide<Lanes>& a, int lane, Part part, FuelTicks closed,
                             double share, bool all) const;
    /// The share 1 - f closes, and units are worth less.
    template <int Lanes>
    LIQ_HD void close_some(LivingSide<Lanes>& a, Part part) const;
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
    /// Positions of one part that enter there.
    template <int Lanes>
    struct Entering {
        PerLane<int, Lanes> at;               ///< the nearer of two grid points
        PerLane<double, Lanes> here, behind;  ///< how many enter there and at the next one
        PerLane<double, Lanes> off_grid;      ///< units that are not opened
    };
    template <int Lanes>
    LIQ_HD void enter(LivingSide<Lanes>& a, Part part, Entry<Lanes> const& entry) const;
    /// N of models/law.md 8.
    template <int Lanes>
    LIQ_HD PerLane<double, Lanes> inflow_of(LivingSide<Lanes> const& a, Part part) const;
    template <int Lanes>
    LIQ_HD void find_edge(LivingSide<Lanes>& a, int lane, Part part, Entering<Lanes>& e,
                          int first) const;
    template <int Lanes>
    LIQ_HD void put_beyond(LivingSide<Lanes>& a, int lane, Part part, Entering<Lanes>& e,
                           int nearest, int first) const;
    template <int Lanes>
    LIQ_HD_APART void count_anew(LivingSide<Lanes>& a, int lane, Part part) const;
    template <int Lanes>
    LIQ_HD void close_all(LivingSide<Lanes>& a, int lane, Part part) const;
};

}  // namespace liq::inline LIQ_TARGET

#include "models/book/living_anew.hpp"
#include "models/book/living_edges.hpp"
#include "models/book/living_renewal.hpp"
#include "models/book/living_sweeps.hpp"
