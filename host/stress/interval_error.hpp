/// \file
/// Standard errors that follow from 95 % intervals.
#pragma once

#include "host/findings/findings.hpp"

namespace liq::stress {

/// Half the width of a two-sided 95 % interval of the normal law, in standard errors.
inline constexpr double normal_95 = 1.959964;
/// An interval agrees with its standard error if it is at most this many times as wide, or as
/// narrow, as the normal law says.
inline constexpr double widest = 3;

/// The standard error that follows from the interval. It is not 0 where no path or every path is a
/// hit.
inline double error_of(findings::Estimate const& e) {
    return (e.high - e.low) / (2 * normal_95);
}

/// Whether a standard error agrees with an interval of this width. It does not where the
/// probability jumps, or its slope changes, within the interval: then no single slope describes it.
/// \param reach  width of the interval, or of its closed side
/// \param ends   how many ends of the interval are closed
inline bool agrees(double standard_error, double reach, int ends) {
    double const expected = normal_95 * ends * standard_error;
    return ends > 0 && reach <= widest * expected && expected <= widest * reach;
}

}  // namespace liq::stress
