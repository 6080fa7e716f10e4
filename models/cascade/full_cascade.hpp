/// \file
/// The cascade with everything that a run can have (models/law.md 4 to 7): any depth, walls, a
/// living book, an insurance fund with auto-deleveraging. What a run does not have costs a
/// comparison.
#pragma once

#include "models/book/frozen_book.hpp"
#include "models/book/living_book.hpp"
#include "models/cascade/effects.hpp"
#include "models/cascade/pressure_parameters.hpp"
#include "models/cascade/response.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/impact/market_depth.hpp"
#include "models/margin/waterfall.hpp"

namespace liq::inline LIQ_TARGET {

/// Forced orders against any depth, from any book. Without walls the displacement is a function of
/// the imbalance alone; it is kept in the state and shared by all prices of a step. With walls it
/// depends on the price too. Then every visit of a lane that has an imbalance settles, and leaves
/// the displacement at the visited price behind.
///
/// On a frozen book with a power law it has the bits of FrozenCascade. Tested in
/// tests/models/full_cascade_test.cpp.
///
/// \tparam Book  FrozenBook or LivingBook
template <class Book>
class FullCascade {
  public:
    static constexpr bool active = true;
    static constexpr bool full = true;

    /// What every step reads; the rest is in the memory of the path.
    template <int Lanes>
    struct State {
        PerLane<Usd, Lanes> imbalance;              ///< E, sales positive
        PerLane<LogPrice, Lanes> displaced;         ///< disp(E); with walls at the last visit
        PerLane<LogPrice, Lanes> permanent;         ///< I_perm
        PerLane<LogPrice, Lanes> long_trigger;      ///< highest mark that reaches a long level
        PerLane<LogPrice, Lanes> short_trigger;     ///< lowest mark that reaches a short level
        PerLane<Usd, Lanes> long_step, short_step;  ///< fuel of the step, for the withdrawal
        typename MarketDepth::template State<Lanes> depth;
    };

    /// Bytes of a path in `PathMemoryLayout::living_book`.
    static constexpr int bytes(bool with_waterfall) {
        return static_cast<int>(sizeof(FundAccount)) + Book::bytes(with_waterfall);
    }

    FullCascade(PressureParameters const& p, double step_years)
        : depth_(p, step_years),
          book_(p, step_years, p.memory.layout.living_book + static_cast<int>(sizeof(FundAccount))),
          memory_(p.memory),
          response_(p, step_years),
          first_fund_(p.waterfall.fund ? static_cast<FuelTicks>(*p.waterfall.fund * ticks_per_usd)
                                       : unlimited_fund),
          fraction_(p.cascade.market_fraction),
          has_walls_(p.walls.count > 0 ? 1 : 0),
          has_waterfall_(p.waterfall.enabled) {}

    template <int Lanes>
    LIQ_HD void start(State<Lanes>& s, int lane) const;

    /// Time passes: the imbalance decays, walls refill, depth follows the variance. `relax` must
    /// follow, once for all lanes.
    template <int Lanes>
    LIQ_HD void begin_step(State<Lanes>& s, int lane, float log2_variance_ratio) const {
        response_.decay(s.imbalance[lane]);
        depth_.begin_step(s.depth, lane, log2_variance_ratio);
    }
    template <int Lanes>
    LIQ_HD void relax(State<Lanes>& s) const {
        depth_.relax(s.depth, s.imbalance, s.displaced);
    }

    /// P = X + I. With walls x must be the price that was visited last.
    template <int Lanes>
    LIQ_HD LogPrice traded(State<Lanes> const& s, int lane, LogPrice x) const {
        return x + impact_of(s, lane);
    }

    /// Whether a visit between these prices of X could change anything: a level is reached, or
    /// there is an imbalance whose displacement depends on walls.
    template <int Lanes>
    LIQ_HD int touches(State<Lanes> const& s, int lane, LogPrice low, LogPrice high) const {
        LogPrice const impact = impact_of(s, lane);
        Usd const size = s.imbalance[lane] < 0.0f ? -s.imbalance[lane] : s.imbalance[lane];
        return static_cast<int>(response_.mark_of(low, impact) <= s.long_trigger[lane]) |
               static_cast<int>(response_.mark_of(high, impact) >= s.short_trigger[lane]) |
               (has_walls_ & static_cast<int>(size >= 1.0f));
    }

