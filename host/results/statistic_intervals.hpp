/// \file
/// 95 % intervals of the statistics of a distribution, from its exact counts in bins.
///
/// Where a value lies inside its bin is not known, so the intervals of quantiles and shortfalls
/// end at edges of bins: they hold the truth at least as often as they say, and are never narrower
/// than a bin (at most 1 %).
#pragma once

#include "host/findings/distributions.hpp"
#include "host/results/estimates.hpp"

namespace liq::results {

/// \param independent  paths that count as independent: all of them, or half where they come in
///                     pairs or points of replicates, which pairs are worth at least
///
/// - mean: 1.96 standard errors either way, those of `independent` paths;
/// - quantile: between the order statistics whose ranks the binomial law leaves out with 2.5 %
///   each (Conover 1999, section 3.2; David & Nagaraja 2003, section 7.1), without any assumption
///   about the distribution;
/// - expected shortfall at the share a: 1.96 standard errors, whose square is
///   (Var(X | tail) + (1 - a) (ES - VaR)^2) / (a n) (Manistre & Hancock 2005).
///
/// An end that cannot be told is NaN: of a quantile whose rank is beyond the paths, or in a bin
/// without end; both ends of a mean or a shortfall that rests on fewer than `few` independent
/// paths (replicates.hpp). All quantities are at least 0, so no low end is below.
Interval statistic_interval(findings::DistributionFinding const& distribution,
                            findings::StatisticDescription const& statistic, double independent);

}  // namespace liq::results
