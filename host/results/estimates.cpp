#include "host/results/estimates.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <cmath>

namespace liq {

Estimate estimate_of(std::uint64_t hits, std::uint64_t paths) {
    Estimate estimate;
    estimate.hits = hits;
    estimate.trials = paths;
    if (paths == 0) return estimate;
    auto const n = static_cast<double>(paths);
    auto const k = static_cast<double>(hits);
    double const tail = 0.025;
    using Binomial = boost::math::binomial_distribution<double>;
    estimate.probability = k / n;
    estimate.standard_error = std::sqrt(estimate.probability * (1 - estimate.probability) / n);
    estimate.low = hits == 0 ? 0.0 : Binomial::find_lower_bound_on_p(n, k, tail);
    estimate.high = hits == paths ? 1.0 : Binomial::find_upper_bound_on_p(n, k, tail);
    return estimate;
}

PairedEffect paired_effect(std::uint64_t only_first, std::uint64_t only_second,
                           std::uint64_t paths) {
    if (paths == 0) return {not_known, not_known};
    auto const n = static_cast<double>(paths);
    double const difference =
        (static_cast<double>(only_first) - static_cast<double>(only_second)) / n;
    double const second_moment =
        (static_cast<double>(only_first) + static_cast<double>(only_second)) / n;
    return {difference, std::sqrt((second_moment - difference * difference) / n)};
}

}  // namespace liq
