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

/// The edge, or NaN where the bin has no end.
double known_end(double edge) {
    return std::isfinite(edge) ? edge : findings::not_known;
}

/// The same interval of the number with the other sign.
Interval negated(Interval const& interval) {
    return {0.0 - interval.high, 0.0 - interval.low};
}

double not_below(double least, double end) {
    return std::isfinite(least) ? std::max(least, end) : end;
}

/// The distribution whose intervals are asked.
struct Sample {
    Histogram const& histogram;
    Mean mean;
    bool worst_is_low = false;
    double least = 0;        ///< no value is below this; NaN: not known
    double independent = 0;  ///< paths that it is worth

    [[nodiscard]] double total() const { return static_cast<double>(histogram.total); }
    /// The bin that contains the path of this rank, counted from 1 in ascending order.
    [[nodiscard]] std::size_t bin_of_rank(double rank) const {
        double upto = 0;
        for (std::size_t i = 0; i < histogram.count.size(); ++i) {
            upto += static_cast<double>(histogram.count[i]);
            if (upto >= rank) return i;
        }
        return histogram.count.size() - 1;
    }
};

Interval mean_interval(Sample const& d) {
    if (d.independent < enough_for_student) return {};
    double const half = normal_95 * d.mean.standard_error * std::sqrt(d.total() / d.independent);
    return {not_below(d.least, d.mean.value - half), d.mean.value + half};
}

Interval quantile_interval(Sample const& d, double level) {
    double const independent = std::floor(d.independent);
    if (d.total() < 1 || independent < 1) return {};
    using Binomial = boost::math::binomial_distribution<double>;
    Binomial const below(independent, level);
    // Rounded outwards, so that at most 2.5 % are left on either side.
    double const first = boost::math::quantile(below, 0.025);
    double const last = boost::math::quantile(boost::math::complement(below, 0.025)) + 1;
    double const scale = d.total() / independent;
    Interval interval{d.least, findings::not_known};
    if (first >= 1)
        interval.low = known_end(d.histogram.lower[d.bin_of_rank(std::floor(first * scale))]);
    if (last <= independent)
        interval.high = known_end(d.histogram.upper[d.bin_of_rank(std::ceil(last * scale))]);
    return interval;
}

/// The tail of a distribution and its moments.
struct Tail {
    double low = 0, high = 0;  ///< its mean if all values lay at the lower, or at the upper, edges
    double mean = 0, square = 0;  ///< with values in the middle of their bins
    double threshold = 0;         ///< value at risk
};

Tail tail_of(Sample const& d, double share, bool lowest) {
    Tail tail;
    Histogram const& h = d.histogram;
    double const wanted = share * d.total();
    double left = wanted;
    for (std::size_t step = 0; step < h.count.size() && left > 0; ++step) {
        std::size_t const i = lowest ? step : h.count.size() - 1 - step;
        double const taken = std::min(left, static_cast<double>(h.count[i]));
        if (taken <= 0) continue;
        double const middle = (h.lower[i] + h.upper[i]) / 2, weight = taken / wanted;
        tail.low += weight * h.lower[i];
        tail.high += weight * h.upper[i];
        tail.mean += weight * middle;
        tail.square += weight * middle * middle;
        tail.threshold = middle;
        left -= taken;
    }
    return tail;
}

Interval shortfall_interval(Sample const& d, double share, bool lowest) {
    double const in_tail = share * d.independent;
    if (in_tail < enough_for_student) return {};
    Tail const tail = tail_of(d, share, lowest);
    double const variance = std::max(0.0, tail.square - tail.mean * tail.mean);
    double const beyond = tail.mean - tail.threshold;
    double const half = normal_95 * std::sqrt((variance + (1 - share) * beyond * beyond) / in_tail);
    if (!std::isfinite(half)) return {};
    return {not_below(d.least, tail.low - half), tail.high + half};
}

Interval interval_of(Sample const& d, findings::StatisticDescription const& statistic) {
    using enum findings::StatisticDescription::Kind;
    switch (statistic.kind) {
        case mean:
            return mean_interval(d);
        case quantile:
            return quantile_interval(d, statistic.share);
        case shortfall:
            return shortfall_interval(d, statistic.share, d.worst_is_low);
        case value_at_risk:
            return negated(quantile_interval(d, statistic.share));
        case mean_loss:
            return negated(shortfall_interval(d, statistic.share, true));
        default:
            return {};
    }
}

}  // namespace

Interval statistic_interval(findings::DistributionFinding const& distribution,
                            findings::StatisticDescription const& statistic, double independent) {
    Histogram histogram{distribution.lower, distribution.upper, distribution.count};
    for (auto const count : histogram.count) histogram.total += count;
    Mean const mean{distribution.statistics["mean"],
                    distribution.statistics["mean_standard_error"]};
    return interval_of({histogram, mean, distribution.worst_is_low, 0.0, independent}, statistic);
}

Interval profit_interval(Histogram const& profits, Mean const& mean,
                         findings::StatisticDescription const& statistic, double independent) {
    if (profits.count.empty()) return {};
    double const least = known_end(profits.lower.front());
    return interval_of({profits, mean, true, least, independent}, statistic);
}

}  // namespace liq::results
