/// \file
/// What becomes of the desk's own positions.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "host/findings/outcomes.hpp"
#include "host/findings/statistics.hpp"

namespace liq::findings {

/// Profit since t = 0 of one subject of the portfolio [USD], from exact counts in bins at most 1 %
/// wide, as a distribution over paths; value at risk and expected shortfall as losses.
using ProfitStatistics = ValuesOf<profit_statistics>;

/// What happens to one subject, at one of the two prices.
struct FateFinding {
    Estimate liquidated;  ///< of a total: at least one of its positions
    double mean_days = not_known;
    double stopped = not_known;  ///< probability
    double stopped_mean_days = not_known;
    std::vector<double> by_time;  ///< probability of liquidation up to each report time
};

/// Where an account of a subject stands: as in PortfolioView and TotalsLayout::ProfitMoment.
inline constexpr std::size_t n_portfolio_views = 3;
inline constexpr std::size_t n_profit_moments = 2;

/// A position of the desk, as it is or with its what-if, or a total of them.
struct SubjectFinding {
    std::string name;     ///< the position's; "total"
    std::string what_if;  ///< the change in words; empty: as it is
    std::string side, venue;
    double notional = not_known;            ///< at entry, of what is left; of a total: gross [USD]
    double net = not_known;                 ///< longs less shorts [USD]
    double entry = not_known;               ///< USD
    double margin = not_known;              ///< USD
    double profit_now = not_known;          ///< unrealised, at spot [USD]
    double liquidation_price = not_known;   ///< USD
    double stop = not_known;                ///< USD
    std::array<FateFinding, 2> fate;        ///< with and without the cascade
    double liquidation_effect = not_known;  ///< of the cascade on the probability
    double liquidation_effect_standard_error = not_known;
    double deleveraged = not_known;        ///< probability
    double deleveraged_share = not_known;  ///< of the notional, expected
    /// [view][moment]; without a waterfall nothing is deleveraged and the third repeats the first,
    /// without a cascade all are one.
    std::array<std::array<ProfitStatistics, n_profit_moments>, n_portfolio_views> profit;
    /// Mean profit less that of another view, [view][moment], paired; 0 for the first.
    std::array<std::array<double, n_profit_moments>, n_portfolio_views> mean_effect{};
    std::array<std::array<double, n_profit_moments>, n_portfolio_views>
        mean_effect_standard_error{};
};

struct PortfolioFinding {
    std::vector<SubjectFinding> positions;  ///< each as it is, its what-if behind it
    std::vector<SubjectFinding> totals;     ///< as it is; with all what-ifs, if there are any
};

}  // namespace liq::findings
