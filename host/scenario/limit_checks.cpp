#include "host/scenario/limit_checks.hpp"

#include <algorithm>
#include <cstddef>

#include "host/errors.hpp"
#include "host/findings/portfolio_metrics.hpp"
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

/// The position of this name, or null.
PositionParameters const* find_position(Scenario const& scenario, std::string const& name) {
    auto const at = std::ranges::find(scenario.positions, name, &PositionParameters::name);
    return at == scenario.positions.end() ? nullptr : &*at;
}

/// Refuses a number of the portfolio of which the scenario has no such subject.
void check_subject(Scenario const& scenario, std::string const& where,
                   findings::PortfolioMetric const& metric) {
    require(!scenario.positions.empty(), where +
                                             " is of the desk's own positions, and there are "
                                             "none; accepted with [[position]] or "
                                             "portfolio.file");
    if (metric.position.empty()) {
        bool const any = std::ranges::any_of(
            scenario.positions, [](auto const& position) { return position.what_if.has_value(); });
        return require(!metric.what_if || any,
                       where + " needs a position with a what_if; none has one");
    }
    PositionParameters const* const position = find_position(scenario, metric.position);
    if (position == nullptr) {
        std::vector<std::string> names;
        for (auto const& one : scenario.positions) names.push_back(one.name);
        auto const near = words::nearest(metric.position, names);
        refuse(where + " is of the position \"" + metric.position +
               "\", which is not there; accepted: " + some_of(names) +
               (near ? ". Did you mean position." + *near + "?" : ""));
    }
    require(!metric.what_if || position->what_if,
            where + " needs position." + position->name + ".what_if, which is not there");
}

/// What a scenario with positions accepts besides.
std::string positions_too(Scenario const& scenario) {
    if (scenario.positions.empty()) return {};
    std::string names;
    for (auto const& name : findings::portfolio_statistics())
        names += (names.empty() ? "" : ", ") + name;
    return "; or portfolio or position.NAME, followed by .what_if, .worst or nothing, a point and "
           "one of " +
           names;
}

void check_metric(Scenario const& scenario, std::size_t index) {
    std::string const& metric = scenario.limits[index].metric;
    if (auto const known = findings::portfolio_metric(metric))
        return check_subject(scenario, metric_at(scenario, index), *known);
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
           "followed by a point and one of " + statistics + positions_too(scenario) +
           (near ? ". Did you mean " + *near + "?" : ""));
}

/// Whether the metric lies between 0 and 1.
bool is_share(Scenario const& scenario, std::string const& metric) {
    if (has(outcome_names(scenario), metric)) return true;
    if (auto const own = findings::portfolio_metric(metric)) return own->unit() == std::string("1");
    auto const known = findings::statistic_of_quantity(metric);
    return known.quantity != nullptr &&
           known.quantity->kind == findings::QuantityDescription::Kind::fraction;
}

/// Refuses a bound that is on the wrong side of another one.
void check_order(Scenario const& scenario, std::size_t index, char const* low_name,
                 std::optional<double> const& low, char const* high_name,
                 std::optional<double> const& high) {
    std::string const key = "limit." + std::to_string(index) + ".";
    if (!low || !high) return;
    require(*low <= *high, scenario.place_of(key + low_name) + ": " + key + low_name + " = " +
                               plain_number(*low) + " is above " + key + high_name + " = " +
                               plain_number(*high));
}

void check_bounds(Scenario const& scenario, std::size_t index) {
    Limit const& limit = scenario.limits[index];
    std::string const key = "limit." + std::to_string(index);
    require(limit.warn || limit.max || limit.warn_below || limit.min,
            metric_at(scenario, index) +
                " has no limit; accepted: warn, max or both, or the lower limits warn_below, min");
    for (auto const& [name, bound] : {std::pair{".warn", limit.warn},
                                      {".max", limit.max},
                                      {".warn_below", limit.warn_below},
                                      {".min", limit.min}}) {
        if (!bound || !is_share(scenario, limit.metric)) continue;
        require(*bound >= 0 && *bound <= 1,
                scenario.place_of(key + name) + ": " + key + name + " = " + plain_number(*bound) +
                    " is out of range: " + limit.metric + " is a fraction; accepted: 0 to 1");
    }
    check_order(scenario, index, "warn", limit.warn, "max", limit.max);
    check_order(scenario, index, "min", limit.min, "warn_below", limit.warn_below);
    check_order(scenario, index, "min", limit.min, "max", limit.max);
    check_order(scenario, index, "min", limit.min, "warn", limit.warn);
    check_order(scenario, index, "warn_below", limit.warn_below, "max", limit.max);
}

void check_unique(Scenario const& scenario, std::size_t index) {
    for (std::size_t i = 0; i < index; ++i)
        require(scenario.limits[i].metric != scenario.limits[index].metric,
                metric_at(scenario, index) + " is already limited at " +
                    scenario.place_of("limit." + std::to_string(i) + ".metric") +
                    ". Give all limits of it there");
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
    Limit const& limit = scenario.limits[index];
    if (!limit.warn && !limit.max) return;
    auto const own = findings::portfolio_metric(limit.metric);
    if (own && own->is_profit())
        scenario.warnings.push_back(metric_at(scenario, index) +
                                    " is a profit and has an upper limit: it is exceeded when the "
                                    "desk gains more. Against losses, use min and warn_below, or "
                                    "limit loss, var99 or es99");
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
                                "To protect against a fall, use min and warn_below, or limit "
                                "drawdown or the probability of an event below spot");
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
