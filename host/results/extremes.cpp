#include "host/results/extremes.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>

#include "host/results/distributions.hpp"

namespace liq::results {
namespace {

void append_quantiles(Histogram const& histogram, std::vector<double> const& levels,
                      std::vector<double>& to) {
    for (double const level : levels)
        to.push_back(histogram.total > 0 ? histogram.quantile(level) : findings::not_known);
}

/// Counters from `at` on are those of the bins of a histogram from `first` on.
void fill(Totals const& totals, std::int64_t at, int first, int bins, Histogram& histogram) {
    histogram.total = 0;
    for (int i = 0; i < bins; ++i) {
        auto const bin = static_cast<std::size_t>(first + i);
        histogram.count[bin] = totals.cold(at + i);
        histogram.total += histogram.count[bin];
    }
}

/// Quantiles of a price that is never below spot (`highest`) or never above it, [time][level].
std::vector<double> of_extreme(Totals const& totals, bool highest, int row,
                               std::vector<double> const& levels, double spot) {
    TotalsLayout const& layout = totals.layout();
    Histogram histogram = empty_histogram(Quantity::highest, spot);
    for (auto* edges : {&histogram.lower, &histogram.upper}) {
        for (double& edge : *edges) {
            // No path is on the other side of spot.
            if (highest ? edge < spot : edge > spot) edge = spot;
        }
    }
    histogram.open_below = !highest;
    std::vector<double> quantiles;
    for (int t = 0; t < TotalsLayout::n_strides(layout.n_times); ++t) {
        if (highest)
            fill(totals, layout.highs(row, t), extreme_bins::of_spot, extreme_bins::highs,
                 histogram);
        else
            fill(totals, layout.lows(row, t), 0, extreme_bins::lows, histogram);
        append_quantiles(histogram, levels, quantiles);
    }
    return quantiles;
}

/// The bins of displacements over time: exactly zero, bins of one width, and what is more.
Histogram displacement_bins() {
    Histogram histogram;
    double const width = 1.0 / distance_curve_bins::per_unit;
    histogram.lower.push_back(0);
    histogram.upper.push_back(0);
    for (int i = 0; i <= distance_curve_bins::per_unit; ++i) {
        histogram.lower.push_back(i * width);
        histogram.upper.push_back((i + 1) * width);
    }
    histogram.upper.back() = std::numeric_limits<double>::infinity();
    histogram.count.resize(histogram.lower.size());
    return histogram;
}

}  // namespace

findings::ExtremesFinding extremes_over_time(Totals const& totals,
                                             std::vector<double> const& levels, double spot) {
    TotalsLayout const& layout = totals.layout();
    findings::ExtremesFinding found;
    found.highest = of_extreme(totals, true, 0, levels, spot);
    found.highest_without_cascade = of_extreme(totals, true, 1, levels, spot);
    found.lowest = of_extreme(totals, false, 0, levels, spot);
    found.lowest_without_cascade = of_extreme(totals, false, 1, levels, spot);
    Histogram displacement = displacement_bins();
    std::uint64_t began = 0;
    for (int t = 0; t < TotalsLayout::n_strides(layout.n_times); ++t) {
        fill(totals, layout.displacements(t), 0, distance_curve_bins::count, displacement);
        append_quantiles(displacement, levels, found.displacement);
    }
    for (int t = 0; t < layout.n_times; ++t) {
        began += totals.cold(layout.largest_hours() + t);
        found.largest_hour_began.push_back(
            totals.paths() == 0 ? findings::not_known
                                : static_cast<double>(began) / static_cast<double>(totals.paths()));
    }
    return found;
}

std::optional<findings::SamplesFinding> sampled_courses(Totals const& totals, double spot) {
    TotalsLayout const& layout = totals.layout();
    if (layout.n_samples == 0) return {};
    findings::SamplesFinding found;
    for (int path = 0; path < layout.n_samples; ++path) {
        found.path.push_back(path);
        for (int t = 0; t < TotalsLayout::n_strides(layout.n_times); ++t) {
            std::int64_t const at = layout.sample(path, t);
            std::uint64_t const price = totals.cold(at + TotalsLayout::price);
            // The program adds 1 to the price of each path that it simulates.
            auto const known = [&](double value) {
                return price == 0 ? findings::not_known : value;
            };
            auto const impact =
                static_cast<std::int64_t>(totals.cold(at + TotalsLayout::displacement));
            found.price.push_back(
                known(static_cast<double>(price - 1) * spot / price_bins::ticks_per_unit));
            found.displacement.push_back(
                known(static_cast<double>(impact) / TotalsLayout::sampled_distance));
            for (auto const what : {TotalsLayout::liquidated_long, TotalsLayout::liquidated_short})
                found.liquidated.push_back(
                    known(static_cast<double>(totals.cold(at + what)) / ticks_per_usd));
        }
    }
    return found;
}

}  // namespace liq::results
