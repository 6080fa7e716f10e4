/// \file
/// The cascade with everything that a run can have (models/law.md 4 to 7): any depth, walls, a
/// living book, an insurance fund with auto-deleveraging. What a run does not have costs a
/// comparison.
#pragma once

#include "models/book/frozen_book.hpp"
#include "models/book/living_book.hpp"
#include "models/cascade/effects.hpp"
#include "models/cascade/light_steps.hpp"
#include "models/cascade/market_displaced.hpp"
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
class FullCascade : public MarketDisplaced {
  public:
    static constexpr bool active = true;
    static constexpr bool settles = true;
    static constexpr bool full = true;
    static constexpr bool lives = Book::lives;  ///< its positions close and open
    /// What every step reads; the rest is in the memory of the path.
    template <int Lanes>
    struct State {
        PerLane<Usd, Lanes> imbalance;           ///< E, sales positive
        PerLane<LogPrice, Lanes> displaced;      ///< disp(E); with walls at the last visit
        PerLane<LogPrice, Lanes> permanent;      ///< I_perm
        PerLane<LogPrice, Lanes> long_trigger;   ///< highest mark that reaches a long level
        PerLane<LogPrice, Lanes> short_trigger;  ///< lowest mark that reaches a short level
        typename MarketDepth::template State<Lanes> depth;
        [[no_unique_address]] typename Book::template State<Lanes> book;
    };

    /// Bytes of a path in `PathMemoryLayout::living_book`, of a living book of so many classes.
    static constexpr int bytes(bool with_waterfall, int classes = 1) {
        return static_cast<int>(sizeof(FundAccount)) + Book::bytes(with_waterfall, classes);
    }

    FullCascade(PressureParameters const& p, double step_years)
        : MarketDisplaced(p, step_years),
          book_(p, p.memory.layout.living_book + static_cast<int>(sizeof(FundAccount))),
          memory_(p.memory),
          first_fund_(p.waterfall.fund ? static_cast<FuelTicks>(*p.waterfall.fund * ticks_per_usd)
                                       : unlimited_fund),
          fraction_(p.cascade.market_fraction),
          has_walls_(p.walls.count > 0 ? 1 : 0),
          has_waterfall_(p.waterfall.enabled) {}

    template <int Lanes>
    LIQ_HD void start(State<Lanes>& s, int lane) const;

    /// A step begins, and all of its time passes: the imbalance decays, depth recovers and follows
    /// the variance, walls refill. What was is kept. `relax` must follow, once for all lanes.
    template <int Lanes>
    LIQ_HD void begin_step(State<Lanes>& s, Before<Lanes>& b, int lane,
                           float log2_variance_ratio) const;
    template <int Lanes>
    LIQ_HD void relax(State<Lanes>& s) const;

    /// Goes back to the beginning of the step.
    template <int Lanes>
    LIQ_HD void rewind(State<Lanes>& s, Before<Lanes> const& b, int lane) const;

    /// A share of a step passes in one lane. With walls the impact is the free one then.
    template <int Lanes>
    LIQ_HD void pass_time(State<Lanes>& s, int lane, float share) const;

    /// The free impact after a share of a step in which nothing is reached.
    template <int Lanes>
    LIQ_HD LogPrice impact_after(State<Lanes> const& s, int lane, float share) const;

    /// Takes all that an extreme of the mark reaches as one order, in the state of the end of the
    /// step, if it moves the price by no more than `limit` (`Response::reach_together`); else
    /// nothing changes and it returns false. `only_look` changes nothing at all.
    /// \param x  the fundamental price at the extreme of P
    template <int Lanes, class OnLevel>
    LIQ_HD bool take_together(State<Lanes>& s, int lane, LogPrice x, LogPrice mark, float limit,
                              bool only_look, OnLevel const& on_level) const;

    /// The same for some lanes in which one extreme alone reaches something, without walls. Returns
    /// those in which it was taken (models/cascade/full_light.hpp).
    template <int Lanes, class OnLevel>
    LIQ_HD LaneSet take_side_by_side(State<Lanes>& s, LaneSet lanes, LightSteps<Lanes>& light,
                                     float limit, OnLevel const& on_level) const;

    /// Whether a visit between these prices of X could change anything: a level is reached, or
    /// there is an imbalance whose displacement depends on walls.
    template <int Lanes>
    LIQ_HD int touches(State<Lanes> const& s, int lane, LogPrice low, LogPrice high) const {
        LogPrice const now = impact(s, lane);
        return touches(s, lane, {low, high}, {now, now});
    }
    /// The same for every impact of a range.
    template <int Lanes>
    LIQ_HD int touches(State<Lanes> const& s, int lane, PriceRange x, PriceRange impact) const;

    /// Settles the cascade at fundamental price x (models/cascade/full_settle.hpp). Calls
    /// on_level(side, level, fuel) for every level that is removed. Levels count outwards from
    /// spot; they are below 1 where a living book has filled levels on the other side of spot.
    template <int Lanes, class OnLevel>
    LIQ_HD Sweep settle(State<Lanes>& s, int lane, LogPrice x, OnLevel const& on_level,
                        LevelsComeTo come_to = {}) const;

    /// After every visit that settled: walls note how much of them is used.
    template <int Lanes>
    LIQ_HD void visited(State<Lanes>& s, int lane, LogPrice x) const;

    /// The step ends in a lane that settled: returns what the step removed, and lets the waterfall
    /// pay.
    template <int Lanes>
    LIQ_HD RemovedFuel close_step(State<Lanes>& s, int lane) const;

    /// After `close_step`: 1 if the fund was emptied in this step for the first time.
    template <int Lanes>
    LIQ_HD int fund_emptied(State<Lanes> const& s, int lane) const;

    /// After `close_step`: what auto-deleveraging closed in this step.
    template <int Lanes>
    LIQ_HD Deleveraging deleveraging(State<Lanes> const& s, int lane) const;

    /// Whether a living book is renewed at the end of this step.
    LIQ_HD bool refresh_due(int step) const;

    /// Renews a living book in all lanes; x are the prices that were visited last.
    template <int Lanes>
    LIQ_HD_APART void refresh(State<Lanes>& s, PerLane<LogPrice, Lanes> const& x) const;

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
    LIQ_HD_APART void open(State<Lanes>& s, int lane) const;

    /// Finds the nearest levels that hold fuel.
    template <int Lanes>
    LIQ_HD void find_triggers(State<Lanes>& s, int lane) const;

    /// models/law.md 7: the fund pays the step's deficits; what it cannot pay closes the other
    /// side.
    template <int Lanes>
    LIQ_HD void pay(State<Lanes>& s, int lane, RemovedFuel const& fuel) const;

    Book book_;
    PathMemory memory_;
    FuelTicks first_fund_;
    double fraction_;  ///< phi [1]
    int has_walls_;
    bool has_waterfall_;
};

}  // namespace liq::inline LIQ_TARGET

#include "models/cascade/full_ends.hpp"
#include "models/cascade/full_light.hpp"
#include "models/cascade/full_settle.hpp"
#include "models/cascade/full_time.hpp"
