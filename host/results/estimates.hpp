/// \file
/// Probabilities with honest errors.
#pragma once

#include <cstdint>

#include "host/findings/findings.hpp"

namespace liq::results {

/// Both ends of a two-sided 95 % interval.
struct Interval {
    double low = findings::not_known;
    double high = findings::not_known;
};

/// The exact interval of Clopper & Pearson (1934) for a probability of which `trials` independent
/// trials, more than 0, had `hits`. Both may be fractions of counts, as by the incomplete beta
/// function.
Interval clopper_pearson(double hits, double trials);

/// hits/paths with its standard error sqrt(p (1 - p) / n) and the exact 95 % interval of Clopper &
/// Pearson (1934), which also holds for no hits and for all.
findings::Estimate estimate_of(std::uint64_t hits, std::uint64_t paths);

struct PairedEffect {
    double difference = 0;
    double standard_error = 0;
};

/// Paths that differ, each way, which errors of differences count in addition to those seen. So
/// 1.96 errors about a difference hold the truth as often as they should also where few paths
/// differ, and about none in n paths reach to 3.9/n, where no path in n leaves up to 3.7/n open
/// (measured in tools/decisions/target_error.md; in the manner of Agresti & Min 2005, who add
/// less).
inline constexpr double added_differing = 2;

/// Difference of two probabilities observed on the same paths, from the paths on which only the one
/// or only the other happened (McNemar 1947). Its error is small where the two mostly agree, and
/// never 0: see `added_differing`.
PairedEffect paired_effect(std::uint64_t only_first, std::uint64_t only_second,
                           std::uint64_t paths);

/// The interval of that difference by the squares of the distances to the ends of Clopper &
/// Pearson's for each of the two (Newcombe 1998; Zou & Donner 2008). All numbers may be fractions
/// of counts.
Interval paired_interval(double only_first, double only_second, double paths);

}  // namespace liq::results
