#include "host/stress/far_values.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "host/stress/stress_report.hpp"
#include "host/words/numbers.hpp"

namespace liq::stress {
namespace {

constexpr std::size_t fewest_returns = 5;

/// The annualised volatility that a key means; not known of other keys.
double volatility_of(StressKey const& key, double value) {
    if (key.name == "price.volatility") return value;
    if (key.name == "price.variance0" || key.name == "price.long_run_variance")
        return std::sqrt(value);
    return findings::not_known;
}

std::string far_from_base(StressKey const& key, double change) {
    double const factor = std::exp(std::abs(change));
    if (!key.is_ratio || factor < far_factor) return {};
    std::string const value = key.has_sides()
                                  ? key.toml(change)
                                  : value_in_words(key, key.value(change), findings::not_known);
    return key.name + " ends at " + value + ", " + words::plain(factor, 1) +
           (change > 0 ? " times its start" : " times less than its start") +
           ": the other numbers of the scenario are those of another market. Use a --reach nearer "
           "to what the scenario has without changes, or vary another key beside it";
}

std::string above_history(StressKey const& key, double change, scenario::Scenario const& base,
                          market::Market const& market) {
    double const reached = volatility_of(key, key.value(change));
    if (!market.history || key.has_sides() || !std::isfinite(reached)) return {};
    double const seen = largest_volatility(*market.history, base.simulation.horizon);
    if (!(reached > seen)) return {};
    return key.name + " ends at a volatility of " + words::percent(reached, 0) + ", " +
           words::plain(reached / seen, 1) +
           " times the largest that the snapshot's history has over " +
           words::duration(static_cast<double>(base.simulation.horizon.seconds)) + ", " +
           words::percent(seen, 0);
}

}  // namespace

double largest_volatility(market::History const& history, Duration horizon) {
    std::size_t const n = history.close.size();
    if (n < fewest_returns + 1) return findings::not_known;
    double const bar =
        static_cast<double>(history.time[n - 1] - history.time[0]) / static_cast<double>(n - 1);
    if (!(bar > 0)) return findings::not_known;
    std::vector<double> square;
    for (std::size_t i = 1; i < n; ++i) {
        double const move = std::log(history.close[i] / history.close[i - 1]);
        square.push_back(move * move);
    }
    auto const window =
        std::clamp(static_cast<std::size_t>(static_cast<double>(horizon.seconds) / bar),
                   fewest_returns, square.size());
    double sum = 0, largest = 0;
    for (std::size_t i = 0; i < square.size(); ++i) {
        sum += square[i];
        if (i >= window) sum -= square[i - window];
        if (i + 1 >= window) largest = std::max(largest, sum);
    }
    double const years = static_cast<double>(window) * bar / static_cast<double>(seconds_per_year);
    return std::sqrt(largest / years);
}

std::vector<std::string> warnings_of_far_values(StressResult const& result,
                                                scenario::Scenario const& base,
                                                market::Market const& market) {
    std::vector<std::string> warnings;
    if (result.nearest < 0) return warnings;
    StressPoint const& point = result.points[static_cast<std::size_t>(result.nearest)];
    for (std::size_t k = 0; k < result.keys.size(); ++k) {
        StressKey const& key = result.keys[k];
        double const change = point.change(k, point.crossing.at);
        for (std::string const& text :
             {far_from_base(key, change), above_history(key, change, base, market)})
            if (change != 0 && !text.empty()) warnings.push_back(text);
    }
    return warnings;
}

}  // namespace liq::stress
