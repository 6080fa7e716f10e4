/// \file
/// What happens to the desk's own positions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "host/findings/outcomes.hpp"
#include "host/findings/statistics.hpp"

namespace liq::findings {

/// The distribution over paths of the profit since t = 0 of one subject of the portfolio [USD],
/// from exact counts in bins at most 1 % wide. Value at risk and expected shortfall are losses.
using ProfitStatistics = ValuesOf<profit_statistics>;

/// Paths by their profit [USD], in bins at most an eighth wide. A bin of no width holds the paths
/// that gained or lost exactly that. Bins without a path are left out.
struct ProfitCounts {
    std::vector<double> lower, upper;
    std::vector<std::uint64_t> count;  ///< [bin][view][moment]
};

/// What happens to one subject, at the price with or the price without the cascade.
struct FateFinding {
    Estimate liquidated;  ///< for a total: that at least one of its positions is liquidated
    double mean_days = not_known;
    double stopped = not_known;  ///< probability
    double stopped_mean_days = not_known;
    std::vector<double> by_time;  ///< probability of liquidation up to each report time
};

/// The sizes of the indices [view][moment]: see PortfolioView and TotalsLayout::ProfitMoment.
inline constexpr std::size_t n_portfolio_views = 3;
inline constexpr std::size_t n_profit_moments = 2;

/// A position of the desk without or with its what-if, or a total of them.
struct SubjectFinding {
    std::string name;     ///< name of the position, or "total"
    std::string what_if;  ///< the change in words; empty: the position without a change
    std::string side, venue;
    std::uint64_t members = 1;  ///< positions that are followed as one; of a total: all
    /// The largest difference of a member's liquidation price from that of the group [log price].
    double liquidation_spread = 0;
    double notional = not_known;            ///< at entry, after the change; of a total: gross [USD]
    double net = not_known;                 ///< longs less shorts [USD]
    double entry = not_known;               ///< USD
    double margin = not_known;              ///< USD
    double profit_now = not_known;          ///< unrealised, at spot [USD]
    double liquidation_price = not_known;   ///< USD
    double stop = not_known;                ///< USD
    std::array<FateFinding, 2> fate;        ///< with and without the cascade
    double liquidation_effect = not_known;  ///< effect of the cascade on the probability
    double liquidation_effect_standard_error = not_known;
    double deleveraged = not_known;        ///< probability
    double deleveraged_share = not_known;  ///< expected share of the notional
    /// [view][moment]. Without a waterfall nothing is deleveraged and the third view repeats the
    /// first; without a cascade all views are equal.
    std::array<std::array<ProfitStatistics, n_profit_moments>, n_portfolio_views> profit;
    /// Ends of the 95 % intervals of `profit`; NaN where an end is not known.
    std::array<std::array<ProfitStatistics, n_profit_moments>, n_portfolio_views> profit_low,
        profit_high;
    ProfitCounts counts;
    /// The mean profit of the first view less that of each view on the same paths, [view][moment].
    std::array<std::array<double, n_profit_moments>, n_portfolio_views> mean_effect{};
    std::array<std::array<double, n_profit_moments>, n_portfolio_views>
        mean_effect_standard_error{};
};

struct PortfolioFinding {
    std::vector<SubjectFinding> positions;  ///< each without its what-if, then with it
    std::vector<SubjectFinding> totals;     ///< without and, if there are any, with all what-ifs
};

}  // namespace liq::findings
