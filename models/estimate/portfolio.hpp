/// \file
/// What becomes of the desk's own positions: liquidated, stopped or deleveraged, and their profit.
#pragma once

#include <cstdint>
#include <type_traits>

#include "models/core/elementary.hpp"
#include "models/core/host_device.hpp"
#include "models/core/lanes.hpp"
#include "models/core/path_memory.hpp"
#include "models/estimate/bins.hpp"
#include "models/estimate/estimator.hpp"
#include "models/estimate/portfolio_tables.hpp"
#include "models/margin/waterfall.hpp"

namespace liq::inline LIQ_TARGET {

/// Between closings the value of every leg, and of their totals, is affine in the price, so that
/// its least is at the lowest or the highest price visited: a path follows those two, and the next
/// marks that close a leg. Values are brought up to date where something closes and at the end.
///
/// A visit that reaches a leg's liquidation price liquidates it, whatever its stop; one that
/// reaches the stop alone sells at the visit's traded price. What the desk closes moves no price.
/// Auto-deleveraging closes the same share of every leg of the side that is in profit since entry.
///
/// Tested in tests/models/portfolio_test.cpp, without cascade against one-sided first passage.
///
/// \tparam Rows  as in FirstPassage
template <int Rows>
class Portfolio : public EstimatorDefaults {
    struct Nowhere {};
    template <int Lanes>
    struct Watches {
        PerLane<LogPrice, Lanes> low[Rows], high[Rows];
        PerLane<LogPrice, Lanes> below[Rows], above[Rows];
    };

  public:
    /// One lane alone, as a GPU thread, keeps its watches in the memory of its path.
    template <int Lanes>
    struct State : std::conditional_t<Lanes == 1, Nowhere, Watches<Lanes>> {
        static constexpr bool in_memory = Lanes == 1;
    };

    Portfolio(ObservationTables const& tables, TotalsLayout const& layout)
        : tables_(tables.portfolio), memory_(tables.memory), layout_(layout) {}

    template <class S>
    LIQ_HD void start(S& s, int lane) const {
        bool const any = tables_.n_legs != 0;
        if constexpr (S::in_memory) {
            if (!any) return;
        }
        LogPrice const never = PortfolioLeg::never;
        for (int row = 0; row < Rows; ++row)
            keep(s, row, lane,
                 {any ? 0.0f : -never, any ? 0.0f : never, tables_.below, tables_.above});
        if (any) open(lane);
    }

    template <class S>
    LIQ_HD void observe(S& s, int lane, Prices prices) const {
        if constexpr (S::in_memory) {
            if (tables_.n_legs == 0) return;
        }
        for (int row = 0; row < Rows; ++row) {
            PortfolioWatch watch = watched(s, row, lane);
            LogPrice const price = row == 0 ? prices.traded : prices.fundamental;
            bool const closes = reached(watch, row, prices) != 0;
            LogPrice const low = price < watch.low ? price : watch.low;
            LogPrice const high = watch.high < price ? price : watch.high;
            watch.low = closes ? watch.low : low;
            watch.high = closes ? watch.high : high;
            keep(s, row, lane, watch);
        }
    }

    template <class S>
    LIQ_HD int wants(S const& s, int lane, Prices prices) const {
        if constexpr (S::in_memory) {
            if (tables_.n_legs == 0) return 0;
        }
        int any = 0;
        for (int row = 0; row < Rows; ++row) any |= reached(watched(s, row, lane), row, prices);
        return any;
    }

    template <class S>
    LIQ_HD int stirs(S const& s, int lane, Prices low, Prices high) const {
        if constexpr (S::in_memory) {
            if (tables_.n_legs == 0) return 0;
        }
        int any = 0;
        for (int row = 0; row < Rows; ++row) {
            PortfolioWatch const watch = watched(s, row, lane);
            LogPrice const lowest = row == 0 ? low.traded : low.fundamental;
            LogPrice const highest = row == 0 ? high.traded : high.fundamental;
            any |= static_cast<int>(lowest < watch.low) | static_cast<int>(watch.high < highest);
            // A price that is its own mark and reaches a new level is a new low or high.
            if (Rows == 1 || row == 1) continue;
            // The mark lies between the two prices, and is rounded more than once.
            LogPrice const least = lowest < low.fundamental ? lowest : low.fundamental;
            LogPrice const most = high.fundamental < highest ? highest : high.fundamental;
            any |= static_cast<int>(least <= watch.below + nearly) |
                   static_cast<int>(most >= watch.above - nearly);
        }
        return any;
    }

    template <class S, class O>
    LIQ_HD void attend(S& s, O& /*outcomes*/, int lane, Prices prices, When when,
                       CounterSink const& sink) const {
        if (tables_.n_legs == 0) return;
        for (int row = 0; row < Rows; ++row) {
            PortfolioWatch const watch = watched(s, row, lane);
            if (reached(watch, row, prices) == 0) continue;
            keep(s, row, lane, close_legs(watch, row, lane, prices, when, sink));
        }
    }

