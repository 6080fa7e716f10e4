/// \file
/// Errors estimated from the spread of replicates. A replicate is a set of paths that is
/// independent of all other sets, while the paths within it depend on each other (antithetic pairs,
/// points of one scrambled Sobol sequence).
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

/// The mean of one value per replicate and its standard error. With the weights w_r = n_r/n of m
/// replicates, which have n_r of the n paths, the mean is sum_r w_r x_r and its squared error
/// m/(m - 1) sum_r w_r^2 (x_r - mean)^2, which is s^2/m for replicates of equal size (Owen 1997;
/// Cochran 1977, section 6.4). Neither is known for fewer than two replicates.
Spread spread_of(std::vector<double> const& values, std::vector<double> const& paths);

/// Half the width of the two-sided 95 % interval of Student's t distribution, in standard errors.
double student_95(int freedom);

/// The smallest count (of hits, of misses or of paths that differ) for which an interval of
/// Student's t is used alone. With smaller counts the estimates of replicates do not follow a
/// normal law and the interval is too short: it can contain the truth in only 90 % of all cases.
/// From this count on it is 94.5 % or more, also where hits come in pairs
/// (tools/decisions/sampling.md).
inline constexpr double enough_for_student = 50;

/// The interval of a share hits/trials by Student's t, clamped to [0, 1]. The error in it is that
/// of the spread plus that of two hits, because replicates can agree to within one hit by chance.
/// Where hits or misses are fewer than `enough_for_student`, the interval also covers that of
/// Clopper & Pearson for half as many independent trials: pairs are worth at least that many. Where
/// there is no standard error, the interval is the latter alone.
/// \param standard_error  from the spread of replicates; NaN where it is not known
Interval replicate_interval(double hits, double trials, double standard_error, int freedom);

/// The estimate hits/paths with the error from the spread of replicates, and its
/// `replicate_interval` with m - 1 degrees of freedom for m replicates that have paths.
/// \param row  0 with the cascade, 1 without
findings::Estimate replicated_estimate(OutcomeCounts const& counts, int row);

/// The difference of the probabilities with and without the cascade. Its error combines the spread
/// of the replicates' differences with the error of `added_differing` pairs of paths each way.
PairedEffect replicated_effect(OutcomeCounts const& counts);

}  // namespace liq::results
