/// \file
/// The cascade with everything that a run can have (model.md 4 to 7): any depth, walls, a book that
/// lives, an insurance fund with auto-deleveraging. What a run does not have costs a comparison.
#pragma once

#include <cmath>

#include "models/book/frozen_book.hpp"
#include "models/book/living_book.hpp"
#include "models/cascade/pressure.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/impact/market_depth.hpp"
#include "models/margin/waterfall.hpp"

namespace liq::inline LIQ_TARGET {

/// Forced orders against any depth, from any book. Where there are no walls the displacement is a
/// function of the imbalance, kept in the state and shared by all prices of a step. Where there
/// are, it depends on the price too, so every visit of a lane with an imbalance settles, which
/// leaves behind the displacement at the visited price.
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
        PerLane<Usd, Lanes> imbalance;           ///< E, sales positive
        PerLane<LogPrice, Lanes> displaced;      ///< disp(E), at the last visit if there are walls
        PerLane<LogPrice, Lanes> permanent;      ///< I_perm
        PerLane<LogPrice, Lanes> long_trigger;   ///< highest mark that reaches a long level
        PerLane<LogPrice, Lanes> short_trigger;  ///< lowest mark that reaches a short level
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
          first_fund_(p.waterfall.fund ? static_cast<FuelTicks>(*p.waterfall.fund * ticks_per_usd)
                                       : unlimited_fund),
          fraction_(p.cascade.market_fraction),
          keep_imbalance_(static_cast<float>(std::exp(-step_years / p.impact.resilience.years()))),
          market_fraction_(static_cast<float>(p.cascade.market_fraction)),
          pass_through_(static_cast<float>(p.cascade.mark_pass_through)),
          permanent_share_(static_cast<float>(p.impact.permanent_share)),
          max_rounds_(p.cascade.max_rounds),
          has_walls_(p.walls.count > 0 ? 1 : 0),
          has_waterfall_(p.waterfall.enabled) {}

    template <int Lanes>
    LIQ_HD void start(State<Lanes>& s, int lane) const {
        s.imbalance[lane] = 0.0f;
        s.displaced[lane] = 0.0f;
        s.permanent[lane] = 0.0f;
        s.long_step[lane] = s.short_step[lane] = 0.0f;
        depth_.start(s.depth, lane);
        open(s, lane);
    }

    /// Time passes: the imbalance decays, walls refill, depth follows the variance. `relax` must
    /// follow, once for all lanes.
    template <int Lanes>
    LIQ_HD void begin_step(State<Lanes>& s, int lane, float log2_variance_ratio) const {
        float const decayed = s.imbalance[lane] * keep_imbalance_;
        float const size = decayed < 0.0f ? -decayed : decayed;
        s.imbalance[lane] = size < 1.0f ? 0.0f : decayed;
        depth_.begin_step(s.depth, lane, log2_variance_ratio);
    }
    template <int Lanes>
    LIQ_HD void relax(State<Lanes>& s) const {
        depth_.relax(s.depth, s.imbalance, s.displaced);
    }

    /// P = X + I, I = I_perm + (1 - pi) disp(E). With walls x must be the price visited last.
    template <int Lanes>
    LIQ_HD LogPrice traded(State<Lanes> const& s, int lane, LogPrice x) const {
        return x + impact_of(s.permanent[lane], s.displaced[lane]);
    }

    /// Whether a visit between these prices of X could change anything: a level is reached, or
    /// there is an imbalance whose displacement walls shape.
    template <int Lanes>
    LIQ_HD int touches(State<Lanes> const& s, int lane, LogPrice low, LogPrice high) const {
        LogPrice const impact = impact_of(s.permanent[lane], s.displaced[lane]);
        Usd const size = s.imbalance[lane] < 0.0f ? -s.imbalance[lane] : s.imbalance[lane];
        return static_cast<int>(fused(pass_through_, impact, low) <= s.long_trigger[lane]) |
               static_cast<int>(fused(pass_through_, impact, high) >= s.short_trigger[lane]) |
               (has_walls_ & static_cast<int>(size >= 1.0f));
    }

    /// Settles the cascade at fundamental price x: the least fixed point, reached by rounds
    /// (models/cascade/full_settle.hpp). Calls on_level(side, level, fuel) for every level removed,
    /// counted outwards from spot: below 1 where a living book has filled beyond it.
    template <int Lanes, class OnLevel>
    LIQ_HD Sweep settle(State<Lanes>& s, int lane, LogPrice x, OnLevel const& on_level) const;

    /// After every visit that settled: walls remember what is used of them.
    template <int Lanes>
    LIQ_HD void visited(State<Lanes>& s, int lane, LogPrice x) const {
        depth_.visited(s.depth, lane, s.imbalance[lane], x);
    }

    /// The step ends in a lane that settled: what it removed; the waterfall pays.
    template <int Lanes>
    LIQ_HD RemovedFuel close_step(State<Lanes>& s, int lane) const {
        SideAccount& longs = book_.account(lane, Side::long_side);
        SideAccount& shorts = book_.account(lane, Side::short_side);
        RemovedFuel const fuel{longs.in_step, shorts.in_step};
        longs.in_step = shorts.in_step = 0;
        s.long_step[lane] = usd_of(fuel.longs);
        s.short_step[lane] = usd_of(fuel.shorts);
        if (has_waterfall_) pay(s, lane, fuel);
        return fuel;
    }

