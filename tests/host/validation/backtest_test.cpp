/// Backtests of histories whose scores are known, and what a forecast may not see.
#include "host/validation/backtest.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "host/errors.hpp"
#include "host/validation/backtest_report.hpp"
#include "host/validation/evaluate.hpp"
#include "tests/host/data/read_data.hpp"
#include "tests/host/validation/made_history.hpp"

namespace liq::validation {
namespace {

BacktestSettings settings_from(std::size_t first_start) {
    BacktestSettings settings;
    settings.history.files = {"made.csv"};
    settings.horizons = {7};
    settings.up = settings.down = 0.02;
    settings.moves = {0.02};
    settings.from = new_year + static_cast<std::int64_t>(first_start) * a_day;
    settings.replicates = 100;
    return settings;
}

TEST(Backtest, ClimatologyOfAPriceThatAlwaysRisesHasTheScoresByHand) {
    // One per cent a day, with hours that differ from day to day: up is always first.
    auto const bars = bars_of_returns(260, [](std::size_t hour) {
        std::size_t const day = hour / hours_per_day;
        double const swing = 1e-4 * static_cast<double>(1 + (day * day + 3 * day) % 17);
        return 0.01 / hours_per_day + (hour % 2 == 0 ? swing : -swing);
    });
    auto const result = backtest_of(settings_from(200), bars);
    EXPECT_EQ(result.starts.size(), 54U);
    auto const& race = result.horizons[0].questions[0];
    EXPECT_EQ(race.question.name, "race");
    EXPECT_NEAR(race.frequency[0], 1, 1e-12);
    // Of the starts 30, 31, ... those count whose 7 days end by the first of the month: 2024-07-01
    // is day 182, 2024-08-01 day 213, 2024-09-01 day 244.
    double brier = 0, log = 0;
    for (std::size_t day = 200; day < 254; ++day) {
        double const month = day < 213 ? 182 : day < 244 ? 213 : 244;
        double const n = month - 30 - 7 + 1, up = (n + 1) / (n + 3), other = 1 / (n + 3);
        brier += ((1 - up) * (1 - up) + 2 * other * other) / 54;
        log += -std::log(up) / 54;
    }
    EXPECT_NEAR(race.models[climatology].score.brier, brier, 1e-14);
    EXPECT_NEAR(race.models[climatology].score.log, log, 1e-14);
    auto const& touch = result.horizons[0].questions[2];
    EXPECT_EQ(touch.question.name, "touch_up_2");
    EXPECT_NEAR(touch.models[climatology].probability[0], 147.0 / 148, 1e-14);
}

TEST(Backtest, WhatComesLaterChangesNoForecast) {
    std::size_t const n_days = 300, changed = 270;
    auto const before = random_bars(n_days, 3);
    auto after = before;
    for (std::size_t i = changed * hours_per_day; i < after.size(); ++i)
        for (auto* const column : {&after.open, &after.high, &after.low, &after.close})
            (*column)[i] *= 1 + 0.3 * std::sin(static_cast<double>(i));
    for (std::size_t i = changed * hours_per_day; i < after.size(); ++i) {
        after.high[i] = std::max({after.open[i], after.high[i], after.low[i], after.close[i]});
        after.low[i] = std::min({after.open[i], after.low[i], after.close[i]});
    }
    auto const one = backtest_of(settings_from(200), before);
    auto const other = backtest_of(settings_from(200), after);
    std::size_t const n_same = changed - 200 + 1;  // the start at the first changed bar, too
    bool differs = false;
    for (std::size_t q = 0; q < one.horizons[0].questions.size(); ++q)
        for (std::size_t m = 0; m < one.models.size(); ++m) {
            auto const& a = one.horizons[0].questions[q].models[m].probability;
            auto const& b = other.horizons[0].questions[q].models[m].probability;
            auto const n = static_cast<std::ptrdiff_t>(a.size() / one.starts.size() * n_same);
            EXPECT_TRUE(std::equal(a.begin(), a.begin() + n, b.begin()))
                << one.models[m].name << " on question " << q;
            differs |= !std::equal(a.begin() + n, a.end(), b.begin() + n);
        }
    EXPECT_TRUE(differs) << "later forecasts see it";
}

TEST(Backtest, TheSameInputGivesTheSameBits) {
    auto const bars = random_bars(260, 4);
    auto settings = settings_from(200);
    settings.block = 10;
    auto const first = backtest_of(settings, bars);
    EXPECT_EQ(backtest_json(first), backtest_json(backtest_of(settings, bars)));
    EXPECT_EQ(backtest_file(first), backtest_file(backtest_of(settings, bars)));
    settings.seed = 2;
    auto const skill_of = [](BacktestResult const& result) {
        return result.horizons[0].questions[0].models[regression].score.skill_a;
    };
    auto const other = skill_of(backtest_of(settings, bars));
    EXPECT_EQ(other.value, skill_of(first).value);
    EXPECT_NE(other.low, skill_of(first).low) << "the interval hangs on the seed";
}

TEST(Backtest, AForecastThatIsNoNumberIsAnError) {
    PriceHistory const history(random_bars(260, 5));
    Question const wide{"wide", Question::Kind::race, 800, 800};
    BlockBootstrap const bootstrap(1, 1, 100);
    try {
        std::vector<std::size_t> const starts{200};
        static_cast<void>(evaluate({history, starts, 7}, {wide}, bootstrap));
        FAIL() << "was not refused";
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::failed);
        EXPECT_NE(std::string(error.what()).find("for wide over 7 d from 2024-07-19"),
                  std::string::npos)
            << error.what();
    }
}

TEST(Backtest, StartsThatLackCandlesAreLeftOutAndCounted) {
    auto bars = random_bars(300, 6);
    bars.filled.assign(bars.size(), 0);
    for (std::size_t hour = 0; hour < 10; ++hour) bars.filled[230 * hours_per_day + hour] = 1;
    auto const result = backtest_of(settings_from(200), bars);
    // Starts up to day 293; those from 224 to 260 need day 230.
    EXPECT_EQ(result.starts.size(), 94U - 37U);
    ASSERT_EQ(result.notes.size(), 1U);
    EXPECT_NE(result.notes[0].find("37 starts were left out"), std::string::npos);
}

std::string refused(BacktestSettings const& settings, data::Bars const& bars) {
    try {
        static_cast<void>(backtest_of(settings, bars));
    } catch (Error const& error) {
        return error.what();
    }
    return "was not refused";
}

TEST(Backtest, StartsWithoutAnImpliedVolatilityAreLeftOutForAllModels) {
    auto const bars = random_bars(300, 6);
    data::WrittenText const file("dvol.csv", implied_of(209, 249, 229));
    auto settings = settings_from(200);
    auto const all = backtest_of(settings, bars);
    settings.implied = file.path();
    auto const result = backtest_of(settings, bars);
    // A forecast knows the value of the day before: starts 210 to 250, but for 230, of 200 to 293.
    ASSERT_EQ(result.starts.size(), 40U);
    EXPECT_EQ(result.starts.front(), new_year + 210 * a_day);
    EXPECT_EQ(result.starts.back(), new_year + 250 * a_day);
    ASSERT_EQ(result.notes.size(), 1U);
    EXPECT_TRUE(data::says(
        result.notes[0],
        {"54 starts were left out", "10 before 2024-07-29", "1 where a day is missing in it",
         "43 after 2024-09-07", "compared on the 40 starts for which it has one, from 2024-07-29"}))
        << result.notes[0];
    // What others foretell at these starts is the same as without the file.
    auto const& with = result.horizons[0].questions[0].models[regression].probability;
    auto const& without = all.horizons[0].questions[0].models[regression].probability;
    EXPECT_TRUE(std::equal(with.begin(), with.begin() + 60, without.begin() + 30));
    settings.to = new_year + 205 * a_day;
    EXPECT_TRUE(data::says(refused(settings, bars),
                           {"no start has an implied volatility", "(before 2024-07-29)"}));
}

TEST(Backtest, WhatIsTooShortOrCannotBeAskedIsRefused) {
    auto const bars = random_bars(260, 7);
    auto settings = settings_from(200);
    settings.from.reset();
    EXPECT_NE(refused(settings, bars).find("no start from 2027-01-01"), std::string::npos)
        << refused(settings, bars);
    EXPECT_NE(refused(settings_from(100), bars).find("a fit needs at least 100"),
              std::string::npos);
    settings = settings_from(200);
    settings.up = 0;
    EXPECT_NE(refused(settings, bars).find("--race 0 0.02"), std::string::npos);
    settings = settings_from(200);
    settings.moves = {1};
    EXPECT_NE(refused(settings, bars).find("--touch 100"), std::string::npos);
    auto coarse = bars.joined(4 * 3'600);
    EXPECT_NE(refused(settings_from(200), coarse).find("4 h long"), std::string::npos);
}

}  // namespace
}  // namespace liq::validation
