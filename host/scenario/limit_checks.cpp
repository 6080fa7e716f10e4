#include "host/scenario/limit_checks.hpp"

#include <algorithm>
#include <cstddef>

#include "host/errors.hpp"
#include "host/findings/quantities.hpp"
#include "host/scenario/simulation_checks.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/words/nearest.hpp"
#include "host/words/numbers.hpp"

namespace liq::scenario {
namespace {

using Condition = findings::QuantityDescription::Condition;

/// Whether the runs of the scenario have the quantity.
bool is_met(findings::QuantityDescription const& quantity, Scenario const& scenario) {
    if (!quantity.fits(scenario.simulation.step)) return false;
    return quantity.condition != Condition::waterfall || scenario.waterfall.enabled;
}

/// Why the runs of the scenario do not have it.
std::string missing_because(findings::QuantityDescription const& quantity) {
    if (quantity.condition == Condition::waterfall)
        return " exists only with waterfall.enabled = true";
    return " exists only where simulation.step is at most " +
           words::duration(
               static_cast<double>(window_seconds[static_cast<std::size_t>(quantity.window)]));
}

bool has(std::vector<std::string> const& names, std::string const& name) {
    return std::ranges::find(names, name) != names.end();
}

/// `file:line:column: limit.0.metric = "..."`.
std::string metric_at(Scenario const& scenario, std::size_t index) {
    std::string const key = "limit." + std::to_string(index) + ".metric";
    return scenario.place_of(key) + ": " + key + " = " + toml_string(scenario.limits[index].metric);
}

void check_metric(Scenario const& scenario, std::size_t index) {
    std::string const& metric = scenario.limits[index].metric;
    auto const names = metric_names(scenario);
    if (has(names, metric)) return;
    auto const known = findings::statistic_of_quantity(metric);
    if (known.quantity != nullptr)
        refuse(metric_at(scenario, index) + missing_because(*known.quantity));
    auto const near = words::nearest(metric, names);
    std::string quantities, statistics;
    for (auto const& quantity : findings::quantities)
        if (is_met(quantity, scenario)) quantities += quantity.name + std::string(", ");
    for (auto const& statistic : findings::statistics)
        if (statistic.is_metric())
            statistics += std::string(statistics.empty() ? "" : ", ") + statistic.name;
    refuse(metric_at(scenario, index) +
           " is neither an outcome nor a statistic of this scenario; accepted: " +
           some_of(outcome_names(scenario)) + "; or one of " + quantities +
           "followed by a point and one of " + statistics +
           (near ? ". Did you mean " + *near + "?" : ""));
}

/// Whether the metric lies between 0 and 1.
bool is_share(Scenario const& scenario, std::string const& metric) {
    if (has(outcome_names(scenario), metric)) return true;
    auto const known = findings::statistic_of_quantity(metric);
    return known.quantity != nullptr &&
           known.quantity->kind == findings::QuantityDescription::Kind::fraction;
}

void check_bounds(Scenario const& scenario, std::size_t index) {
    Limit const& limit = scenario.limits[index];
    std::string const key = "limit." + std::to_string(index);
    require(limit.warn || limit.max,
            metric_at(scenario, index) + " has no limit; accepted: warn, max or both");
    for (auto const& [name, bound] : {std::pair{".warn", limit.warn}, {".max", limit.max}}) {
        if (!bound || !is_share(scenario, limit.metric)) continue;
        require(*bound >= 0 && *bound <= 1,
                scenario.place_of(key + name) + ": " + key + name + " = " + plain_number(*bound) +
                    " is out of range: " + limit.metric + " is a fraction; accepted: 0 to 1");
    }
    if (limit.warn && limit.max)
        require(*limit.warn <= *limit.max, scenario.place_of(key + ".warn") + ": " + key +
                                               ".warn = " + plain_number(*limit.warn) +
                                               " is above " + key +
                                               ".max = " + plain_number(*limit.max));
}

void check_unique(Scenario const& scenario, std::size_t index) {
    for (std::size_t i = 0; i < index; ++i)
        require(scenario.limits[i].metric != scenario.limits[index].metric,
                metric_at(scenario, index) + " is already limited at " +
                    scenario.place_of("limit." + std::to_string(i) + ".metric") +
                    ". Give both warn and max there");
}

/// "close.p01, close.p05".
std::string low_quantiles(findings::QuantityDescription const& quantity) {
    std::string names;
    for (auto const& statistic : findings::statistics) {
        bool const is_quantile = statistic.kind == findings::StatisticDescription::Kind::quantile;
        if (is_quantile && statistic.share < 0.5)
            names += (names.empty() ? "" : ", ") + findings::metric_name(quantity, statistic);
    }
    return names;
}

/// An upper limit does not protect where low values are the worst ones. If the metric is a quantile
/// of the upper tail, the person may have meant one of the lower tail.
void warn_of_low_tail(Scenario& scenario, std::size_t index) {
    auto const known = findings::statistic_of_quantity(scenario.limits[index].metric);
    if (known.quantity == nullptr || known.quantity->worst != findings::Tail::low) return;
    std::string text = metric_at(scenario, index) +
                       " has an upper limit: it is exceeded when the " + known.quantity->label +
                       " is higher. ";
    if (findings::tail_of(*known.statistic, findings::Tail::low) == findings::Tail::high)
        text +=
            "It is a quantile of the upper tail, but low values are the worst ones: they are in " +
            low_quantiles(*known.quantity) + " and in the expected shortfalls. ";
    scenario.warnings.push_back(text +
                                "To protect against a fall, limit drawdown or the probability of "
                                "an event below spot");
}

}  // namespace

std::vector<std::string> metric_names(Scenario const& scenario) {
    auto names = outcome_names(scenario);
    for (auto const& quantity : findings::quantities) {
        if (!is_met(quantity, scenario)) continue;
        for (auto const& statistic : findings::statistics)
            if (statistic.is_metric()) names.push_back(findings::metric_name(quantity, statistic));
    }
    return names;
}

void check_limits(Scenario& scenario) {
    for (std::size_t i = 0; i < scenario.limits.size(); ++i) {
        check_metric(scenario, i);
        check_bounds(scenario, i);
        check_unique(scenario, i);
        warn_of_low_tail(scenario, i);
    }
}

}  // namespace liq::scenario
