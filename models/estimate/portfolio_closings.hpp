/// \file
/// What happens to the desk's positions when one of them closes. This is rare and done for one lane
/// at a time, in double precision.
#pragma once

#include "models/estimate/portfolio.hpp"

namespace liq::inline LIQ_TARGET {

template <int Rows>
LIQ_HD_APART void Portfolio<Rows>::open(int lane) const {
    for (int view = 0; view < layout_.n_views; ++view) {
        for (int i = 0; i < tables_.n_legs; ++i) {
            PortfolioLeg const& leg = tables_.legs[i];
            account(view, i, lane) = {leg.constant, leg.per_price, 0.0};
        }
        for (int i = tables_.n_legs; i < layout_.n_subjects; ++i)
            account(view, i, lane) = {0.0, 0.0, 0.0};
        add_up(view, lane);
    }
    for (int row = 0; row < Rows; ++row)
        for (int i = 0; i < layout_.n_subjects; ++i) fate(row, i, lane) = LegFate::open;
}

template <int Rows>
LIQ_HD void Portfolio<Rows>::add_up(int view, int lane) const {
    for (int sum = 0; sum < n_portfolio_sums; ++sum) {
        double constant = 0, per_price = 0;
        for (int i = 0; i < tables_.n_legs; ++i) {
            if (((tables_.legs[i].sums >> sum) & 1) == 0) continue;
            PortfolioAccount const& leg = account(view, i, lane);
            constant += leg.constant;
            per_price += leg.per_price;
        }
        PortfolioAccount& total = account(view, tables_.n_legs + sum, lane);
        total.constant = constant;
        total.per_price = per_price;
    }
}

template <int Rows>
LIQ_HD_APART void Portfolio<Rows>::bring_up_to_date(PortfolioWatch const& watch, int row,
                                                    int lane) const {
    double const low = exp_precisely(static_cast<double>(watch.low));
    double const high = exp_precisely(static_cast<double>(watch.high));
    for (int view = row; view < layout_.n_views; view += view_stride) {
        for (int i = 0; i < layout_.n_subjects; ++i) {
            PortfolioAccount& a = account(view, i, lane);
            note(a, value_at(a, low));
            note(a, value_at(a, high));
        }
    }
}

template <int Rows>
LIQ_HD_APART PortfolioWatch Portfolio<Rows>::close_legs(PortfolioWatch const& watch, int row,
                                                        int lane, Prices prices, When when,
                                                        CounterSink const& sink) const {
    bring_up_to_date(watch, row, lane);
    LogPrice const m = mark(row, prices);
    LogPrice const at = row == 0 ? prices.traded : prices.fundamental;
    double const price = exp_precisely(static_cast<double>(at));
    PortfolioWatch next{at, at, -PortfolioLeg::never, PortfolioLeg::never};
    for (int i = 0; i < tables_.n_legs; ++i) {
        if (fate(row, i, lane) != LegFate::open) continue;
        PortfolioLeg const leg = tables_.legs[i];
        LogPrice const away = leg.outward < 0 ? -m : m;
        if (away >= leg.first_distance()) {
            close_leg(leg, i, away >= leg.liquidation, row, lane, price, when, sink);
        } else if (leg.outward < 0) {
            next.below = next.below < -leg.first_distance() ? -leg.first_distance() : next.below;
        } else {
            next.above = leg.first_distance() < next.above ? leg.first_distance() : next.above;
        }
    }
    for (int view = row; view < layout_.n_views; view += view_stride) add_up(view, lane);
    return next;
}

template <int Rows>
LIQ_HD void Portfolio<Rows>::close_leg(PortfolioLeg const& leg, int i, bool liquidated, int row,
                                       int lane, double price, When when,
                                       CounterSink const& sink) const {
    bool const alive =
        account(row, i, lane).per_price != 0;  // otherwise auto-deleveraging has closed all of it
    for (int view = row; view < layout_.n_views; view += view_stride) {
        PortfolioAccount& a = account(view, i, lane);
        double value = value_at(a, price);
        if (liquidated) {  // the share that auto-deleveraging has left
            double const share = a.per_price / leg.per_price;
            value = (a.constant - share * leg.constant) +
                    share * (leg.lost_constant + leg.lost_per_price * price);
        }
        a.constant = value;
        a.per_price = 0;
        note(a, value);
    }
    fate(row, i, lane) = !alive       ? LegFate::deleveraged
                         : liquidated ? LegFate::liquidated
                                      : LegFate::stopped;
    if (!alive) return;
    date(i, liquidated, row, when, sink);
    if (!liquidated) return;
    for (int sum = 0; sum < n_portfolio_sums; ++sum) {
        LegFate& total = fate(row, tables_.n_legs + sum, lane);
        if (((leg.sums >> sum) & 1) == 0 || total != LegFate::open) continue;
        total = LegFate::liquidated;
        date(tables_.n_legs + sum, true, row, when, sink);
    }
}

template <int Rows>
LIQ_HD void Portfolio<Rows>::date(int subject, bool liquidated, int row, When when,
                                  CounterSink const& sink) const {
    for (int priced = row; priced < (Rows == 1 ? n_priced : row + 1); ++priced) {
        int const what = priced * TotalsLayout::fates_of_one_price +
                         (liquidated ? TotalsLayout::liquidations : TotalsLayout::stops);
        sink.add_cold(layout_.subject(subject, what));
        sink.add_cold(layout_.subject(subject, what + 1), static_cast<Counter>(when.step));
        if (liquidated) sink.add_cold(layout_.liquidation_times(subject, priced) + when.time_bin);
    }
}

template <int Rows>
LIQ_HD_APART void Portfolio<Rows>::deleverage(PortfolioWatch const& watch, int lane,
                                              Deleveraging const& what, Prices prices,
                                              CounterSink const& sink) const {
    bring_up_to_date(watch, 0, lane);
    double const price = exp_precisely(static_cast<double>(prices.traded));
    for (int i = 0; i < tables_.n_legs; ++i) {
        PortfolioLeg const leg = tables_.legs[i];
        PortfolioAccount& a = account(0, i, lane);
        double const closed = what.share[leg.outward < 0 ? 0 : 1];
        bool const gains = leg.outward < 0 ? price > leg.entry : price < leg.entry;
        if (!(closed > 0) || !gains || a.per_price == 0) continue;
        double const share = a.per_price / leg.per_price;
        if (share == 1.0) sink.add_cold(layout_.subject(i, TotalsLayout::deleveraged_paths));
        sink.add_cold(
            layout_.subject(i, TotalsLayout::deleveraged_share),
            static_cast<Counter>(nearest_ticks(share * closed * profit_bins::ticks_per_unit)));
        a.constant += closed * (a.per_price * price);
        a.per_price = closed < 1.0 ? a.per_price * (1.0 - closed) : 0.0;
    }
    add_up(0, lane);
}

}  // namespace liq::inline LIQ_TARGET
