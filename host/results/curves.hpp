/// \file
/// Results over time, from the histograms of a run.
#pragma once

#include <vector>

#include "kernels/plan.hpp"
#include "kernels/totals.hpp"

namespace liq::results {

/// Probability that an outcome has happened by each report time, [time]; NaN where outcomes of its
/// kind do not happen at one moment. \param row  0 with the cascade, 1 without
std::vector<double> first_time_curve(Totals const& totals, int row, int outcome, bool has_moment);

/// Quantiles of the price at each report time, [time][level] [USD].
std::vector<double> price_quantiles(Totals const& totals, int row,
                                    std::vector<double> const& levels, double spot);

/// Edges of `bins` bins of equal width in log price that cover the grid of levels, ascending [USD].
std::vector<double> map_edges(int bins, double spot);

/// Mean fuel liquidated per path up to each report time, [time][bin][side] [USD].
std::vector<double> expected_liquidated(Totals const& totals, Ladder const& ladder, int bins);

}  // namespace liq::results
