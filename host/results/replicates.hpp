/// \file
/// Errors from the spread of replicates: sets of paths that are independent of each other, while
/// the paths within one are not (antithetic pairs, points of a scrambled Sobol sequence).
#pragma once

#include <cstddef>
#include <vector>

#include "host/results/estimates.hpp"
#include "host/results/outcome_counts.hpp"

namespace liq {

/// A mean over replicates and its standard error.
struct Spread {
    double mean = not_known;
    double standard_error = not_known;
    int freedom = 0;  ///< degrees of freedom of the error
};

/// Of one value a replicate, each with its number of paths: with w_r = n_r/n, the mean sum_r w_r
/// x_r and its squared error m/(m - 1) sum_r w_r^2 (x_r - mean)^2 for m replicates, which is s^2/m
/// for equal ones (Owen 1997; Cochran 1977, section 6.4). Not known for less than two.
Spread spread_of(std::vector<double> const& values, std::vector<double> const& paths);

/// Half the width of the two-sided 95 % interval of Student's t, in standard errors.
double student_95(int freedom);

/// hits/paths with the error of the replicates' spread and the interval of Student's t with m - 1
/// degrees of freedom, cut at 0 and 1. Where all paths agree, so that there is no spread: the
/// interval of Clopper & Pearson for half as many independent paths, which pairs are worth at
/// least.
/// \param row  0 with the cascade, 1 without
Estimate replicated_estimate(OutcomeCounts const& counts, int row);

/// Difference of the two probabilities with the error of the replicates' differences.
PairedEffect replicated_effect(OutcomeCounts const& counts);

}  // namespace liq
