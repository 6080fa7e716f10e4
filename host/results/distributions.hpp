/// \file
/// Distributions over paths, from exact counts in fine bins.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "host/findings/findings.hpp"
#include "kernels/totals.hpp"

namespace liq::results {

/// Bins [lower, upper) in ascending order, with the number of paths in each.
struct Histogram {
    std::vector<double> lower;
    std::vector<double> upper;
    std::vector<std::uint64_t> count;
    std::uint64_t total = 0;
    bool open_below = false;  ///< the first bin has no lower end: it holds all smaller values

    /// The value below which a share `level` of the paths lies, interpolated linearly inside a bin.
    /// NaN where there are no paths and where the quantile falls into a bin without an end.
    [[nodiscard]] double quantile(double level) const;
    /// Whether the bin extends to infinity, so that its edges do not bound its values.
    [[nodiscard]] bool has_no_end(std::size_t bin) const;
    /// Mean over the lowest (or highest) share of the paths: the expected shortfall (Acerbi &
    /// Tasche 2002). It is exact except that the positions of values inside their bins are not
    /// known.
    [[nodiscard]] double tail_mean(double share, bool lowest) const;
};

/// The bins of a quantity, without counts. Edges are in its unit: fuel and prices in USD, drawdown
/// as a fraction.
Histogram empty_histogram(Quantity quantity, double spot);

/// Fills the counts of a histogram from `empty_histogram(Quantity::close, spot)` with the prices of
/// one report time. \param row  0 with the cascade, 1 without
void fill_price_histogram(Totals const& totals, int row, int time, Histogram& histogram);

/// A mean and its standard error, both from exact sums.
struct Mean {
    double value = findings::not_known;
    double standard_error = findings::not_known;
};

/// The value of one statistic.
/// \param worst  the tail that a shortfall is taken from; losses always use the lowest values
double value_of(findings::StatisticDescription const& statistic, Histogram const& histogram,
                Mean const& exact, findings::Tail worst);

/// The values of all statistics of a list.
template <auto const& List>
findings::ValuesOf<List> statistics_of(Histogram const& histogram, Mean const& exact,
                                       findings::Tail worst) {
    findings::ValuesOf<List> values;
    for (std::size_t i = 0; i < List.size(); ++i)
        values.all[i] = value_of(List[i], histogram, exact, worst);
    return values;
}

/// The distribution and all statistics of one quantity.
/// \param largest  no value can be above it (the whole fuel, or a drawdown of 1), so bins end there
findings::DistributionFinding distribution_of(Totals const& totals,
                                              findings::QuantityDescription const& quantity,
                                              double spot, double largest);

}  // namespace liq::results
