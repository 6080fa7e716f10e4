/// \file
/// Forecasts of the engine itself: a scenario simulated at starts of a backtest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/market/market.hpp"
#include "host/scenario/scenario.hpp"
#include "host/validation/price_history.hpp"
#include "host/validation/question.hpp"
#include "kernels/backend.hpp"
#include "models/core/units.hpp"

namespace liq::validation {

/// Which law of the price the engine takes at a start.
enum class EngineLaw : std::uint8_t {
    fitted,   ///< what `calibrate price` fits to the past of the start (engine_law.hpp)
    scenario  ///< the scenario's own, at all starts the same
};
inline constexpr char const* engine_law_words[] = {"fitted", "scenario"};

/// A horizon as the engine has it.
inline Duration horizon_of(std::size_t days) {
    return {static_cast<std::int64_t>(days) * seconds_per_day};
}

/// What is to be simulated.
struct EngineSettings {
    /// For one cost, many starts with few paths tell more than few starts with many: what comes
    /// of a start is chance as well, and what chance adds to scores of counts is subtracted.
    static constexpr std::size_t default_starts = 200;
    /// Where `set` does not say it, and the scenario has no fewer.
    static constexpr std::uint64_t default_paths = 1'000;

    std::string scenario;          ///< file; empty: nothing is simulated
    std::vector<std::string> set;  ///< changes of its keys, as `--set` takes them
    EngineLaw law = EngineLaw::fitted;
    /// How many of the daily starts; absent: `default_starts`, or all where there are fewer.
    std::optional<std::size_t> starts;
    /// Whether the race of the questions is the first one of the scenario, as log distances.
    bool own_race = true;
};

/// How far the simulations are, after a batch of paths; before the first one `paths` is 0.
struct EngineProgress {
    std::size_t start = 0, n_starts = 0;  ///< which one, from 0
    std::size_t n_daily = 0;
    std::int64_t time = 0;                 ///< of the start [Unix s]
    std::uint64_t paths = 0, n_paths = 0;  ///< of a start
    int steps = 0;                         ///< of a path
};

struct FittedLaw;

/// Where to simulate, and whom to tell.
struct Engine {
    Backend& backend;
    std::function<bool()> stop;  ///< whether to end early
    std::function<void(EngineProgress const&)> report;
};

/// Thrown where simulations were stopped.
struct SimulationsStopped {
    std::size_t done, n_starts;  ///< starts
};

/// What was simulated, for those who read the result.
struct SimulationFacts {
    std::string scenario, scenario_sha256;  ///< the file
    std::string market, market_sha256;      ///< its snapshot
    std::string as_of;                      ///< time of the snapshot
    std::uint64_t paths = 0, seed = 0;
    std::int64_t step = 0;  ///< [s]
};

/// The forecast of one start, with or without the cascade.
struct SimulatedForecast {
    std::vector<std::vector<double>> probability;  ///< by question: of the outcomes with a name
    /// The probabilities that the running high and low are nearer than what they came to be.
    double high = 0, low = 0;
};

/// The forecasts of one horizon: without the cascade, then with it where the scenario has one;
/// start by start.
struct SimulatedHorizon {
    std::uint64_t paths = 0;
    std::vector<std::vector<SimulatedForecast>> models;
};

/// A scenario whose market stands at other starts. The engine knows log distances from the price
/// at the start and USD, and no price: the levels of a start, as log distances from the price of
/// the snapshot, are what the market of the snapshot would be asked at the price of the start, with
/// every entry price, level and wall moved by the same factor and every amount in USD kept.
class EngineModel {
  public:
    /// Reads the scenario and its market. \throws Error
    explicit EngineModel(EngineSettings const& settings);

    /// Log distances, up and down, of the first race of the scenario that has no condition.
    /// \throws Error where there is none
    [[nodiscard]] std::pair<double, double> race() const;
    /// \throws Error where a path of the scenario ends before a horizon, where a horizon is no
    /// whole
    ///     number of its steps, or where its paths are too few
    void check(std::vector<std::size_t> const& horizons) const;
    [[nodiscard]] bool has_cascade() const { return base_.cascade.enabled; }
    [[nodiscard]] SimulationFacts facts() const;
    /// Warnings of the simulations, and what was done to laws of the price.
    [[nodiscard]] std::vector<std::string> const& notes() const { return notes_; }

    struct Asked {
        PriceHistory const& history;
        std::vector<std::size_t> const& starts;    ///< days of the history
        std::vector<std::size_t> const& horizons;  ///< days, ascending; checked
        std::vector<Question> const& questions;
        std::size_t n_daily;  ///< starts of which these are some
    };
    /// Simulates every start, on random numbers of its own: the seed of the scenario and the days
    /// since 1970. Paths are independent of each other, whatever the scenario says.
    /// \returns the forecasts by horizon
    /// \throws SimulationsStopped, Error
    std::vector<SimulatedHorizon> simulate(Asked const& asked, Engine& engine);

  private:
    /// The scenario with the questions of a start. \param law  null: its own
    [[nodiscard]] scenario::Scenario at_start(Asked const& asked, std::size_t day,
                                              FittedLaw const* law) const;

    EngineSettings settings_;
    scenario::Scenario base_;
    market::Market market_;
    double spot_ = 0;  ///< of the scenario [USD]
    std::vector<std::string> notes_;
};

/// What a reader has to know of simulated forecasts: which book stands at the starts, which law of
/// the price moves it, and which past that knows.
std::string simulation_in_words(SimulationFacts const& facts, EngineLaw law, bool has_cascade);

}  // namespace liq::validation
