/// \file
/// The desk's own positions as tables that planning makes, and what a path keeps about them.
#pragma once

#include <cstdint>
#include <limits>

#include "models/core/host_device.hpp"
#include "models/core/path_memory.hpp"
#include "models/core/table.hpp"
#include "models/core/units.hpp"

namespace liq {

/// The most positions of a portfolio.
inline constexpr int max_positions = 64;
/// The totals of a portfolio: one as it is, and one with every what-if applied.
inline constexpr int n_portfolio_sums = 2;

/// A position as it is, or as it would be with its what-if. While it is open, what it has gained
/// since t = 0 is constant + per_price p [USD], where p is the price relative to spot; this holds
/// for linear and for inverse contracts. Distances are logarithmic, from spot, on the side where it
/// loses.
struct PortfolioLeg {
    static constexpr LogPrice never = std::numeric_limits<LogPrice>::infinity();

    int outward = -1;              ///< where it loses: -1 below (a long), 1 above (a short)
    int sums = 0;                  ///< the totals that it is part of, one bit for each
    LogPrice liquidation = never;  ///< distance of the mark at which it is liquidated, inclusive
    LogPrice stop = never;         ///< distance of the mark at which it is stopped, inclusive
    double constant = 0;           ///< [USD]
    double per_price = 0;          ///< [USD]
    double lost_constant = 0;      ///< the same once it is liquidated and its margin is gone [USD]
    double lost_per_price = 0;     ///< not 0 if the margin is in coin [USD]
    double entry = 1;              ///< relative to spot

    [[nodiscard]] LIQ_HD LogPrice first_distance() const {
        return stop < liquidation ? stop : liquidation;
    }
};

/// The legs of a run. Results are reported for subjects, which are the legs and then the totals.
struct PortfolioTables {
    FarTable<PortfolioLeg> legs;
    FarTable<double> ticks_per_usd;  ///< of each subject's profits, see profit_bins
    int n_legs = 0;
    LogPrice below = -PortfolioLeg::never;  ///< the first marks that close a leg
    LogPrice above = PortfolioLeg::never;
    float pass_through = 1;  ///< of impact to the mark
};

/// The value of one subject along a path: constant + per_price p; closed where per_price is 0.
struct PortfolioAccount {
    double constant = 0;
    double per_price = 0;
    double worst = 0;  ///< least value at visits before the running stretch; 0 at t = 0
};

/// The lowest and highest price since the last closing, and the marks of the next closing.
struct PortfolioWatch {
    LogPrice low = 0, high = 0;
    LogPrice below = 0, above = 0;
};

/// What became of a leg. For a total: whether any leg of it was liquidated.
enum class LegFate : unsigned char { open, liquidated, stopped, deleveraged };

/// The accounts of a subject, in the order of the counters. Without a cascade there is only the
/// first, without a waterfall there are the first two.
enum class PortfolioView : int { with_cascade, without_cascade, not_deleveraged };

/// Bytes that a path needs: a watch for each price, then accounts [view][subject], then fates
/// [price][subject].
constexpr int bytes_of_portfolio(int n_subjects, int n_views) {
    return n_subjects == 0 ? 0
                           : static_cast<int>(2 * sizeof(PortfolioWatch)) +
                                 n_views * n_subjects * static_cast<int>(sizeof(PortfolioAccount)) +
                                 2 * n_subjects;
}

}  // namespace liq
