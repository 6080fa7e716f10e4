/// \file
/// The book of a full cascade that holds only the snapshot's positions (models/law.md 4): two
/// tables that all paths share, and how far a path has swept them. `LivingBook` has the same
/// members.
#pragma once

#include "models/book/book_flows.hpp"
#include "models/book/ladder.hpp"
#include "models/book/side_account.hpp"
#include "models/core/host_device.hpp"
#include "models/core/path_memory.hpp"
#include "models/core/units.hpp"

namespace liq::inline LIQ_TARGET {

/// Levels count outwards from spot: level k of the longs is at -k h, that of the shorts at k h. The
/// distance of a price counts outwards too: for a mark m it is -m on the side of the longs and m on
/// that of the shorts.
class FrozenBook {
  public:
    static constexpr bool lives = false;
    /// Bytes of a path.
    static constexpr int bytes(bool /*with_gaps*/, int /*classes*/) {
        return static_cast<int>(n_sides * sizeof(SideAccount));
    }

    /// \param p       `ladder`, `bankruptcy`, `waterfall` and `memory` of PressureParameters
    /// \param offset  of `bytes` in the memory of a path
    template <class Pressure>
    FrozenBook(Pressure const& p, int offset)
        : ladder_(p.ladder),
          bankruptcy_(p.bankruptcy),
          memory_(p.memory),
          offset_(offset),
          with_gaps_(p.waterfall.enabled) {}

    /// All that a path needs is in its memory.
    template <int Lanes>
    struct State {};
    /// A settlement need not remember what it has looked at.
    template <int Lanes>
    struct Looked {};

    template <class S>
    LIQ_HD void start(S& /*s*/, int lane) const {
        for (int i = 0; i < n_sides; ++i) {
            auto const side = static_cast<Side>(i);
            FuelTicks const fuel = fuel_between(of(side), 0, grid::levels);
            open_account(account(lane, side), fuel, fuel, 1.0);
        }
    }

    /// The least distance that reaches a level which still holds fuel; +infinity if none does.
    template <class S>
    LIQ_HD float nearest(S const& /*s*/, int lane, Side side) const {
        return of(side).next_distance[account(lane, side).edge];
    }

    /// The fuel that a price at this distance newly reaches.
    template <class S, class L>
    LIQ_HD FuelTicks reached(S& /*s*/, int lane, Side side, float distance, L& /*looked*/) const {
        SideAccount const& a = account(lane, side);
        return worth_of(a, fuel_between(of(side), a.edge, furthest_level_within(distance)));
    }

    /// Removes that fuel, and calls bucket(level, fuel, gap) for every level that holds some,
    /// outwards. The gap is the log distance from the level to the bankruptcy price.
    template <class S, class L, class OnBucket>
    LIQ_HD void take(S& /*s*/, int lane, Side side, float distance, L& /*looked*/,
                     OnBucket const& bucket) const {
        SideAccount& a = account(lane, side);
        int const to = furthest_level_within(distance);
        FarTable<FuelTicks> const& weight = bankruptcy_.gap_weight[static_cast<int>(side)];
        for (int level = a.edge + 1; level <= to; ++level) {
            FuelTicks const units = fuel_between(of(side), level - 1, level);
            if (units == 0) continue;
            double gap = 0;
            if (with_gaps_)
                gap = static_cast<double>(weight[level]) * gap_unit / static_cast<double>(units);
            bucket(level, liquidate(a, units), gap);
        }
        a.edge = to;
    }

    /// Closes fuel of a side, of every position the same share; returns that share.
    template <class S>
    LIQ_HD double deleverage(S& /*s*/, int lane, Side side, FuelTicks wanted) const {
        SideAccount& a = account(lane, side);
        double const share = share_closed_pro_rata(a, wanted);
        if (a.factor <= 0) a.edge = grid::levels;
        return share;
    }

    /// The step ends: what it liquidated.
    template <class S>
    LIQ_HD FuelTicks end_step(S& /*s*/, int lane, Side side) const {
        SideAccount& a = account(lane, side);
        FuelTicks const fuel = a.in_step;
        a.in_step = 0;
        return fuel;
    }
    template <class S>
    LIQ_HD FuelTicks liquidated(S const& /*s*/, int lane, Side side) const {
        return account(lane, side).liquidated;
    }
    /// What became of the fuel; counts what is left.
    template <class S>
    LIQ_HD BookFlows flows(S const& /*s*/, int lane, Side side) const {
        SideAccount const& a = account(lane, side);
        FuelTicks const alive = ticks_of(a, fuel_between(of(side), a.edge, grid::levels));
        return {a.initial, 0, 0, a.liquidated, a.deleveraged, alive, 0};
    }

  private:
    LIQ_HD SideAccount& account(int lane, Side side) const {
        return memory_.template at<SideAccount>(lane, offset_)[static_cast<int>(side)];
    }
    LIQ_HD LadderSideView const& of(Side side) const {
        return side == Side::long_side ? ladder_.longs : ladder_.shorts;
    }

    LadderView ladder_;
    BankruptcyView bankruptcy_;
    PathMemory memory_;
    int offset_;
    bool with_gaps_;
};

}  // namespace liq::inline LIQ_TARGET