    /// Settles the cascade at fundamental price x (models/cascade/full_settle.hpp). Calls
    /// on_level(side, level, fuel) for every level that is removed. Levels count outwards from
    /// spot; they are below 1 where a living book has filled levels on the other side of spot.
    template <int Lanes, class OnLevel>
    LIQ_HD Sweep settle(State<Lanes>& s, int lane, LogPrice x, OnLevel const& on_level) const;

    /// After every visit that settled: walls remember how much of them is used.
    template <int Lanes>
    LIQ_HD void visited(State<Lanes>& s, int lane, LogPrice x) const {
        depth_.visited(s.depth, lane, s.imbalance[lane], x);
    }

    /// The step ends in a lane that settled: returns what the step removed, and lets the waterfall
    /// pay.
    template <int Lanes>
    LIQ_HD RemovedFuel close_step(State<Lanes>& s, int lane) const;

    /// After `close_step`: 1 if the fund was emptied in this step for the first time.
    template <int Lanes>
    LIQ_HD int fund_emptied(State<Lanes> const& /*s*/, int lane) const {
        return has_waterfall_ ? fund(lane).emptied_now : 0;
    }

    /// After `close_step`: what auto-deleveraging closed in this step.
    template <int Lanes>
    LIQ_HD Deleveraging deleveraging(State<Lanes> const& s, int lane) const;

    /// The depth after the step: some of it recovers, and the step's fuel drives some away.
    template <int Lanes>
    LIQ_HD void withdraw(State<Lanes>& s, int lane) const {
        depth_.end_step(s.depth, lane, s.long_step[lane], s.short_step[lane]);
        s.long_step[lane] = s.short_step[lane] = 0.0f;
    }

    /// Whether a living book is renewed at the end of this step.
    LIQ_HD bool refresh_due(int step) const {
        if constexpr (Book::lives) return book_.refresh_due(step);
        return false;
    }

    /// Renews a living book; x is the price that was visited last.
    template <int Lanes>
    LIQ_HD_APART void refresh(State<Lanes>& s, int lane, LogPrice x) const;

    /// Fuel that was removed since the path began.
    template <int Lanes>
    LIQ_HD RemovedFuel removed(State<Lanes> const& s, int lane) const;

    /// How the path ends.
    template <int Lanes>
    LIQ_HD CascadeEnd path_end(State<Lanes> const& s, int lane) const;

    /// The fund of a path.
    LIQ_HD FundAccount& fund(int lane) const {
        return *memory_.template at<FundAccount>(lane, memory_.layout.living_book);
    }

  private:
    template <int Lanes, class OnLevel>
    struct BookInRounds;

    template <int Lanes>
    LIQ_HD LogPrice impact_of(State<Lanes> const& s, int lane) const {
        return response_.impact_of(s.permanent[lane], s.displaced[lane]);
    }
    template <int Lanes>
    LIQ_HD_APART void open(State<Lanes>& s, int lane) const;

    /// Finds the nearest levels that hold fuel.
    template <int Lanes>
    LIQ_HD void find_triggers(State<Lanes>& s, int lane) const;

    /// models/law.md 7: the fund pays the step's deficits; what it cannot pay closes the other
    /// side.
    template <int Lanes>
    LIQ_HD void pay(State<Lanes>& s, int lane, RemovedFuel const& fuel) const;

    MarketDepth depth_;
    Book book_;
    PathMemory memory_;
    Response response_;
    FuelTicks first_fund_;
    double fraction_;  ///< phi [1]
    int has_walls_;
    bool has_waterfall_;
};

}  // namespace liq::inline LIQ_TARGET

#include "models/cascade/full_ends.hpp"
#include "models/cascade/full_settle.hpp"
