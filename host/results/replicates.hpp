/// \file
/// Errors from the spread of replicates: sets of paths that are independent of each other, while
/// the paths within one are not (antithetic pairs, points of a scrambled Sobol sequence).
#pragma once

#include <cstddef>
#include <vector>

#include "host/results/estimates.hpp"
#include "host/results/outcome_counts.hpp"

namespace liq::results {

/// A mean over replicates and its standard error.
struct Spread {
    double mean = findings::not_known;
    double standard_error = findings::not_known;
    int freedom = 0;  ///< degrees of freedom of the error
};

/// Of one value a replicate, each with its number of paths: with w_r = n_r/n, the mean sum_r w_r
/// x_r and its squared error m/(m - 1) sum_r w_r^2 (x_r - mean)^2 for m replicates, which is s^2/m
/// for equal ones (Owen 1997; Cochran 1977, section 6.4). Not known for less than two.
Spread spread_of(std::vector<double> const& values, std::vector<double> const& paths);

/// Half the width of the two-sided 95 % interval of Student's t, in standard errors.
double student_95(int freedom);

/// Below this many of what an interval rests on (hits or misses, or paths that differ), the spread
/// of replicates follows no normal law and its interval of Student's t is too short: it holds the
/// truth in as few as 90 % of all cases. From here on in 94.5 % and more, also where hits come in
/// pairs (tools/decisions/sampling.md).
inline constexpr double few = 50;

/// The interval of a share hits/trials by Student's t, cut at 0 and 1, of the spread and the error
/// of two hits: replicates that agree to within a hit can do so by chance. Where hits or misses are
/// few, no shorter on either side than Clopper & Pearson's for half as many independent trials,
/// which pairs are worth at least; that alone where there is no error.
/// \param standard_error  of the spread; NaN where it is not known
Interval replicate_interval(double hits, double trials, double standard_error, int freedom);

/// hits/paths with the error of the replicates' spread and its `replicate_interval` with m - 1
/// degrees of freedom, m the replicates that have paths.
/// \param row  0 with the cascade, 1 without
findings::Estimate replicated_estimate(OutcomeCounts const& counts, int row);

/// Difference of the two probabilities with the error of the replicates' differences and of
/// `added_differing` pairs of paths each way.
PairedEffect replicated_effect(OutcomeCounts const& counts);

}  // namespace liq::results
