/// \file
/// Probabilities and differences of probabilities with standard errors and 95 % intervals.
#pragma once

#include <cstdint>

#include "host/findings/findings.hpp"

namespace liq::results {

/// Both ends of a two-sided 95 % interval.
struct Interval {
    double low = findings::not_known;
    double high = findings::not_known;
};

/// The exact interval of Clopper & Pearson (1934) for a probability, from `hits` in `trials`
/// independent trials; `trials` is above 0. Both may be fractions: the interval is then defined by
/// the incomplete beta function.
Interval clopper_pearson(double hits, double trials);

/// The estimate hits/paths with its standard error sqrt(p (1 - p) / n) and the exact 95 % interval
/// of Clopper & Pearson (1934), which is valid also where no path or every path is a hit.
findings::Estimate estimate_of(std::uint64_t hits, std::uint64_t paths);

/// A difference of two probabilities from the same paths.
struct PairedEffect {
    double difference = 0;
    double standard_error = 0;
};

/// How many paths that differ are added each way to those observed, in errors of differences. So a
/// difference +- 1.96 errors contains the truth as often as it should, even where only some paths
/// differ. Where none of n paths differs it reaches to 3.9/n; the truth may then be as large as
/// 3.7/n (measured in tools/decisions/target_error.md; the method follows Agresti & Min 2005, who
/// add fewer).
inline constexpr double added_differing = 2;

/// Difference of the probabilities of two outcomes of the same paths, from the numbers of paths on
/// which only the first or only the second happened (McNemar 1947). Its error is small where the
/// two agree on most paths, and never 0: see `added_differing`.
PairedEffect paired_effect(std::uint64_t only_first, std::uint64_t only_second,
                           std::uint64_t paths);

/// The interval of that difference, combined from the intervals of Clopper & Pearson for each of
/// the two numbers: distances to their ends are added in squares (Newcombe 1998; Zou & Donner
/// 2008). All arguments may be fractions.
Interval paired_interval(double only_first, double only_second, double paths);

}  // namespace liq::results
