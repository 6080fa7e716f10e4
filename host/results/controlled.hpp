/// \file
/// Probabilities with the same outcome without the cascade as control variate: that one is known in
/// closed form, and the same paths tell how far they are from it.
#pragma once

#include "host/results/estimates.hpp"
#include "host/results/outcome_counts.hpp"

namespace liq::results {

/// The estimate p - beta (p_0 - q), p and p_0 the shares of paths with the outcome with and without
/// the cascade, q the probability without it in closed form (Glasserman 2004, section 4.1).
///
/// Independent paths, n_1 with and n_0 without the outcome without the cascade, of which the shares
/// s_1 and s_0 have it with the cascade: the best beta of the counts is s_1 - s_0, and the estimate
/// becomes q s_1 + (1 - q) s_0, post-stratification (Holt & Smith 1979). Given n_1 and n_0 it has
/// no bias, and the squared error q^2 s_1 (1 - s_1)/n_1 + (1 - q)^2 s_0 (1 - s_0)/n_0. Error and
/// interval use the shares of Agresti & Coull (1998), two hits and two misses more in each
/// stratum, so that neither is 0 where none is seen to change. A stratum without paths keeps its
/// outcome.
///
/// Replicates: the line of least squares through (p_0, p) of the replicates, at q, cut at 0 and 1,
/// with the squared error of the line and of `added_differing` paths each way; Student's t with
/// m - 2 degrees of freedom for m replicates that have paths. Not known for less than 3. Where the
/// paths that differ are `few`, the interval is no shorter than q and the `paired_interval` of half
/// as many paths, for what few paths decide follows no normal law; where hits or misses are
/// fewer still, than Clopper & Pearson's of half as many paths.
///
/// \param exact  q; NaN gives an estimate that is not known
/// \param same   the cascade is off, so both outcomes are one: q itself, without error
findings::ControlledEstimate controlled_estimate(OutcomeCounts const& counts, double exact,
                                                 bool same);

/// The standard error that a target is held against: never 0 because a few paths happened to agree.
///
/// | estimate            | error |
/// |---------------------|-------|
/// | hits/paths          | that of Agresti & Coull: two hits and two misses more |
/// | with control        | the same in each stratum |
/// | replicates          | Student's t over 1.96, times the spread, and the error of 2 hits |
/// | with control        | the same of the spread, which has the error of 4 paths already |
double cautious_error(OutcomeCounts const& counts, double exact, bool same);

/// Of replicates: the spread of their estimate, widened as the table says.
double cautious_spread(double standard_error, int freedom, double paths);

}  // namespace liq::results
