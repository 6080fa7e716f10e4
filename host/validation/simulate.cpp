#include "host/validation/simulate.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "host/errors.hpp"
#include "host/market/read_market.hpp"
#include "host/scenario/event_checks.hpp"
#include "host/scenario/read_scenario.hpp"
#include "host/storage/sha256.hpp"
#include "host/words/numbers.hpp"

namespace liq::validation {
namespace {

/// Fewer paths tell no probability.
constexpr std::uint64_t fewest_paths = 100;

/// What a run does besides its questions is left out, and its paths are independent.
void reduce(scenario::Scenario& scenario) {
    auto& simulation = scenario.simulation;
    simulation.sampling = SamplingKind::independent;
    simulation.replicates.reset();
    simulation.target_standard_error.reset();
    simulation.step_check = simulation.control_variate = false;
    simulation.book_draws = simulation.price_draws = 0;
    if (!scenario.set.contains("simulation.paths"))
        simulation.paths = std::min(simulation.paths, EngineSettings::default_paths);
    scenario.report.times = scenario.report.price_bins = 1;
    scenario.report.sample_paths = 0;
    scenario.limits.clear();
    scenario.positions.clear();
    scenario.benchmark = {};
}

}  // namespace

EngineModel::EngineModel(EngineSettings const& settings)
    : settings_(settings),
      base_(scenario::read_scenario(settings.scenario, settings.set)),
      market_(market::read_market(base_.market_path)),
      spot_(base_.market.spot.value_or(market_.spot)) {
    reduce(base_);
}

std::pair<double, double> EngineModel::race() const {
    scenario::check_against_spot(base_, spot_);
    for (auto const& event : base_.events) {
        auto const* const race = std::get_if<events::Race>(&event.question);
        if (race != nullptr && !event.given)
            return {std::log(race->up / spot_), std::log(spot_ / race->down)};
    }
    refuse(settings_.scenario +
           ": has no event of kind \"race\" without a condition, whose levels a backtest could ask "
           "for. State them as log distances, such as --race 0.1 0.08?");
}

void EngineModel::check(std::vector<std::size_t> const& horizons) const {
    auto const& simulation = base_.simulation;
    Duration const longest = horizon_of(horizons.back()), step = simulation.step;
    require(simulation.horizon >= longest,
            base_.place_of("simulation.horizon") + ": simulation.horizon = " +
                words::duration(static_cast<double>(simulation.horizon.seconds)) +
                " is shorter than the horizon of " + std::to_string(horizons.back()) +
                " d that is asked for. State shorter ones, such as --horizon 7, or --set "
                "simulation.horizon=" +
                std::to_string(horizons.back()) + "d?");
    for (std::size_t const horizon : horizons)
        require(horizon_of(horizon).seconds % step.seconds == 0,
                base_.place_of("simulation.step") + ": simulation.step = " +
                    words::duration(static_cast<double>(step.seconds)) + " does not divide " +
                    std::to_string(horizon) + " d, a horizon that is asked for");
    require(simulation.paths >= fewest_paths,
            base_.place_of("simulation.paths") +
                ": simulation.paths = " + std::to_string(simulation.paths) +
                " are too few to tell a probability; accepted: at least " +
                std::to_string(fewest_paths));
}

SimulationFacts EngineModel::facts() const {
    return {settings_.scenario,    storage::sha256_of_file(settings_.scenario),
            market_.path.string(), market_.sha256,
            market_.as_of,         base_.simulation.paths,
            base_.simulation.seed, base_.simulation.step.seconds};
}

std::string simulation_in_words(SimulationFacts const& facts, EngineLaw law, bool has_cascade) {
    std::string const snapshot = "the snapshot of " + facts.as_of;
    std::string text =
        "S0" + std::string(has_cascade ? " and S are" : " is") + " simulated by the engine with " +
        words::whole(facts.paths) + " paths a start. At each start the market of " + snapshot +
        " stands at the price of the start: entry prices, depth and walls in the same log "
        "distances from it, with the same amounts in USD. It is not the book of that day, which is "
        "not "
        "known, and may rest on what came after it. ";
    text += law == EngineLaw::fitted
                ? "The law of the price is fitted to the past of the start, as `calibrate price` "
                  "does it: heston with the mean and the spread of M's variance over 7 and 30 d."
                : "The law of the price is that of the scenario at all starts, which may rest on "
                  "what came after them.";
    return text +
           " What chance adds to Brier and log scores of counted probabilities is "
           "subtracted.";
}

}  // namespace liq::validation
