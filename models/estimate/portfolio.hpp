/// \file
/// What becomes of the desk's own positions: liquidated, stopped or deleveraged, and their profit.
#pragma once

#include <cstdint>

#include "models/core/host_device.hpp"
#include "models/estimate/bins.hpp"
#include "models/estimate/portfolio_tables.hpp"
#include "models/estimate/portfolio_watching.hpp"
#include "models/estimate/totals_layout.hpp"
#include "models/margin/waterfall.hpp"

namespace liq::inline LIQ_TARGET {

/// Between closings the value of every leg, and of their totals, is affine in the price, so that
/// it is least at the lowest or the highest price visited. A path therefore follows those two
/// prices, and the next marks that close a leg (`PortfolioWatching`). Values are brought up to date
/// where something closes and at the end of the path.
///
/// A visit that reaches a leg's liquidation price liquidates it, whatever its stop; one that
/// reaches the stop alone sells at the visit's traded price. What the desk closes moves no price.
/// Auto-deleveraging closes the same share of every leg of the side that is in profit since entry.
///
/// Tested in tests/models/portfolio_test.cpp, without cascade against one-sided first passage.
///
/// \tparam Rows  as in FirstPassage
template <int Rows>
class Portfolio : public PortfolioWatching<Rows> {
    using Watching = PortfolioWatching<Rows>;
    using Watching::keep;
    using Watching::mark;
    using Watching::memory_;
    using Watching::reached;
    using Watching::tables_;
    using Watching::watched;

  public:
    Portfolio(ObservationTables const& tables, TotalsLayout const& layout)
        : Watching(tables), layout_(layout) {}

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
    LIQ_HD PortfolioAccount& account(int view, int subject, int lane) const {
        int const from = memory_.layout.portfolio + 2 * static_cast<int>(sizeof(PortfolioWatch));
        return memory_.template at<PortfolioAccount>(lane,
                                                     from)[view * layout_.n_subjects + subject];
    }
    LIQ_HD LegFate& fate(int row, int subject, int lane) const {
        int const from =
            memory_.layout.portfolio + 2 * static_cast<int>(sizeof(PortfolioWatch)) +
            layout_.n_views * layout_.n_subjects * static_cast<int>(sizeof(PortfolioAccount));
        return memory_.template at<LegFate>(lane, from)[row * layout_.n_subjects + subject];
    }
    /// The views of a price are number `row` and every second one after it.
    static constexpr int view_stride = 2;

    LIQ_HD_APART void open(int lane) const;

    /// Computes the totals of a view from its legs.
    LIQ_HD void add_up(int view, int lane) const;

    LIQ_HD static double value_at(PortfolioAccount const& a, double price) {
        return a.constant + a.per_price * price;
    }
    LIQ_HD static void note(PortfolioAccount& a, double value) {
        a.worst = value < a.worst ? value : a.worst;
    }

    /// Takes the stretch since the last closing into account, for one price: the worst value of
    /// each subject in it.
    LIQ_HD_APART void bring_up_to_date(PortfolioWatch const& watch, int row, int lane) const;

    /// Closes legs at a visit that reaches the closing mark of at least one. Returns the next
    /// watch.
    LIQ_HD_APART PortfolioWatch close_legs(PortfolioWatch const& watch, int row, int lane,
                                           Prices prices, When when, CounterSink const& sink) const;

    LIQ_HD void close_leg(PortfolioLeg const& leg, int i, bool liquidated, int row, int lane,
                          double price, When when, CounterSink const& sink) const;

    /// Counts that a subject has ended, and when. If only one price is followed it counts for both.
    LIQ_HD void date(int subject, bool liquidated, int row, When when,
                     CounterSink const& sink) const;

    LIQ_HD_APART void deleverage(PortfolioWatch const& watch, int lane, Deleveraging const& what,
                                 Prices prices, CounterSink const& sink) const;

    /// Counts the profits at the end of the path.
    LIQ_HD_APART void count(int lane, PathEnd const& end, CounterSink const& sink) const;
    LIQ_HD std::int64_t ticks_of(double profit, int subject) const {
        double const ticks = profit * tables_.ticks_per_usd[subject];
        double const most = static_cast<double>(profit_bins::limit / 2);
        return nearest_ticks(ticks > most ? most : ticks < -most ? -most : ticks);
    }
    /// Counts whether the liquidation of a subject differs between the two prices.
    LIQ_HD void compare(int subject, int lane, CounterSink const& sink) const;

    TotalsLayout layout_;
};

}  // namespace liq::inline LIQ_TARGET

#include "models/estimate/portfolio_closings.hpp"
#include "models/estimate/portfolio_profits.hpp"
