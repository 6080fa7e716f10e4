/// \file
/// What a plan needs for the desk's own positions, besides their table.
#pragma once

#include "kernels/plan.hpp"

namespace liq {

/// Accounts that differ, see PortfolioView.
constexpr int portfolio_views(bool cascade, bool waterfall) {
    return !cascade ? 1 : !waterfall ? 2 : 3;
}

/// Reserves counters and memory for `plan.legs`. It is called after the rest of the layout is
/// known. Without legs nothing changes.
///
/// \param scales  of each subject, legs then totals [USD]: its gross notional, or more; profits are
///                counted relative to it
inline void prepare_portfolio(Plan& plan, std::vector<double> const& scales) {
    plan.profit_ticks_per_usd.clear();
    for (double const usd : scales)
        plan.profit_ticks_per_usd.push_back(profit_bins::ticks_per_unit / usd);
    plan.layout.n_subjects = static_cast<int>(scales.size());
    plan.layout.n_views =
        plan.legs.empty() ? 0 : portfolio_views(plan.cascade.enabled, plan.waterfall.enabled);
    plan.memory.portfolio =
        plan.memory.reserve(bytes_of_portfolio(plan.layout.n_subjects, plan.layout.n_views));
}

}  // namespace liq
