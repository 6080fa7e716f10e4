#include "host/results/estimates.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <cmath>

namespace liq::results {

Interval clopper_pearson(double hits, double trials) {
    double const tail = 0.025;
    using Binomial = boost::math::binomial_distribution<double>;
    return {hits <= 0 ? 0.0 : Binomial::find_lower_bound_on_p(trials, hits, tail),
            hits >= trials ? 1.0 : Binomial::find_upper_bound_on_p(trials, hits, tail)};
}

findings::Estimate estimate_of(std::uint64_t hits, std::uint64_t paths) {
    findings::Estimate estimate;
    estimate.hits = hits;
    estimate.trials = paths;
    if (paths == 0) return estimate;
    auto const n = static_cast<double>(paths);
    auto const k = static_cast<double>(hits);
    estimate.probability = k / n;
    estimate.standard_error = std::sqrt(estimate.probability * (1 - estimate.probability) / n);
    Interval const interval = clopper_pearson(k, n);
    estimate.low = interval.low;
    estimate.high = interval.high;
    return estimate;
}

PairedEffect paired_effect(std::uint64_t only_first, std::uint64_t only_second,
                           std::uint64_t paths) {
    if (paths == 0) return {findings::not_known, findings::not_known};
    auto const n = static_cast<double>(paths);
    double const difference =
        (static_cast<double>(only_first) - static_cast<double>(only_second)) / n;
    double const differing = static_cast<double>(only_first) + static_cast<double>(only_second);
    double const second_moment = (differing + 2 * added_differing) / n;
    return {difference, std::sqrt((second_moment - difference * difference) / n)};
}

Interval paired_interval(double only_first, double only_second, double paths) {
    double const first = only_first / paths, second = only_second / paths;
    Interval const a = clopper_pearson(only_first, paths), b = clopper_pearson(only_second, paths);
    double const difference = first - second;
    return {difference - std::hypot(first - a.low, b.high - second),
            difference + std::hypot(a.high - first, second - b.low)};
}

}  // namespace liq::results
