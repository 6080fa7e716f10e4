/// \file
/// What a plan with positions of the desk needs besides their table.
#pragma once

#include "kernels/plan.hpp"

namespace liq {

/// Accounts that differ, see PortfolioView.
constexpr int portfolio_views(bool cascade, bool waterfall) {
    return !cascade ? 1 : !waterfall ? 2 : 3;
}

/// Reserves counters and memory for `plan.legs`, after the rest of the layout is known. Without
/// legs nothing changes.
///
/// \param gross  gross notional of each subject, legs then totals [USD]; profits are counted
///               relative to it
inline void prepare_portfolio(Plan& plan, std::vector<double> const& gross) {
    plan.profit_ticks_per_usd.clear();
    for (double const usd : gross)
        plan.profit_ticks_per_usd.push_back(profit_bins::ticks_per_unit / usd);
    plan.layout.n_subjects = static_cast<int>(gross.size());
    plan.layout.n_views =
        plan.legs.empty() ? 0 : portfolio_views(plan.cascade.enabled, plan.waterfall.enabled);
    plan.memory.portfolio =
        plan.memory.reserve(bytes_of_portfolio(plan.layout.n_subjects, plan.layout.n_views));
}

}  // namespace liq
