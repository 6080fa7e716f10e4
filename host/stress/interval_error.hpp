/// \file
/// What a 95 % interval says of a standard error.
#pragma once

#include "host/findings/findings.hpp"

namespace liq::stress {

/// Half the width of a two-sided 95 % interval of the normal law.
inline constexpr double normal_95 = 1.959964;
/// An interval may be so many times as wide as its standard error says, or as narrow.
inline constexpr double widest = 3;

/// The standard error as the interval says it, which is not 0 where nothing or all was hit.
inline double error_of(findings::Estimate const& e) {
    return (e.high - e.low) / (2 * normal_95);
}

/// Whether a standard error is one of an interval that reaches so far, to `ends` sides of a place.
/// It is not where the probability leaps or bends within the interval: then there is no slope that
/// holds all over it.
inline bool agrees(double standard_error, double reach, int ends) {
    double const expected = normal_95 * ends * standard_error;
    return ends > 0 && reach <= widest * expected && expected <= widest * reach;
}

}  // namespace liq::stress
