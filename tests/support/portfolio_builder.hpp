/// \file
/// Positions of the desk on plans for tests, in log distances and units of spot.
#pragma once

#include <cmath>
#include <utility>
#include <vector>

#include "kernels/portfolio_plan.hpp"
#include "tests/support/plan_builder.hpp"
#include "tests/support/statistics.hpp"

namespace liq::tests {

/// A linear position entered at spot. \param liquidation, stop  log distance, positive; 0: none
inline PortfolioLeg leg_at_spot(Side side, double notional, double margin, double liquidation,
                                double stop = 0) {
    PortfolioLeg leg;
    leg.outward = side == Side::long_side ? -1 : 1;
    leg.sums = 3;
    if (liquidation > 0) leg.liquidation = static_cast<float>(liquidation);
    if (stop > 0) leg.stop = static_cast<float>(stop);
    leg.per_price = -leg.outward * notional;
    leg.constant = -leg.per_price;
    leg.lost_constant = -margin;
    return leg;
}

/// The plan with these legs; profits are counted relative to `gross` for each of them, and to the
/// sum for the totals.
inline Plan with_legs(Plan plan, std::vector<PortfolioLeg> legs, double gross) {
    std::vector<double> each(legs.size(), gross);
    each.insert(each.end(), n_portfolio_sums, gross * static_cast<double>(legs.size()));
    plan.legs = std::move(legs);
    prepare_portfolio(plan, each);
    return plan;
}

/// Legs of both sides for comparisons of bits, near and far, with stops, with and without a
/// liquidation price.
inline Plan with_desk(Plan plan) {
    std::vector<PortfolioLeg> legs;
    for (Side side : {Side::long_side, Side::short_side}) {
        for (double distance : {.031, .083, .19})
            legs.push_back(leg_at_spot(side, 1e6, 9e5 * distance, distance));
        legs.push_back(leg_at_spot(side, 2e6, 1e5, .11, .047));
        legs.push_back(leg_at_spot(side, 5e5, 5e5, 0));
        legs.back().sums = 1;
        legs.back().entry = side == Side::long_side ? .93 : 1.05;
    }
    return with_legs(std::move(plan), std::move(legs), 1e6);
}

/// Mean over paths and its standard error, relative to gross notional.
inline Measured mean_profit(Totals const& totals, int subject, int profit, int moment) {
    std::int64_t const at = totals.layout().profit_sums(subject, profit, moment);
    auto const limb = [&](int i) { return static_cast<long double>(totals.cold(at + i)); };
    auto const n = static_cast<long double>(totals.paths());
    long double const mean =
        (limb(0) + std::ldexp(limb(1), 32)) / n - static_cast<long double>(profit_bins::limit);
    long double squares = 0;
    for (int i = 3; i >= 0; --i) squares += std::ldexp(limb(2 + i), 32 * i);
    long double const variance = squares / n - mean * mean;
    double const unit = profit_bins::ticks_per_unit;
    return {static_cast<double>(mean) / unit,
            static_cast<double>(std::sqrt(std::max(0.0L, variance) / n)) / unit};
}

}  // namespace liq::tests
