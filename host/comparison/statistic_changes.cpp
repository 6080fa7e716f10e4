#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "host/comparison/comparison.hpp"
#include "host/results/statistic_intervals.hpp"

namespace liq::comparison {
namespace {

using Names = std::array<std::string_view, 4>;
/// The statistics that are compared, by the worst tail of the quantity.
constexpr Names where_high_is_worst{"mean", "p95", "p99", "es99"};
constexpr Names where_low_is_worst{"mean", "p05", "p01", "es99"};

/// The standard error that the 95 % interval of a statistic stands for.
double error_of(findings::RunFindings const& run, std::size_t quantity, std::size_t statistic) {
    findings::DistributionFinding const& found = *run.distributions.all[quantity];
    if (found.count.empty()) return findings::not_known;
    double const paths = static_cast<double>(run.paths);
    auto const interval = results::statistic_interval(found, findings::statistics[statistic],
                                                      run.replicates > 0 ? paths / 2 : paths);
    constexpr double widths = 2 * 1.959963984540054;  // of a 95 % interval of the normal law
    return (interval.high - interval.low) / widths;
}

}  // namespace

std::vector<StatisticChange> statistic_changes(findings::RunFindings const& before,
                                               findings::RunFindings const& after) {
    std::vector<StatisticChange> changes;
    for (std::size_t q = 0; q < findings::quantities.size(); ++q) {
        auto const& old_one = before.distributions.all[q];
        auto const& new_one = after.distributions.all[q];
        if (!old_one || !new_one) continue;
        Names const& names =
            findings::quantities[q].worst_is_low() ? where_low_is_worst : where_high_is_worst;
        for (std::size_t s = 0; s < findings::statistics.size(); ++s) {
            if (std::ranges::find(names, findings::statistics[s].name) == names.end()) continue;
            changes.push_back(
                {.quantity = q,
                 .statistic = s,
                 .before = old_one->statistics.all[s],
                 .after = new_one->statistics.all[s],
                 .standard_error = std::hypot(error_of(before, q, s), error_of(after, q, s))});
        }
    }
    return changes;
}

}  // namespace liq::comparison
