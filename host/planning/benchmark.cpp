#include "host/planning/benchmark.hpp"

#include <cmath>
#include <variant>

#include "host/events/event.hpp"
#include "host/scenario/asked_events.hpp"
#include "models/price/registry.hpp"

namespace liq::planning {
namespace {

/// The mean over a time of a variance that reverts to its mean (Cox, Ingersoll & Ross 1985).
template <class Model>
double mean_variance(Model const& model, double years) {
    double const kt = model.mean_reversion * years;
    double const weight = kt > 0 ? -std::expm1(-kt) / kt : 1.0;
    return model.long_run_variance + (model.variance0 - model.long_run_variance) * weight;
}

/// Intensity times the mean square of a jump of the log price.
template <class Model>
double jump_variance(Model const& model) {
    if constexpr (requires { model.jump_sd; })
        return model.jump_intensity *
               (model.jump_mean * model.jump_mean + model.jump_sd * model.jump_sd);
    else if constexpr (requires {
                           model.jump_up_mean;
                           model.jump_intensity;
                       })
        return model.jump_intensity * 2 *
               (model.jump_up_probability * model.jump_up_mean * model.jump_up_mean +
                (1 - model.jump_up_probability) * model.jump_down_mean * model.jump_down_mean);
    else
        return 0;
}

/// The law at a volatility that does not change, watched all the time.
events::Law constant_law(scenario::Scenario const& scenario, double spot, double volatility,
                         double drift) {
    events::Law law;
    law.price.drift = drift;
    GbmParameters model;
    model.volatility = volatility;
    law.model = model;
    law.horizon = scenario.simulation.horizon;
    law.step = Duration{1};
    law.spot = spot;
    return law;
}

/// Sets a number of each outcome that has a closed form under a law.
template <class Set>
void for_each_closed_form(scenario::Scenario const& scenario, PlannedRun const& run,
                          events::Law const& law, Set set) {
    for (events::Event const* event : scenario::asked_events(scenario)) {
        if (event->given) continue;
        for (auto const& [outcome, form] : events::closed_forms(*event, law))
            if (form.obstacle.empty())
                set(run.index_of(event->name + "." + outcome), form.probability);
    }
}

}  // namespace

double mean_annual_variance(PriceParameters const& law, double years) {
    return std::visit(
        [&](auto const& model) -> double {
            if constexpr (requires { model.variance0; })
                return mean_variance(model, years) + jump_variance(model);
            else if constexpr (requires { model.self_excitation; })
                return findings::not_known;
            else if constexpr (requires { double{model.volatility}; })
                return model.volatility * model.volatility + jump_variance(model);
            else
                return findings::not_known;
        },
        law);
}

std::vector<findings::OutcomeBenchmark> benchmarks_of(scenario::Scenario const& scenario,
                                                      PlannedRun const& run) {
    std::vector<findings::OutcomeBenchmark> all(run.outcomes.size());
    auto const& asked = scenario.benchmark;
    if (asked.implied && asked.implied->percent > 0) {
        for_each_closed_form(
            scenario, run, constant_law(scenario, run.spot, asked.implied->percent / 100, 0),
            [&](std::size_t i, double probability) { all[i].implied = probability; });
        double const variance =
            mean_annual_variance(scenario.price_model, scenario.simulation.horizon.years());
        if (std::isfinite(variance) && variance > 0) {
            auto const law = [&](double drift) {
                return constant_law(scenario, run.spot, std::sqrt(variance), drift);
            };
            for_each_closed_form(scenario, run, law(scenario.price.drift),
                                 [&](std::size_t i, double p) { all[i].drift_effect = p; });
            for_each_closed_form(scenario, run, law(0),
                                 [&](std::size_t i, double p) { all[i].drift_effect -= p; });
        }
    }
    for (scenario::Quote const& quote : asked.quote) {
        auto& benchmark = all[run.index_of(quote.outcome)];
        benchmark.bid = quote.bid;
        benchmark.ask = quote.ask;
        benchmark.quoted_at = quote.time;
    }
    return all;
}

}  // namespace liq::planning
