#include "host/results/limits.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <tuple>

#include "host/findings/portfolio_metrics.hpp"
#include "host/findings/quantities.hpp"
#include "host/results/statistic_intervals.hpp"

namespace liq::results {
namespace {

/// A number of the result that a limit names.
struct Metric {
    double value = findings::not_known;
    Interval interval;
    std::string unit;
};

Metric statistic(findings::DistributionFinding const& distribution,
                 findings::StatisticDescription const& description, std::size_t index,
                 findings::RunFindings const& run) {
    return {distribution.statistics.all[index],
            statistic_interval(distribution, description, independent_paths(run)),
            distribution.unit};
}

Metric metric_of(std::string const& name, findings::RunFindings const& run) {
    for (auto const& o : run.outcomes)
        if (o.event + "." + o.outcome == name)
            return {o.with_cascade.probability, {o.with_cascade.low, o.with_cascade.high}, "1"};
    if (auto const asked = findings::portfolio_metric(name); asked && run.portfolio) {
        findings::PortfolioNumber const number = findings::number_of(*asked, *run.portfolio);
        return {number.value, {number.low, number.high}, asked->unit()};
    }
    findings::StatisticOfQuantity const named = findings::statistic_of_quantity(name);
    if (named.quantity == nullptr) return {};
    auto const& found = run.distributions.all[named.quantity_index];
    return found ? statistic(*found, *named.statistic, named.statistic_index, run) : Metric{};
}

std::string state_of(Metric const& metric, scenario::Limit const& limit) {
    if (std::isnan(metric.value)) return limit_uncertain;
    double const infinity = std::numeric_limits<double>::infinity();
    double const low = std::isnan(metric.interval.low) ? -infinity : metric.interval.low;
    double const high = std::isnan(metric.interval.high) ? infinity : metric.interval.high;
    for (auto const& [most, least, state] : {std::tuple{limit.max, limit.min, limit_breach},
                                             {limit.warn, limit.warn_below, limit_warn}}) {
        bool const above = most && low > *most, below = least && high < *least;
        if (above || below) return state;
        if ((most && high > *most) || (least && low < *least)) return limit_uncertain;
    }
    return limit_ok;
}

}  // namespace

std::vector<findings::LimitFinding> judged_limits(std::vector<scenario::Limit> const& limits,
                                                  findings::RunFindings const& run) {
    std::vector<findings::LimitFinding> findings;
    for (scenario::Limit const& limit : limits) {
        Metric const metric = metric_of(limit.metric, run);
        findings.push_back({.metric = limit.metric,
                            .unit = metric.unit,
                            .value = metric.value,
                            .low = metric.interval.low,
                            .high = metric.interval.high,
                            .warn = limit.warn.value_or(findings::not_known),
                            .max = limit.max.value_or(findings::not_known),
                            .warn_below = limit.warn_below.value_or(findings::not_known),
                            .min = limit.min.value_or(findings::not_known),
                            .state = state_of(metric, limit)});
    }
    return findings;
}

}  // namespace liq::results
