#include "host/results/replicates.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>

namespace liq {
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
    return freedom > 0 ? boost::math::quantile(Student(freedom), 0.975) : not_known;
}

Estimate replicated_estimate(OutcomeCounts const& counts, int row) {
    std::vector<double> values, paths;
    for (ReplicateCounts const& r : counts.replicates) {
        values.push_back(share(row == 0 ? r.hits : r.hits_without, r.paths));
        paths.push_back(static_cast<double>(r.paths));
    }
    Spread const spread = spread_of(values, paths);
    std::uint64_t const hits = row == 0 ? counts.hits : counts.hits_without;
    Estimate estimate = estimate_of(hits, counts.paths);
    estimate.standard_error = spread.standard_error;
    double const half = student_95(spread.freedom) * spread.standard_error;
    if (half > 0) {
        estimate.low = std::max(0.0, estimate.probability - half);
        estimate.high = std::min(1.0, estimate.probability + half);
    } else if (counts.paths > 1) {
        std::uint64_t const worth = counts.paths / 2;
        Estimate const agreed = estimate_of(hits == 0 ? 0 : worth, worth);
        bool const at_an_end = hits == 0 || hits == counts.paths;
        estimate.low = at_an_end ? agreed.low : estimate.low;
        estimate.high = at_an_end ? agreed.high : estimate.high;
    }
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
    return {difference, spread_of(values, paths).standard_error};
}

}  // namespace liq
