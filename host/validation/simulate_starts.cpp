#include <cmath>

#include "host/errors.hpp"
#include "host/planning/make_plan.hpp"
#include "host/results/outcome_counts.hpp"
#include "host/running/run_plan.hpp"
#include "host/scenario/asked_events.hpp"
#include "host/validation/engine_law.hpp"
#include "host/validation/simulate.hpp"
#include "host/words/counts.hpp"
#include "models/estimate/limits.hpp"

namespace liq::validation {
namespace {

/// The events of a scenario that ask what a backtest asks at a start.
class Events {
  public:
    Events(scenario::Scenario& scenario, double spot) : scenario_(scenario), spot_(spot) {
        scenario_.events.clear();
    }

    void add(Question::Kind kind, Question::Levels const& at, Duration by) {
        if (kind != Question::Kind::touch)
            add(events::Race{level(at.up), level(-at.down), by});
        else
            add_touch(at.up < at.down ? at.up : -at.down, by);
    }
    /// Nothing for a level where the price is.
    void add_touch(double distance, Duration by) {
        if (distance != 0) add(events::Touch{level(distance), by});
    }

  private:
    [[nodiscard]] double level(double distance) const { return spot_ * std::exp(distance); }
    void add(events::Question const& question) {
        scenario_.events.push_back(
            {"q" + std::to_string(scenario_.events.size()), std::nullopt, question});
    }

    scenario::Scenario& scenario_;
    double spot_;
};

void ask(scenario::Scenario& scenario, double spot, EngineModel::Asked const& asked,
         std::size_t day) {
    Events events(scenario, spot);
    for (std::size_t const horizon : asked.horizons) {
        for (auto const& question : asked.questions)
            events.add(question.kind, question.levels(asked.history, day, horizon),
                       horizon_of(horizon));
        auto const extremes = asked.history.extremes(day, horizon);
        events.add_touch(extremes.high, horizon_of(horizon));
        events.add_touch(extremes.low, horizon_of(horizon));
    }
}

/// Reads the answers in the order of `ask`.
class Answers {
  public:
    Answers(Totals const& totals, bool with_cascade)
        : totals_(totals), with_cascade_(with_cascade) {}

    SimulatedForecast forecast(EngineModel::Asked const& asked, PriceHistory::Extremes extremes) {
        SimulatedForecast forecast;
        for (auto const& question : asked.questions) {
            auto& all = forecast.probability.emplace_back();
            for (std::size_t i = 0; i < question.outcomes().size(); ++i) all.push_back(next());
        }
        if (extremes.high != 0) forecast.high = 1 - next();
        if (extremes.low != 0) forecast.low = 1 - next();
        return forecast;
    }

  private:
    double next() {
        auto const counts = results::counts_of(totals_, outcome_++);
        return static_cast<double>(with_cascade_ ? counts.hits : counts.hits_without) /
               static_cast<double>(counts.paths);
    }

    Totals const& totals_;
    bool with_cascade_;
    int outcome_ = 0;
};

void require_room(scenario::Scenario const& scenario) {
    auto const n = scenario::outcome_names(scenario).size();
    require(n <= max_outcomes, "--scenario: the questions have " + std::to_string(n) +
                                   " outcomes, of which a path can tell " +
                                   std::to_string(max_outcomes) +
                                   ". Ask for fewer --touch or --horizon?");
}

/// Simulates one plan. \throws SimulationsStopped, Error(Exit::failed)
Totals run_paths(Plan const& plan, EngineProgress progress, Engine& engine) {
    progress.steps = plan.steps;
    engine.report(progress);
    auto ran = running::run_plan(plan, progress.n_paths, engine.backend, engine.stop,
                                 [&](running::Progress const& so_far) {
                                     progress.paths = so_far.paths;
                                     engine.report(progress);
                                 });
    if (!ran.failure.empty())
        throw Error(Exit::failed, "backtest --scenario: a simulation failed: " + ran.failure);
    if (!ran.done) throw SimulationsStopped{progress.start, progress.n_starts};
    return std::move(ran.totals);
}

std::vector<FittedLaw> laws_of(EngineModel::Asked const& asked, std::vector<std::string>& notes) {
    FittedLaws fitted(asked.history);
    std::vector<FittedLaw> laws;
    for (std::size_t const day : asked.starts) laws.push_back(fitted.at(day));
    std::string const of = " of " + words::counted(laws.size(), "start");
    if (fitted.n_near() > 0)
        notes.push_back("at " + words::whole(fitted.n_near()) + of +
                        " no mean reversion gives the spread of the variance over 7 d; heston has "
                        "the nearest");
    if (fitted.n_level() > 0)
        notes.push_back("at " + words::whole(fitted.n_level()) + of +
                        " no square-root variance has the means of 7 and 30 d; heston has that of "
                        "30 d at all times");
    return laws;
}

}  // namespace

std::vector<SimulatedHorizon> EngineModel::simulate(Asked const& asked, Engine& engine) {
    std::vector<FittedLaw> laws;
    if (settings_.law == EngineLaw::fitted) laws = laws_of(asked, notes_);
    std::vector<SimulatedHorizon> horizons(
        asked.horizons.size(), {base_.simulation.paths, std::vector<std::vector<SimulatedForecast>>(
                                                            has_cascade() ? 2 : 1)});
    planning::BookCache books;
    EngineProgress progress{0, asked.starts.size(), asked.n_daily, 0, 0, base_.simulation.paths, 0};
    for (; progress.start < progress.n_starts; ++progress.start) {
        std::size_t const day = asked.starts[progress.start];
        progress.time = asked.history.time(day);
        auto const scenario = at_start(asked, day, laws.empty() ? nullptr : &laws[progress.start]);
        auto const run = planning::plan_run(scenario, market_, &books);
        if (progress.start == 0)
            for (auto const& warning : run.warnings)
                notes_.push_back(settings_.scenario + ": " + warning);
        Totals const totals = run_paths(run.plan, progress, engine);
        for (std::size_t m = 0; m < horizons.front().models.size(); ++m) {
            Answers answers(totals, m == 1 || !has_cascade());
            for (std::size_t h = 0; h < horizons.size(); ++h)
                horizons[h].models[m].push_back(
                    answers.forecast(asked, asked.history.extremes(day, asked.horizons[h])));
        }
    }
    return horizons;
}

scenario::Scenario EngineModel::at_start(Asked const& asked, std::size_t day,
                                         FittedLaw const* law) const {
    auto scenario = base_;
    scenario.simulation.horizon = horizon_of(asked.horizons.back());
    scenario.simulation.seed +=
        static_cast<std::uint64_t>(asked.history.time(day) / seconds_per_day);
    if (law != nullptr) {
        scenario.price = {.drift = law->drift, .initial_jump = 0};
        scenario.price_model = law->heston;
    }
    ask(scenario, spot_, asked, day);
    require_room(scenario);
    return scenario;
}

}  // namespace liq::validation