    /// After `close_step`: 1 if the fund was emptied in this step for the first time.
    template <int Lanes>
    LIQ_HD int fund_emptied(State<Lanes> const& /*s*/, int lane) const {
        return has_waterfall_ ? fund(lane).emptied_now : 0;
    }

    /// After `close_step`: what auto-deleveraging closed in this step.
    template <int Lanes>
    LIQ_HD Deleveraging deleveraging(State<Lanes> const& /*s*/, int lane) const {
        if (!has_waterfall_) return {};
        return {{fund(lane).closed_now[0], fund(lane).closed_now[1]}};
    }

    /// Depth after the step: recovery, and what the step's fuel drove away.
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

    /// Renews a living book; x is the price visited last.
    template <int Lanes>
    LIQ_HD_APART void refresh(State<Lanes>& s, int lane, LogPrice x) const {
        if constexpr (Book::lives) {
            book_.template refresh<Lanes>(lane, traded(s, lane, x),
                                          mark_of(x, s.permanent[lane], s.displaced[lane]));
            aim(s, lane);
        }
    }

    /// Fuel removed since the path began.
    template <int Lanes>
    LIQ_HD RemovedFuel removed(State<Lanes> const& /*s*/, int lane) const {
        return {book_.account(lane, Side::long_side).liquidated,
                book_.account(lane, Side::short_side).liquidated};
    }

    /// How the path ends.
    template <int Lanes>
    LIQ_HD CascadeEnd path_end(State<Lanes> const& /*s*/, int lane) const {
        CascadeEnd end;
        end.fund_drawdown = fund(lane).drawdown;
        for (int i = 0; i < n_sides; ++i) {
            auto const side = static_cast<Side>(i);
            SideAccount const& a = book_.account(lane, side);
            end.flows[i] = {a.initial,    a.opened,      a.closed,
                            a.liquidated, a.deleveraged, book_.alive(lane, side),
                            a.off_grid};
        }
        return end;
    }

    /// The fund of a path, for tests.
    LIQ_HD FundAccount& fund(int lane) const {
        return *memory_.template at<FundAccount>(lane, memory_.layout.living_book);
    }

  private:
    template <int Lanes>
    LIQ_HD_APART void open(State<Lanes>& s, int lane) const {
        fund(lane) = FundAccount{};
        book_.start(lane);
        aim(s, lane);
    }
    /// Finds the nearest levels that hold fuel.
    template <int Lanes>
    LIQ_HD void aim(State<Lanes>& s, int lane) const {
        s.long_trigger[lane] = -book_.nearest(lane, Side::long_side);
        s.short_trigger[lane] = book_.nearest(lane, Side::short_side);
    }
    /// model.md 7: the fund pays the step's deficits; what it cannot pay closes the other side.
    template <int Lanes>
    LIQ_HD void pay(State<Lanes>& s, int lane, RemovedFuel const& fuel) const {
        FundAccount& account = fund(lane);
        Shortfall const shortfall = InsuranceFund(first_fund_).settle(account);
        account.closed_now[0] = account.closed_now[1] = 0;
        if ((shortfall.unpaid[0] | shortfall.unpaid[1]) == 0) return;
        // Both from what was alive before: positions closed for one side are not liquidated fuel.
        for (int side = 0; side < n_sides; ++side) {
            FuelTicks const wanted =
                fuel_to_deleverage(shortfall.unpaid[side], shortfall.deficit[side],
                                   side == 0 ? fuel.longs : fuel.shorts);
            auto const other = side == 0 ? Side::short_side : Side::long_side;
            if (wanted > 0)
                account.closed_now[static_cast<int>(other)] = book_.deleverage(lane, other, wanted);
        }
        aim(s, lane);
    }

    LIQ_HD LogPrice impact_of(LogPrice permanent, LogPrice displaced) const {
        return fused(1.0f - permanent_share_, displaced, permanent);
    }
    LIQ_HD LogPrice mark_of(LogPrice x, LogPrice permanent, LogPrice displaced) const {
        return fused(pass_through_, impact_of(permanent, displaced), x);
    }
    /// One side of a round, once the prices around it are known.
    template <class OnLevel>
    LIQ_HD void remove(int lane, Side side, LogPrice mark, double executed,
                       OnLevel const& on_level) const;

    MarketDepth depth_;
    Book book_;
    PathMemory memory_;
    FuelTicks first_fund_;
    double fraction_;        ///< phi [1]
    float keep_imbalance_;   ///< per step [1]
    float market_fraction_;  ///< phi [1]
    float pass_through_;     ///< omega [1]
    float permanent_share_;  ///< pi [1]
    int max_rounds_;
    int has_walls_;
    bool has_waterfall_;
};

}  // namespace liq::inline LIQ_TARGET

#include "models/cascade/full_settle.hpp"
