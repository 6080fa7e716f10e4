/// Forecasts of the engine: those of closed forms without a cascade, and of a market that stands at
/// other prices.
#include "host/validation/simulate.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "host/errors.hpp"
#include "host/estimation/variance_map.hpp"
#include "host/validation/backtest.hpp"
#include "host/validation/backtest_report.hpp"
#include "host/validation/engine_law.hpp"
#include "tests/host/data/read_data.hpp"
#include "tests/host/validation/made_history.hpp"
#include "tests/support/market_file.hpp"

namespace liq::validation {
namespace {

constexpr double volatility = 0.5;
constexpr std::uint64_t n_paths = 1'000;  ///< by default, of a scenario with more

std::string const scenario_text = R"(schema = 1
name = "made"
market.file = "market.h5"
simulation = { paths = 2_000, horizon = "7d", step = "1h", seed = 3 }
impact = { depth = 20e6, resilience = "12h" }
cascade = { enabled = true }
price = { model = "gbm", volatility = 0.5 }
)";

std::string race_at(double spot) {
    return "event = [{ name = \"race\", kind = \"race\", up = " + std::to_string(1.03 * spot) +
           ", down = " + std::to_string(0.96 * spot) + " }]\n";
}

/// A scenario with its market, in a folder of its own.
class Made {
  public:
    explicit Made(std::string const& more = race_at(100'000)) {
        test::write_valid_market(folder_.file("market.h5"));
        std::ofstream(folder_.file("made.toml")) << scenario_text << more;
    }
    [[nodiscard]] std::string scenario() const { return folder_.file("made.toml").string(); }
    [[nodiscard]] std::string market() const { return folder_.file("market.h5").string(); }

  private:
    test::TemporaryFolder folder_;
};

BacktestSettings settings_of(Made const& made, std::size_t starts,
                             std::vector<std::string> const& set = {}) {
    BacktestSettings settings;
    settings.history.files = {"made.csv"};
    settings.horizons = {3, 7};
    settings.moves = {0.02, 0.05};
    settings.from = new_year + 200 * a_day;
    settings.replicates = 100;
    settings.engine = {made.scenario(), set, EngineLaw::scenario, starts, true};
    return settings;
}

data::Bars const& bars() {
    static data::Bars const made = random_bars(260, 3);
    return made;
}

BacktestResult simulated(BacktestSettings const& settings) {
    auto const backend = make_cpu_backend({.threads = 1});
    Engine engine{*backend, [] { return false; }, [](EngineProgress const&) {}};
    return backtest_of(settings, bars(), &engine);
}

std::vector<double> const& probability(BacktestResult const& result, std::size_t horizon,
                                       std::size_t question, std::size_t from_last) {
    auto const& models = result.horizons[horizon].questions[question].models;
    return models[models.size() - 1 - from_last].probability;
}

TEST(Simulate, WithoutACascadeConstantVolatilityHasTheProbabilitiesOfItsClosedForm) {
    Made const made;
    auto const result = simulated(settings_of(made, 8, {"cascade.enabled=false"}));
    ASSERT_EQ(result.starts.size(), 8U);
    EXPECT_EQ(result.simulation->paths, n_paths);
    EXPECT_EQ(result.models.back().name, "S0");
    EXPECT_NEAR(result.asked.up, std::log(1.03), 1e-9);
    EXPECT_NEAR(result.asked.down, -std::log(0.96), 1e-9);
    PriceHistory const history(bars());
    auto const near = [](double counted, double exact) {
        double const error = std::sqrt(exact * (1 - exact) / static_cast<double>(n_paths));
        EXPECT_NEAR(counted, exact, 4.5 * error + 1e-9);
    };
    for (std::size_t h = 0; h < 2; ++h) {
        std::size_t const days = result.horizons[h].days;
        auto const law = VarianceLaw::known(
            volatility * volatility * static_cast<double>(days) / days_per_year, -0.5);
        for (std::size_t q = 0; q < result.horizons[h].questions.size(); ++q) {
            auto const& question = result.horizons[h].questions[q].question;
            auto const& counted = probability(result, h, q, 0);
            for (std::size_t i = 0; i < result.starts.size(); ++i) {
                auto const day = static_cast<std::size_t>(history.day_at(result.starts[i]));
                auto const at = question.levels(history, day, days);
                if (question.kind == Question::Kind::touch) {
                    near(counted[i], touch_probability(law, at.up < at.down ? at.up : -at.down));
                    continue;
                }
                auto const race = race_probability(law, at.up, at.down);
                near(counted[3 * i], race.up);
                near(counted[3 * i + 1], race.down);
                near(counted[3 * i + 2], race.neither());
            }
        }
    }
}

TEST(Simulate, WhatIsSimulatedWithoutTheCascadeIsWhatAScenarioWithoutOneSimulates) {
    Made const made;
    auto const with = simulated(settings_of(made, 3));
    auto const without = simulated(settings_of(made, 3, {"cascade.enabled=false"}));
    EXPECT_EQ(with.models.back().name, "S");
    double moved = 0;
    for (std::size_t h = 0; h < 2; ++h)
        for (std::size_t q = 0; q < with.horizons[h].questions.size(); ++q) {
            auto const &s0 = probability(with, h, q, 1), &s = probability(with, h, q, 0);
            EXPECT_EQ(s0, probability(without, h, q, 0));
            for (std::size_t i = 0; i < s.size(); ++i) moved += std::abs(s[i] - s0[i]);
        }
    EXPECT_GT(moved, 0.5) << "the cascade is seen";
    // Pairs are S beside S0 and S0 beside M.
    ASSERT_EQ(with.pairs.size(), 2U);
    auto const& race = with.horizons[1].questions[0];
    auto const& models = race.models;
    std::size_t const n = models.size();
    EXPECT_NEAR(race.pairs[0].brier.value, models[n - 2].score.brier - models[n - 1].score.brier,
                1e-12);
    EXPECT_NEAR(race.pairs[1].log.value, models[regression].score.log - models[n - 2].score.log,
                1e-12);
    EXPECT_NEAR(race.pairs[0].hit.value + race.pairs[0].direction.value, race.pairs[0].log.value,
                1e-12);
    double shift = 0;
    for (std::size_t i = 0; i < 3; ++i)
        shift += (probability(with, 1, 0, 0)[3 * i] - probability(with, 1, 0, 1)[3 * i]) / 3;
    EXPECT_NEAR(race.pairs[0].shift[0].value, shift, 1e-12);
    EXPECT_GT(models[n - 1].brier_error, 0);
    EXPECT_EQ(models[regression].brier_error, 0);
}

/// The same market where a coin costs half of it: prices are halved, amounts in coin doubled,
/// amounts in USD kept.
void halve_prices(std::string const& market) {
    test::FileEditor file(market, test::FileEditor::Mode::change);
    file.numbers("/spot", {}, {50'000});
    file.numbers("/positions/entry_price", {3}, {49'500, 50'000, 50'500});
    file.numbers("/positions/position_notional", {2, 2, 2}, {1e4, 2e4, .2, .4, 3e4, 4e4, .6, .8});
    file.numbers("/margin/notional_cap", {2, 2}, {1e6, test::nan, 200, 400});
}

TEST(Simulate, ABookAtAnotherPriceIsHitAtTheSameLogDistances) {
    Made const dear, cheap(race_at(50'000));
    halve_prices(cheap.market());
    auto const one = simulated(settings_of(dear, 3)), other = simulated(settings_of(cheap, 3));
    EXPECT_EQ(other.simulation->as_of, "2025-06-05T21:00:00Z");
    for (std::size_t h = 0; h < 2; ++h)
        for (std::size_t q = 0; q < one.horizons[h].questions.size(); ++q)
            for (std::size_t model : {0, 1}) {
                auto const &a = probability(one, h, q, model), &b = probability(other, h, q, model);
                // Levels are rounded to single precision from other prices: a path may tell.
                for (std::size_t i = 0; i < a.size(); ++i)
                    EXPECT_NEAR(a[i], b[i], 1.5 / static_cast<double>(n_paths));
            }
}

TEST(Simulate, AStartHasItsOwnRandomNumbersWhateverOthersAreSimulated) {
    Made const made;
    auto const few = simulated(settings_of(made, 3)), more = simulated(settings_of(made, 5));
    EXPECT_EQ(few.starts, (std::vector{more.starts[0], more.starts[2], more.starts[4]}));
    EXPECT_EQ(few.n_daily, 54U);
    EXPECT_EQ(few.starts.front(), *few.asked.from);
    auto const &a = probability(few, 0, 0, 0), &b = probability(more, 0, 0, 0);
    for (std::size_t k = 0; k < 3; ++k) {
        EXPECT_EQ(a[k], b[k]);
        EXPECT_EQ(a[6 + k], b[12 + k]);
    }
    EXPECT_EQ(backtest_file(few), backtest_file(simulated(settings_of(made, 3))));
    auto const other = simulated(settings_of(made, 3, {"simulation.seed=4"}));
    EXPECT_NE(a, probability(other, 0, 0, 0));
    EXPECT_NE(a[0], a[3]) << "the same question at another start";
}

TEST(Simulate, ImpliedVolatilitiesAndTheEngineAreComparedOnTheSameStarts) {
    Made const made;
    data::WrittenText const file("dvol.csv", implied_of(219, 249));
    auto settings = settings_of(made, 3);
    settings.implied = file.path();
    auto const result = simulated(settings);
    EXPECT_EQ(result.n_daily, 31U);
    EXPECT_EQ(result.starts, (std::vector{new_year + 220 * a_day, new_year + 235 * a_day,
                                          new_year + 250 * a_day}));
    std::vector<std::string> names;
    for (auto const& model : result.models) names.push_back(model.name);
    EXPECT_EQ(names, (std::vector<std::string>{"A", "B", "C", "M0", "M", "D", "0.85D", "S0", "S"}));
    EXPECT_EQ(names[result.pairs[0].model] + names[result.pairs[0].against], "SS0");
    EXPECT_EQ(names[result.pairs[1].model] + names[result.pairs[1].against], "S0M");
    for (double const p : probability(result, 0, 0, 1))
        EXPECT_NEAR(p * n_paths, std::round(p * n_paths), 1e-9) << "S0 is counted";
}

TEST(Simulate, TheFittedLawHasTheMeansAndTheSpreadOfTheForecasts) {
    PriceHistory const history(random_bars(500, 8));
    FittedLaws laws(history);
    auto const law = laws.at(450);
    ASSERT_EQ(laws.n_near() + laws.n_level(), 0U);
    for (std::size_t const days : {7, 30}) {
        auto const fit = estimation::fit_har(history.variance(), history.month_begin(450), days);
        auto const ahead = estimation::forecast(fit, history.variance(), 450);
        double const years = static_cast<double>(days) / days_per_year;
        double const mean = std::exp(ahead.mean + ahead.deviation * ahead.deviation / 2);
        EXPECT_NEAR(estimation::mean_of_integral(law.heston, years) / mean, 1, 1e-9);
        double const spread = estimation::variance_of_integral(law.heston, years) / (mean * mean);
        EXPECT_NEAR(std::sqrt(std::log1p(spread)) / ahead.deviation, 1, 1e-6);
        if (days == 30) EXPECT_NEAR(law.drift, mean / years / 2, 1e-12);
    }
}

std::string refused(BacktestSettings const& settings) {
    try {
        static_cast<void>(simulated(settings));
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        return error.what();
    }
    return "was not refused";
}

TEST(Simulate, WhatCannotBeSimulatedIsRefused) {
    Made const made, bare("event = [{ name = \"t\", kind = \"touch\", level = 90_000 }]\n");
    auto const says = [&](BacktestSettings const& settings, std::string const& words) {
        EXPECT_NE(refused(settings).find(words), std::string::npos) << refused(settings);
    };
    says(settings_of(bare, 3), "has no event of kind \"race\"");
    says(settings_of(made, 55), "--starts 55: there are 54 starts from 2024-07-19 to 2024-09-10");
    says(settings_of(made, 3, {"simulation.horizon=5d"}),
         "simulation.horizon = 5 d is shorter than the horizon of 7 d");
    says(settings_of(made, 3, {"simulation.step=7h", "simulation.horizon=175h"}),
         "does not divide 3 d");
    says(settings_of(made, 3, {"simulation.paths=99"}), "accepted: at least 100");
    auto many = settings_of(made, 3);
    for (int i = 3; i < 30; ++i) many.moves.push_back(0.01 * i + 0.005);
    says(many, "outcomes, of which a path can tell 64");
    many = settings_of(bare, 3);
    many.engine.own_race = false;
    many.up = many.down = 0.03;
    EXPECT_EQ(simulated(many).starts.size(), 3U);
}

TEST(Simulate, AStopEndsItAndSaysHowFarItCame) {
    Made const made;
    auto const backend = make_cpu_backend({.threads = 1});
    std::size_t begun = 0;
    Engine engine{*backend, [&] { return begun > 1; },
                  [&](EngineProgress const& progress) { begun = progress.start; }};
    try {
        static_cast<void>(backtest_of(settings_of(made, 5), bars(), &engine));
        FAIL() << "was not stopped";
    } catch (SimulationsStopped const& stopped) {
        EXPECT_EQ(stopped.done, 2U);
        EXPECT_EQ(stopped.n_starts, 5U);
    }
}

}  // namespace
}  // namespace liq::validation
