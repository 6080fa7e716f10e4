#include "host/results/statistic_intervals.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <cstddef>

#include "host/results/replicates.hpp"

namespace liq::results {
namespace {

/// Half the width of a two-sided 95 % interval of the normal law, in standard errors.
constexpr double normal_95 = 1.959963984540054;

double total_of(findings::DistributionFinding const& d) {
    double total = 0;
    for (auto const count : d.count) total += static_cast<double>(count);
    return total;
}

double known_end(double edge) {
    return std::isfinite(edge) ? edge : findings::not_known;
}

Interval mean_interval(findings::DistributionFinding const& d, double independent) {
    if (independent < enough_for_student) return {};
    double const half =
        normal_95 * d.statistics["mean_standard_error"] * std::sqrt(total_of(d) / independent);
    return {std::max(0.0, d.statistics["mean"] - half), d.statistics["mean"] + half};
}

/// The bin that contains the path of this rank, counted from 1 in ascending order.
std::size_t bin_of_rank(findings::DistributionFinding const& d, double rank) {
    double upto = 0;
    for (std::size_t i = 0; i < d.count.size(); ++i) {
        upto += static_cast<double>(d.count[i]);
        if (upto >= rank) return i;
    }
    return d.count.size() - 1;
}

Interval quantile_interval(findings::DistributionFinding const& d, double level,
                           double independent) {
    double const total = total_of(d);
    if (total < 1 || independent < 1) return {};
    using Binomial = boost::math::binomial_distribution<double>;
    Binomial const below(std::floor(independent), level);
    // Rounded outwards, so that at most 2.5 % are left on either side.
    double const first = boost::math::quantile(below, 0.025);
    double const last = boost::math::quantile(boost::math::complement(below, 0.025)) + 1;
    double const scale = total / std::floor(independent);
    Interval interval{0.0, findings::not_known};
    if (first >= 1) interval.low = d.lower[bin_of_rank(d, std::floor(first * scale))];
    if (last <= std::floor(independent))
        interval.high = known_end(d.upper[bin_of_rank(d, std::ceil(last * scale))]);
    return interval;
}

/// The tail of a distribution and its moments.
struct Tail {
    double paths = 0;
    double low = 0, high = 0;  ///< its mean if all values lay at the lower, or at the upper, edges
    double mean = 0, square = 0;  ///< with values in the middle of their bins
    double threshold = 0;         ///< value at risk
};

Tail tail_of(findings::DistributionFinding const& d, double share) {
    Tail tail;
    double const wanted = share * total_of(d);
    double left = wanted;
    for (std::size_t step = 0; step < d.count.size() && left > 0; ++step) {
        std::size_t const i = d.worst_is_low ? step : d.count.size() - 1 - step;
        double const taken = std::min(left, static_cast<double>(d.count[i]));
        if (taken <= 0) continue;
        double const middle = (d.lower[i] + d.upper[i]) / 2, weight = taken / wanted;
        tail.low += weight * d.lower[i];
        tail.high += weight * d.upper[i];
        tail.mean += weight * middle;
        tail.square += weight * middle * middle;
        tail.threshold = middle;
        left -= taken;
    }
    tail.paths = wanted;
    return tail;
}

Interval shortfall_interval(findings::DistributionFinding const& d, double share,
                            double independent) {
    double const in_tail = share * independent;
    if (in_tail < enough_for_student) return {};
    Tail const tail = tail_of(d, share);
    double const variance = std::max(0.0, tail.square - tail.mean * tail.mean);
    double const beyond = tail.mean - tail.threshold;
    double const half = normal_95 * std::sqrt((variance + (1 - share) * beyond * beyond) / in_tail);
    if (!std::isfinite(half)) return {};
    return {std::max(0.0, tail.low - half), tail.high + half};
}

}  // namespace

Interval statistic_interval(findings::DistributionFinding const& distribution,
                            findings::StatisticDescription const& statistic, double independent) {
    using enum findings::StatisticDescription::Kind;
    switch (statistic.kind) {
        case mean:
            return mean_interval(distribution, independent);
        case quantile:
            return quantile_interval(distribution, statistic.share, independent);
        case shortfall:
            return shortfall_interval(distribution, statistic.share, independent);
        default:
            return {};
    }
}

}  // namespace liq::results
