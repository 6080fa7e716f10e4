#include "host/planning/history_returns.hpp"

#include <cmath>
#include <cstddef>
#include <string>

#include "host/errors.hpp"
#include "host/scenario/toml_text.hpp"
#include "models/estimate/totals_layout.hpp"

namespace liq::planning {
namespace {

/// Refuses a history whose candles do not follow each other in steps of the scenario.
void check_interval(scenario::Scenario const& scenario, market::Market const& market,
                    market::History const& history) {
    Duration const step = scenario.simulation.step;
    std::string const where = market.path.string() + ": /history/time: ";
    std::string const rule =
        scenario.place_of("simulation.step") +
        ": simulation.step = " + scenario::duration_text(step) +
        ": price.model = \"bootstrap\" uses the candles of the snapshot's history as steps";
    for (std::size_t i = 1; i < history.time.size(); ++i) {
        auto const apart = history.time[i] - history.time[i - 1];
        if (apart == step.seconds) continue;
        if (i == 1) refuse(rule + ", but they are " + scenario::duration_text({apart}) + " apart");
        refuse(where + "candle " + std::to_string(i) + " begins " +
               scenario::duration_text({apart}) +
               " after the candle before it; price.model = \"bootstrap\" needs a history without "
               "gaps");
    }
}

/// The log returns of the history. Refuses a return that is larger than the price grid of a run,
/// which no market has within a candle.
std::vector<double> log_returns(market::Market const& market, market::History const& history) {
    std::vector<double> returns;
    for (std::size_t i = 1; i < history.close.size(); ++i) {
        double const r = std::log(history.close[i] / history.close[i - 1]);
        require(std::abs(r) <= price_bins::reach,
                market.path.string() + ": /history/close[" + std::to_string(i) +
                    "] = " + scenario::plain_number(history.close[i]) + " USD is a log return of " +
                    scenario::rounded_number(r) +
                    "; accepted by price.model = \"bootstrap\": at least " +
                    std::to_string(-price_bins::reach) + " and at most " +
                    std::to_string(price_bins::reach));
        returns.push_back(r);
    }
    return returns;
}

/// Scales the distances of the returns from their mean, so that they have this standard deviation.
void rescale(std::vector<double>& returns, double deviation, std::string const& where) {
    double mean = 0, squares = 0;
    for (double r : returns) mean += r / static_cast<double>(returns.size());
    for (double r : returns) squares += (r - mean) * (r - mean);
    double const own = std::sqrt(squares / static_cast<double>(returns.size()));
    require(own > 0, where +
                         ": the history is constant, so that it cannot be scaled to "
                         "price.volatility");
    for (double& r : returns) r = mean + (r - mean) * (deviation / own);
}

}  // namespace

std::vector<float> history_returns(scenario::Scenario const& scenario,
                                   market::Market const& market) {
    auto const* const bootstrap = std::get_if<BootstrapParameters>(&scenario.price_model);
    if (bootstrap == nullptr) return {};
    std::string const where = scenario.place_of("price.model");
    require(market.history.has_value(),
            where + ": price.model = \"bootstrap\" needs /history in the snapshot " +
                market.path.string() + ", which has none");
    check_interval(scenario, market, *market.history);
    std::vector<double> returns = log_returns(market, *market.history);

    double const step = scenario.simulation.step.years();
    double const n_blocks = static_cast<double>(returns.size()) *
                            static_cast<double>(scenario.simulation.step.seconds) /
                            static_cast<double>(bootstrap->block.seconds);
    require(returns.size() >= 2 && n_blocks >= 2,
            scenario.place_of("price.block") + ": price.block = " +
                scenario::duration_text(bootstrap->block) + ": the snapshot's history has " +
                std::to_string(returns.size()) + " returns, fewer than two blocks have");
    if (bootstrap->volatility) rescale(returns, *bootstrap->volatility * std::sqrt(step), where);

    double mean_growth = 0;
    for (double r : returns) mean_growth += std::exp(r) / static_cast<double>(returns.size());
    double const shift = scenario.price.drift * step - std::log(mean_growth);
    std::vector<float> drawn;
    for (double r : returns) drawn.push_back(static_cast<float>(r + shift));
    return drawn;
}

}  // namespace liq::planning
