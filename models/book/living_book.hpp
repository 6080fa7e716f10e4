/// \file
/// The book whose positions are also closed by their owners and opened anew (models/law.md 4).
/// `FrozenBook` has the same members.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include "models/book/book_flows.hpp"
#include "models/book/living_parts.hpp"
#include "models/book/parameters.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/units.hpp"

namespace liq::inline LIQ_TARGET {

/// Levels count outwards from spot, as in FrozenBook, but on both sides of it: when the price has
/// risen, longs fill levels above spot, which are -1, -2, ... Each side has levels of its own,
/// because after a cascade that ran out of rounds both sides may hold fuel at the same level.
///
/// Every class of a side has levels of its own: a *part* (LivingParts).
///
/// Costs and rounding errors: tools/decisions/living_book.md. Tested in living_book_test.cpp.
class LivingBook : public LivingParts {
  public:
    static constexpr bool lives = true;

    /// \param p       `living`, `waterfall` and `memory` of PressureParameters
    /// \param offset  of `bytes` in the memory of a path
    template <class Pressure>
    LivingBook(Pressure const& p, int offset) : LivingParts(p, offset) {}

    LIQ_HD bool refresh_due(int step) const {
        return book_.refresh_steps > 0 && step % book_.refresh_steps == 0;
    }

    template <int Lanes>
    LIQ_HD void start(State<Lanes>& s, int lane) const;

    /// The least distance that reaches a level which still holds fuel; +infinity if none does.
    template <int Lanes>
    LIQ_HD float nearest(State<Lanes> const& s, int lane, Side side) const {
        int edge = grid::levels + 1;
#pragma unroll 1
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
    using LivingParts::reached, LivingParts::take;  // of one part
};

}  // namespace liq::inline LIQ_TARGET

#include "models/book/living_totals.hpp"