    template <class S>
    LIQ_HD void deleveraged(S& s, int lane, Deleveraging const& what, Prices prices,
                            CounterSink const& sink) const {
        if (tables_.n_legs == 0) return;
        PortfolioWatch watch = watched(s, 0, lane);
        deleverage(watch, lane, what, prices, sink);
        watch.low = watch.high = prices.traded;
        keep(s, 0, lane, watch);
    }

    template <class S, class O>
    LIQ_HD void finish(S& s, O& /*outcomes*/, int lane, PathEnd const& end,
                       CounterSink const& sink) const {
        if (tables_.n_legs == 0) return;
        for (int row = 0; row < Rows; ++row) bring_up_to_date(watched(s, row, lane), row, lane);
        count(lane, end, sink);
    }

  private:
    static constexpr LogPrice nearly = 1e-5f;

    template <class S>
    LIQ_HD PortfolioWatch watched(S const& s, int row, int lane) const {
        if constexpr (S::in_memory) {
            return memory_.at<PortfolioWatch>(lane, memory_.layout.portfolio)[row];
        } else {
            return {s.low[row][lane], s.high[row][lane], s.below[row][lane], s.above[row][lane]};
        }
    }
    template <class S>
    LIQ_HD void keep(S& s, int row, int lane, PortfolioWatch const& watch) const {
        if constexpr (S::in_memory) {
            memory_.at<PortfolioWatch>(lane, memory_.layout.portfolio)[row] = watch;
        } else {
            s.low[row][lane] = watch.low;
            s.high[row][lane] = watch.high;
            s.below[row][lane] = watch.below;
            s.above[row][lane] = watch.above;
        }
    }
    /// m = X + omega (P - X); without the cascade m = X.
    LIQ_HD LogPrice mark(int row, Prices prices) const {
        if (row != 0) return prices.fundamental;
        return fused(tables_.pass_through, prices.traded - prices.fundamental, prices.fundamental);
    }
    LIQ_HD int reached(PortfolioWatch const& watch, int row, Prices prices) const {
        LogPrice const m = mark(row, prices);
        return static_cast<int>(m <= watch.below) | static_cast<int>(m >= watch.above);
    }

    LIQ_HD PortfolioAccount& account(int view, int subject, int lane) const {
        int const from = memory_.layout.portfolio + 2 * static_cast<int>(sizeof(PortfolioWatch));
        return memory_.at<PortfolioAccount>(lane, from)[view * layout_.n_subjects + subject];
    }
    LIQ_HD LegFate& fate(int row, int subject, int lane) const {
        int const from =
            memory_.layout.portfolio + 2 * static_cast<int>(sizeof(PortfolioWatch)) +
            layout_.n_views * layout_.n_subjects * static_cast<int>(sizeof(PortfolioAccount));
        return memory_.at<LegFate>(lane, from)[row * layout_.n_subjects + subject];
    }
    /// The views of a price are `row` and every second one behind it.
    static constexpr int view_stride = 2;

    LIQ_HD_APART void open(int lane) const;

    /// The totals of a view, from its legs.
    LIQ_HD void add_up(int view, int lane) const;

    LIQ_HD static double value_at(PortfolioAccount const& a, double price) {
        return a.constant + a.per_price * price;
    }
    LIQ_HD static void note(PortfolioAccount& a, double value) {
        a.worst = value < a.worst ? value : a.worst;
    }

    /// The stretch since the last closing, of one price: where was each subject worst?
    LIQ_HD_APART void bring_up_to_date(PortfolioWatch const& watch, int row, int lane) const;

    /// A visit reaches the closing mark of at least one leg. Returns what to watch next.
    LIQ_HD_APART PortfolioWatch close_legs(PortfolioWatch const& watch, int row, int lane,
                                           Prices prices, When when, CounterSink const& sink) const;

    LIQ_HD void close_leg(PortfolioLeg const& leg, int i, bool liquidated, int row, int lane,
                          double price, When when, CounterSink const& sink) const;

    /// Counts an end; with one price it counts for both.
    LIQ_HD void date(int subject, bool liquidated, int row, When when,
                     CounterSink const& sink) const;

    LIQ_HD_APART void deleverage(PortfolioWatch const& watch, int lane, Deleveraging const& what,
                                 Prices prices, CounterSink const& sink) const;

    /// At the end of the path.
    LIQ_HD_APART void count(int lane, PathEnd const& end, CounterSink const& sink) const;
    LIQ_HD std::int64_t ticks_of(double profit, int subject) const {
        double const ticks = profit * tables_.ticks_per_usd[subject];
        double const most = static_cast<double>(profit_bins::limit / 2);
        return nearest_ticks(ticks > most ? most : ticks < -most ? -most : ticks);
    }
    LIQ_HD void compare(int subject, int lane, CounterSink const& sink) const;

    PortfolioTables tables_;
    PathMemory memory_;
    TotalsLayout layout_;
};

}  // namespace liq::inline LIQ_TARGET

#include "models/estimate/portfolio_closings.hpp"
