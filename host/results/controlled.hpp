/// \file
/// Probabilities estimated with a control variate: the same outcome without the cascade. Its
/// probability is known in closed form, so the error of its estimate from the same paths is known.
#pragma once

#include "host/results/estimates.hpp"
#include "host/results/outcome_counts.hpp"

namespace liq::results {

/// The estimate p - beta (p_0 - q), p and p_0 the shares of paths with the outcome with and without
/// the cascade, q the probability without the cascade in closed form (Glasserman 2004,
/// section 4.1).
///
/// Independent paths. Without the cascade n_1 paths have the outcome and n_0 do not: these are the
/// two strata. Of them the shares s_1 and s_0 have the outcome with the cascade. The best beta for
/// these counts is s_1 - s_0, and the estimate becomes q s_1 + (1 - q) s_0, which is
/// post-stratification (Holt & Smith 1979). Given n_1 and n_0 it is unbiased and has the squared
/// error q^2 s_1 (1 - s_1)/n_1 + (1 - q)^2 s_0 (1 - s_0)/n_0. Error and interval use the shares of
/// Agresti & Coull (1998), with two hits and two misses added in each stratum, so that neither is 0
/// where the cascade changed no path. In a stratum without paths the outcome counts as unchanged.
///
/// Replicates. The estimate is the least-squares line through the points (p_0, p) of the
/// replicates, evaluated at q and clamped to [0, 1]. Its squared error is that of the line plus
/// that of `added_differing` paths each way; the interval is that of Student's t with m - 2 degrees
/// of freedom for m replicates that have paths. With fewer than 3 replicates the estimate is not
/// known. Where fewer than `enough_for_student` paths differ, or are hits, or are misses, a normal
/// law does not describe them. The interval then also covers a second one for half as many
/// independent paths: q plus the `paired_interval`, or, where hits or misses are fewer than the
/// paths that differ, the interval of Clopper & Pearson.
///
/// \param exact  q; where it is NaN, the estimate is not known
/// \param same   whether the cascade is off, so that both outcomes are the same: the estimate is q
///               itself, without error
findings::ControlledEstimate controlled_estimate(OutcomeCounts const& counts, double exact,
                                                 bool same);

/// The standard error that is compared with a target. It is never 0 merely because the first paths
/// happened to agree.
///
/// | paths       | control variate | error |
/// |-------------|-----------------|-------|
/// | independent | no              | that of Agresti & Coull: two hits and two misses added |
/// | independent | yes             | the same in each stratum |
/// | replicates  | no              | t times the spread, and the error of 2 hits |
/// | replicates  | yes             | t times the standard error |
///
/// where t is the quantile of Student's t over that of the normal law, 1.96. The standard error of
/// the last row already includes the paths of `added_differing`.
double cautious_error(OutcomeCounts const& counts, double exact, bool same);

/// The third row of that table, from the standard error that the spread of the replicates gives.
double cautious_spread(double standard_error, int freedom, double paths);

}  // namespace liq::results
