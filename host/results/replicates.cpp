#include "host/results/replicates.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>

namespace liq::results {
namespace {

double share(std::uint64_t hits, std::uint64_t paths) {
    return static_cast<double>(hits) / static_cast<double>(paths);
}

}  // namespace

Spread spread_of(std::vector<double> const& values, std::vector<double> const& paths) {
    double const all = std::accumulate(paths.begin(), paths.end(), 0.0);
    std::size_t const m = values.size();
    if (m < 2) return {};
    double mean = 0, squares = 0;
    for (std::size_t r = 0; r < m; ++r) mean += paths[r] / all * values[r];
    for (std::size_t r = 0; r < m; ++r) {
        double const off = paths[r] / all * (values[r] - mean);
        squares += off * off;
    }
    auto const count = static_cast<double>(m);
    return {mean, std::sqrt(count / (count - 1) * squares), static_cast<int>(m) - 1};
}

double student_95(int freedom) {
    using Student = boost::math::students_t_distribution<double>;
    return freedom > 0 ? boost::math::quantile(Student(freedom), 0.975) : findings::not_known;
}

Interval replicate_interval(double hits, double trials, double standard_error, int freedom) {
    double const share = hits / trials, two_hits = std::sqrt(2.0) / trials;
    double const half = student_95(freedom) * std::hypot(standard_error, two_hits);
    Interval const counted = clopper_pearson(hits / 2, trials / 2);
    if (std::isnan(half)) return counted;
    Interval const spread{std::max(0.0, share - half), std::min(1.0, share + half)};
    if (std::min(hits, trials - hits) >= enough_for_student) return spread;
    return {std::min(spread.low, counted.low), std::max(spread.high, counted.high)};
}

findings::Estimate replicated_estimate(OutcomeCounts const& counts, int row) {
    std::vector<double> values, paths;
    for (ReplicateCounts const& r : counts.replicates) {
        values.push_back(share(row == 0 ? r.hits : r.hits_without, r.paths));
        paths.push_back(static_cast<double>(r.paths));
    }
    Spread const spread = spread_of(values, paths);
    std::uint64_t const hits = row == 0 ? counts.hits : counts.hits_without;
    findings::Estimate estimate = estimate_of(hits, counts.paths);
    if (counts.paths == 0) return estimate;
    estimate.standard_error = spread.standard_error;
    Interval const interval =
        replicate_interval(static_cast<double>(hits), static_cast<double>(counts.paths),
                           spread.standard_error, spread.freedom);
    estimate.low = interval.low;
    estimate.high = interval.high;
    return estimate;
}

PairedEffect replicated_effect(OutcomeCounts const& counts) {
    std::vector<double> values, paths;
    for (ReplicateCounts const& r : counts.replicates) {
        values.push_back(share(r.hits, r.paths) - share(r.hits_without, r.paths));
        paths.push_back(static_cast<double>(r.paths));
    }
    double const difference =
        paired_effect(counts.only_with, counts.only_without, counts.paths).difference;
    double const spread = spread_of(values, paths).standard_error;
    auto const n = static_cast<double>(counts.paths);
    return {difference, std::hypot(spread, 2 * std::sqrt(2 * added_differing) / n)};
}

}  // namespace liq::results
