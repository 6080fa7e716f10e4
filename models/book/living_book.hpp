/// \file
/// The book whose positions are also closed by their owners and opened anew (models/law.md 4): the
/// fuel of every bucket of one path. `FrozenBook` has the same members.
#pragma once

#include <cmath>
#include <cstdint>

#include "models/book/inflow.hpp"
#include "models/book/ladder.hpp"
#include "models/book/parameters.hpp"
#include "models/book/side_account.hpp"
#include "models/core/elementary.hpp"
#include "models/core/expect.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/path_memory.hpp"
#include "models/core/units.hpp"

namespace liq::inline LIQ_TARGET {

/// Buckets count outwards from spot, as in FrozenBook, but on both sides of it: when the price has
/// risen, longs fill levels above spot, which are -1, -2, ... Each side has buckets of its own,
/// because after a cascade that ran out of rounds both sides may hold fuel at the same level.
///
/// A bucket holds an integer number of units of `SideAccount::factor` ticks. A renewal multiplies
/// the factor by f = exp(-refresh/turnover), which closes the share 1 - f of all buckets without
/// touching one. Rarely, before units outgrow their integers, all are counted anew in a coarser
/// unit.
///
/// Costs and rounding errors: tools/decisions/living_book.md. Tested in living_book_test.cpp.
class LivingBook {
  public:
    static constexpr bool lives = true;
    /// Buckets of a side: levels -819..819, and one beyond them at which searches stop.
    static constexpr int buckets = 2 * grid::levels + 2;
    static constexpr int bytes(bool with_gaps) {  // of a path
        return static_cast<int>(n_sides * sizeof(SideAccount)) +
               n_sides * buckets * 8 * (with_gaps ? 2 : 1);
    }

    /// \param p       `ladder`, `bankruptcy`, `book`, `inflow`, `waterfall` and `memory` of
    ///                PressureParameters
    /// \param offset  of `bytes` in the memory of a path
    template <class Pressure>
    LivingBook(Pressure const& p, double step_years, int offset)
        : ladder_(p.ladder),
          bankruptcy_(p.bankruptcy),
          inflow_(p.inflow),
          memory_(p.memory),
          offset_(offset),
          target_{p.book.target.long_side, p.book.target.short_side},
          kept_(p.book.renews()
                    ? std::exp(-p.book.refresh.years() / p.book.turnover->length.years())
                    : 1.0),
          refresh_steps_(p.book.renews()
                             ? static_cast<int>(std::llround(p.book.refresh.years() / step_years))
                             : 0),
          with_gaps_(p.waterfall.enabled) {}

    LIQ_HD SideAccount& account(int lane, Side side) const {
        return memory_.template at<SideAccount>(lane, offset_)[static_cast<int>(side)];
    }
    LIQ_HD bool refresh_due(int step) const {
        return refresh_steps_ > 0 && step % refresh_steps_ == 0;
    }

    LIQ_HD void start(int lane) const;

    /// The least distance that reaches a level which still holds fuel; +infinity if none does.
    LIQ_HD float nearest(int lane, Side side) const;

    /// The fuel that a price at this distance newly reaches.
    LIQ_HD FuelTicks reached(int lane, Side side, float distance) const;

    /// Removes that fuel, and calls bucket(level, fuel, gap) for every level that holds some,
    /// outwards. The gap is the log distance from the level to the bankruptcy price.
    template <class OnBucket>
    LIQ_HD void take(int lane, Side side, float distance, bool with_gaps,
                     OnBucket const& bucket) const;

    /// Closes fuel of a side, of every position the same share; returns that share.
    LIQ_HD double deleverage(int lane, Side side, FuelTicks wanted) const;

    /// Counts the fuel that is left.
    LIQ_HD FuelTicks alive(int lane, Side side) const;

    /// Owners close positions, and new ones open.
    /// \param traded  the last traded price, at which new positions enter
    /// \param mark    positions that it would liquidate are put into the next bucket beyond it
    template <int Lanes>
    LIQ_HD void refresh(int lane, LogPrice traded, LogPrice mark) const;

  private:
    /// How many kinds of positions are filled in side by side.
    template <int Lanes>
    static constexpr int batch = Lanes == 1 ? 1 : inflow_batch;
    template <int Size>
    struct Batch {
        PerLane<int, Size> level;                  ///< where they go
        PerLane<std::int64_t, Size> here, behind;  ///< units there, and at the next level outwards
    };
    /// What is filled in at one renewal of a side, distances outwards and in levels.
    struct Renewal {
        float traded;   ///< where positions enter
        int first;      ///< the first level strictly beyond the mark
        double inflow;  ///< units
    };

    /// Level `l` of a side is entry `l` of what these return.
    LIQ_HD std::int64_t* units_of(int lane, Side side) const;
    LIQ_HD double* gaps_of(int lane, Side side) const;

    /// The furthest level within a distance of spot, inclusive; -820 .. 819.
    LIQ_HD static int level_within(float distance);
    /// The first level from `level` on that holds units; the search stops beyond the last level.
    LIQ_HD static int next_filled(std::int64_t const* units, int level);

    /// Powers of two, between which the factor falls, as fine as the integers allow.
    struct Scale {
        double finest, coarsest;  ///< worth of a unit
    };
    LIQ_HD Scale scale_of(FuelTicks initial, double target) const;
    LIQ_HD void count_anew(int lane, Side side) const;
    LIQ_HD void shrink(int lane, Side side) const;
    template <int Lanes>
    LIQ_HD void fill(int lane, Side side, float traded, float mark) const;
    template <int Size>
    LIQ_HD static std::int64_t place(Renewal const& renewal, float const* distance,
                                     double const* weight, Batch<Size>& batch);
    template <int Size>
    LIQ_HD static std::int64_t place_near_the_end(Renewal const& renewal, float const* distance,
                                                  double const* weight, Batch<Size>& batch);

    LadderView ladder_;
    BankruptcyView bankruptcy_;
    InflowView inflow_;
    PathMemory memory_;
    int offset_;
    double target_[n_sides];  ///< of the side's fuel at t = 0 [1]
    double kept_;             ///< f [1]
    int refresh_steps_;       ///< 0: never
    bool with_gaps_;
};

}  // namespace liq::inline LIQ_TARGET

#include "models/book/inflow_placing.hpp"
#include "models/book/living_sweeps.hpp"
#include "models/book/renewal.hpp"
