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

/// Bins [lower, upper) in ascending order and how many paths fell into each.
struct Histogram {
    std::vector<double> lower;
    std::vector<double> upper;
    std::vector<std::uint64_t> count;
    std::uint64_t total = 0;
    bool open_below = false;  ///< the first bin holds all that is lower than the second

    /// The value below which a share `level` of the paths lies, linear inside a bin. NaN for no
    /// paths and where the quantile falls into a bin that has no end.
    [[nodiscard]] double quantile(double level) const;
    /// Whether values in the bin are not known to lie near its edges.
    [[nodiscard]] bool has_no_end(std::size_t bin) const;
    /// Mean of the lowest (or highest) share of the paths: expected shortfall (Acerbi & Tasche
    /// 2002), exact but for the place of values inside their bins.
    [[nodiscard]] double tail_mean(double share, bool lowest) const;
};

/// Bin edges of a quantity in its unit: fuel in USD, drawdown as a fraction, prices in USD.
Histogram empty_histogram(Quantity quantity, double spot);

/// The prices of one report time into the bins of `empty_histogram(Quantity::close, spot)`.
void fill_price_histogram(Totals const& totals, int row, int time, Histogram& histogram);

/// A mean from exact sums, and its standard error.
struct Mean {
    double value = findings::not_known;
    double standard_error = findings::not_known;
};

/// One statistic. \param worst  the tail of a shortfall; losses are of the lowest values
double value_of(findings::StatisticDescription const& statistic, Histogram const& histogram,
                Mean const& exact, findings::Tail worst);

/// All statistics of a list.
template <auto const& List>
findings::ValuesOf<List> statistics_of(Histogram const& histogram, Mean const& exact,
                                       findings::Tail worst) {
    findings::ValuesOf<List> values;
    for (std::size_t i = 0; i < List.size(); ++i)
        values.all[i] = value_of(List[i], histogram, exact, worst);
    return values;
}

/// Everything about one quantity. No value can be above `largest` (all the fuel there is, a
/// drawdown of 1), so neither is a bin's end.
findings::DistributionFinding distribution_of(Totals const& totals,
                                              findings::QuantityDescription const& quantity,
                                              double spot, double largest);

}  // namespace liq::results
