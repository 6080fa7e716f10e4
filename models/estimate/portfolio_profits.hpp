/// \file
/// What the desk's positions have brought at the end of a path. One lane at a time, in double
/// precision.
#pragma once

#include "models/estimate/portfolio.hpp"

namespace liq::inline LIQ_TARGET {

template <int Rows>
LIQ_HD_APART void Portfolio<Rows>::count(int lane, PathEnd const& end,
                                         CounterSink const& sink) const {
    double const close[n_priced] = {exp_precisely(static_cast<double>(end.close.traded)),
                                    exp_precisely(static_cast<double>(end.close.fundamental))};
    for (int i = 0; i < layout_.n_subjects; ++i) {
        for (int moment = 0; moment < TotalsLayout::n_moments; ++moment) {
            std::int64_t first = 0;
            for (int view = 0; view < layout_.n_views; ++view) {
                PortfolioAccount const& a = account(view, i, lane);
                double const profit = moment == TotalsLayout::at_worst
                                          ? a.worst
                                          : value_at(a, close[view == 1 ? 1 : 0]);
                std::int64_t const ticks = ticks_of(profit, i);
                if (view == 0) first = ticks;
                sink.add_cold(layout_.profits(i, view, moment) + profit_bin(ticks));
                add_to_profit_sums(sink, layout_.profit_sums(i, view, moment), ticks);
                if (view == 0) continue;
                add_to_profit_sums(sink, layout_.profit_sums(i, layout_.n_views + view - 1, moment),
                                   first - ticks);
            }
        }
        if constexpr (Rows == 2) compare(i, lane, sink);
    }
}

template <int Rows>
LIQ_HD void Portfolio<Rows>::compare(int subject, int lane, CounterSink const& sink) const {
    bool const with = fate(0, subject, lane) == LegFate::liquidated;
    bool const without = fate(1, subject, lane) == LegFate::liquidated;
    if (with == without) return;
    sink.add_cold(layout_.subject(subject, with ? TotalsLayout::liquidated_only_with
                                                : TotalsLayout::liquidated_only_without));
}

}  // namespace liq::inline LIQ_TARGET
