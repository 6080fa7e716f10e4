/// \file
/// 95 % intervals of the statistics of a distribution, from its exact counts in bins.
///
/// The position of a value inside its bin is not known, so the intervals of quantiles and
/// shortfalls end at edges of bins: they contain the truth in at least 95 % of all cases, and are
/// never narrower than a bin (whose width is at most 1 %).
#pragma once

#include "host/findings/distributions.hpp"
#include "host/findings/findings.hpp"
#include "host/results/distributions.hpp"
#include "host/results/estimates.hpp"

namespace liq::results {

/// The interval of one statistic, by its kind:
///
/// - mean: +- 1.96 standard errors of `independent` paths;
/// - quantile: between the two order statistics beyond whose ranks the binomial distribution has
///   2.5 % each (Conover 1999, section 3.2; David & Nagaraja 2003, section 7.1), without any
///   assumption about the distribution;
/// - expected shortfall of a tail of share a: +- 1.96 standard errors, whose square is
///   (Var(X | tail) + (1 - a) (ES - VaR)^2) / (a n) (Manistre & Hancock 2005).
///
/// An end that is not known is NaN: for a quantile, where its rank is beyond the number of paths or
/// falls into a bin without an end; for a mean or a shortfall, both ends where fewer than
/// `enough_for_student` independent paths (replicates.hpp) are in it. No quantity is negative, so
/// no low end is below 0.
/// \param independent  how many independent paths the paths are worth: `independent_paths`
Interval statistic_interval(findings::DistributionFinding const& distribution,
                            findings::StatisticDescription const& statistic, double independent);

/// How many independent paths the paths of a run are worth: all of them, or half of them where they
/// come in pairs or as points of replicates.
inline double independent_paths(findings::RunFindings const& run) {
    auto const paths = static_cast<double>(run.paths);
    return run.replicates > 0 ? paths / 2 : paths;
}

/// The interval of one statistic of the profits of a subject of the portfolio, in the same way; a
/// value at risk and a shortfall there are losses, and no profit is below the first bin.
/// \param mean  of independent paths
Interval profit_interval(Histogram const& profits, Mean const& mean,
                         findings::StatisticDescription const& statistic, double independent);

}  // namespace liq::results
