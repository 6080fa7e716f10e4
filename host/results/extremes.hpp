/// \file
/// How far paths have gone so far, over time, and the course of a few of them.
#pragma once

#include <optional>
#include <vector>

#include "host/findings/findings.hpp"
#include "kernels/totals.hpp"

namespace liq::results {

/// Quantiles of the highest price, the lowest price and the largest displacement so far, at each
/// report time, and when the largest hour of liquidations began.
findings::ExtremesFinding extremes_over_time(Totals const& totals,
                                             std::vector<double> const& levels, double spot);

/// The course of the first paths; none if the run was asked for none.
std::optional<findings::SamplesFinding> sampled_courses(Totals const& totals, double spot);

}  // namespace liq::results
