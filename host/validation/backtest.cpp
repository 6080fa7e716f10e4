#include "host/validation/backtest.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "host/errors.hpp"
#include "host/storage/sha256.hpp"
#include "host/validation/evaluate.hpp"
#include "host/validation/starts.hpp"
#include "host/words/utc_time.hpp"
#include "host/words/values.hpp"
#include "models/core/units.hpp"

namespace liq::validation {
namespace {

/// Widest accepted race, the sum of its log distances.
constexpr double widest_race = 5;

void check(BacktestSettings const& asked) {
    for (double const move : asked.moves)
        require(move > 0 && move < 1,
                "--touch " + words::plain_number(100 * move) + " % is not between 0 and 100 %");
    require(asked.up > 0 && asked.down > 0 && asked.up + asked.down <= widest_race,
            "--race " + words::plain_number(asked.up) + " " + words::plain_number(asked.down) +
                ": both log distances are positive, and their sum is at most " +
                words::plain_number(widest_race));
    for (auto const& time : {asked.from, asked.to, asked.history_from})
        require(!time || *time % seconds_per_day == 0,
                words::iso_utc(time.value_or(0)) + " is not a midnight in UTC");
    require(!asked.horizons.empty() && asked.horizons.front() > 0,
            "--horizon: a horizon has at least 1 d");
    require(std::ranges::adjacent_find(asked.horizons) == asked.horizons.end(),
            "--horizon: a horizon is named twice");
    for (std::size_t i = 0; i < asked.moves.size(); ++i)
        require(std::find(asked.moves.begin(), asked.moves.begin() + static_cast<long>(i),
                          asked.moves[i]) == asked.moves.begin() + static_cast<long>(i),
                "--touch " + words::plain_number(100 * asked.moves[i]) + " is named twice");
}

/// Chooses the starts, simulates where it is asked for, and scores.
void score(BacktestResult& result, PriceHistory const& history, ImpliedVolatility const* implied,
           EngineModel* model, Engine* engine) {
    auto const& asked = result.asked;
    auto const chosen = choose_starts(asked, history, implied, result.notes);
    for (std::size_t const day : chosen.days) result.starts.push_back(history.time(day));
    result.n_daily = chosen.n_daily;
    auto const questions = questions_of(asked.up, asked.down, asked.moves);
    std::vector<SimulatedHorizon> simulated;
    auto kind = Simulated::none;
    std::size_t block = asked.block;
    if (model != nullptr) {
        block = block_of_starts(result.starts, asked.block);
        simulated = model->simulate(
            {history, chosen.days, asked.horizons, questions, chosen.n_daily}, *engine);
        kind = model->has_cascade() ? Simulated::both : Simulated::without_cascade;
        result.simulation = model->facts();
        for (auto const& note : model->notes()) result.notes.push_back(note);
    }
    result.models = models_of(implied != nullptr, kind);
    result.pairs = pairs_of(implied != nullptr, kind);
    BlockBootstrap const bootstrap(chosen.days.size(), asked.seed, asked.replicates, block);
    for (std::size_t h = 0; h < asked.horizons.size(); ++h)
        result.horizons.push_back(evaluate({history, chosen.days, asked.horizons[h], implied,
                                            simulated.empty() ? nullptr : &simulated[h]},
                                           questions, bootstrap));
}

}  // namespace

BacktestResult backtest_of(BacktestSettings const& settings, data::Bars bars, Engine* engine) {
    BacktestResult result;
    result.asked = settings;
    auto& asked = result.asked;
    std::ranges::sort(asked.horizons);
    std::optional<EngineModel> model;
    if (!asked.engine.scenario.empty()) {
        if (engine == nullptr) throw std::invalid_argument("a scenario needs an engine");
        model.emplace(asked.engine);
        if (asked.engine.own_race) std::tie(asked.up, asked.down) = model->race();
    }
    check(asked);
    if (model) model->check(asked.horizons);
    if (asked.history_from) {
        bars = bars.between(*asked.history_from, bars.end());
        require(bars.size() > 0, asked.history.files.front() + ": no candle begins at " +
                                     words::iso_utc(*asked.history_from) + " or later");
    }
    result.notes = bars.notes;
    PriceHistory const history(std::move(bars));
    result.history_begin = history.time(0);
    result.history_end = history.time(history.n_days());
    std::optional<ImpliedVolatility> implied;
    if (!asked.implied.empty()) implied.emplace(asked.implied, asked.implied_column);
    score(result, history, implied ? &*implied : nullptr, model ? &*model : nullptr, engine);
    return result;
}

BacktestResult run_backtest(BacktestSettings const& settings, Engine* engine) {
    auto read = data::read_bars(settings.history, settings.repairs);
    BacktestResult result = backtest_of(settings, std::move(read.bars), engine);
    result.file = settings.history.files.front();
    if (result.file != "-") result.sha256 = storage::sha256_of_file(result.file);
    result.read_as = read.read_as;
    return result;
}

}  // namespace liq::validation
