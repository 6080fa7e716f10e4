#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "host/scenario/event_checks.hpp"
#include "host/scenario/resolved_text.hpp"
#include "tests/host/scenario/sample.hpp"

namespace liq {
namespace {

using sample::contains;
using sample::full;
using sample::starts_with;
using sample::with;

std::string const minimal = R"(schema = 1
name = "small"
market.file = "m.h5"
simulation = { paths = 10, horizon = "1d", step = "1h" }
price = { model = "gbm", volatility = 0.5 }
impact.depth = 300e6
[[event]]
name = "up"
kind = "touch"
level = 120000
)";

void expect_full_sections(scenario::Scenario const& s) {
    EXPECT_EQ(s.name, "june-2025");
    EXPECT_EQ(s.description, "113K before 93K? \"quoted\" \\ tab\t é");
    EXPECT_EQ(s.market.file, "btc.h5");
    EXPECT_EQ(s.market.spot, 101'500.0);
    EXPECT_EQ(s.market.liquidatable_share, (PerSide{0.4, 0.3}));
    EXPECT_EQ(s.market.open_interest_factor, 1.5);
    EXPECT_EQ(s.simulation.paths, 1'000'000U);
    EXPECT_EQ(s.simulation.horizon, Duration{30 * seconds_per_day});
    EXPECT_EQ(s.simulation.step, Duration{300});
    EXPECT_EQ(s.simulation.seed, 20250605U);
    EXPECT_EQ(s.simulation.monitoring, scenario::Monitoring::step);
    EXPECT_EQ(s.price.drift, 0.1);
    EXPECT_EQ(s.price.initial_jump, -0.05);
    EXPECT_EQ(std::get<GbmParameters>(s.price_model).volatility, 0.4);
    EXPECT_TRUE(s.cascade.enabled);
    EXPECT_EQ(s.cascade.book, BookKind::frozen);
    EXPECT_EQ(s.cascade.market_fraction, 0.9);
    EXPECT_EQ(s.cascade.mark_pass_through, 0.8);
    EXPECT_EQ(s.cascade.max_rounds, 128);
    EXPECT_EQ(s.impact.depth, (BidAsk{512e6, 362e6}));
    EXPECT_EQ(s.impact.exponent, 1.16);
    EXPECT_EQ(s.impact.resilience, Duration{5400});
    EXPECT_EQ(s.impact.permanent_share, 0.1);
    EXPECT_EQ(s.withdrawal.sensitivity, 0.5);
    EXPECT_EQ(s.withdrawal.recovery, Duration{7200});
    EXPECT_EQ(s.withdrawal.floor, 0.1);
    EXPECT_EQ(s.report.times, 60);
    EXPECT_EQ(s.report.price_bins, 100);
    EXPECT_EQ(s.report.quantiles, (std::vector<double>{0.05, 0.5, 0.95}));
}

void expect_full_events(scenario::Scenario const& s) {
    ASSERT_EQ(s.events.size(), 3U);
    EXPECT_EQ(s.events[0].name, "race_113k_93k");
    auto const& race = std::get<events::Race>(s.events[0].question);
    EXPECT_EQ(race.up, 113'000);
    EXPECT_EQ(race.down, 93'000);
    EXPECT_EQ(race.by, Duration{30 * seconds_per_day});
    EXPECT_EQ(s.events[1].name, "touch_97k");
    auto const& touch = std::get<events::Touch>(s.events[1].question);
    EXPECT_EQ(touch.level, 97'000);
    EXPECT_EQ(touch.by, Duration{7 * seconds_per_day});
    EXPECT_EQ(s.events[2].name, "closes_above_100k");
    auto const& close = std::get<events::Close>(s.events[2].question);
    EXPECT_EQ(close.level, 100'000);
    EXPECT_EQ(close.at, Duration{12 * 3600});
}

TEST(ScenarioReader, ReadsEveryKeyOfTheSample) {
    auto const scenario = sample::read(full);
    expect_full_sections(scenario);
    expect_full_events(scenario);
    EXPECT_EQ(scenario.market_path, "folder/btc.h5");
    EXPECT_TRUE(scenario.warnings.empty());
    EXPECT_EQ(scenario.place_of("impact.resilience"), "folder/s.toml:34:1");
    EXPECT_EQ(scenario.place_of("event.touch_97k.level"), "folder/s.toml:57:1");
}

TEST(ScenarioReader, GivesTheSameScenarioFromItsResolvedText) {
    auto const text = scenario::resolved_text(sample::read(full));
    auto const again = sample::read(text);
    expect_full_sections(again);
    expect_full_events(again);
    EXPECT_EQ(scenario::resolved_text(again), text);
}

TEST(ScenarioReader, WritesEveryDefaultIntoTheResolvedText) {
    auto const scenario = sample::read(minimal);
    EXPECT_EQ(scenario.simulation.seed, 1U);
    EXPECT_EQ(scenario.impact.depth, (BidAsk{300e6, 300e6}));
    EXPECT_FALSE(scenario.market.spot.has_value());
    auto const text = scenario::resolved_text(scenario);
    for (auto const* line :
         {"seed = 1\n", "monitoring = \"bridge\"\n", "liquidatable_share = 1.0\n",
          "resilience = \"30min\"\n", "max_rounds = 256\n", "floor = 0.05\n",
          "quantiles = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]\n", "# spot: the snapshot's\n",
          "# by: the horizon\n"})
        EXPECT_PRED2(contains, text, line);
    EXPECT_EQ(scenario::resolved_text(sample::read(text)), text);
}

TEST(ScenarioReader, AcceptsWholeFloatsForIntegersAndIntegersForNumbers) {
    EXPECT_EQ(sample::read(with("1_000_000", "1e6")).simulation.paths, 1'000'000U);
    auto const whole = sample::read(with("volatility = 0.40", "volatility = 1"));
    EXPECT_EQ(std::get<GbmParameters>(whole.price_model).volatility, 1.0);
}

TEST(ScenarioReader, AppliesOverridesAndRecordsThem) {
    auto const scenario = sample::read(
        full, {"simulation.horizon=60d", "event.race_113k_93k.up = 114_000", "event.1.level=96000",
               "impact.depth.bid=1e8", "market.liquidatable_share=0.5", "description=free text",
               "simulation.seed=1", "simulation.seed=2"});
    EXPECT_EQ(scenario.simulation.horizon, Duration{60 * seconds_per_day});
    EXPECT_EQ(std::get<events::Race>(scenario.events[0].question).up, 114'000);
    EXPECT_EQ(std::get<events::Touch>(scenario.events[1].question).level, 96'000);
    EXPECT_EQ(scenario.impact.depth, (BidAsk{1e8, 362e6}));
    EXPECT_EQ(scenario.market.liquidatable_share, (PerSide{0.5, 0.5}));
    EXPECT_EQ(scenario.description, "free text");
    EXPECT_EQ(scenario.simulation.seed, 2U);
    EXPECT_EQ(scenario.set.at("simulation.horizon"), "\"60d\"");
    EXPECT_EQ(scenario.set.at("event.race_113k_93k.up"), "114000");
    EXPECT_EQ(scenario.set.at("simulation.seed"), "2");
    EXPECT_EQ(scenario.set.size(), 7U);
}

TEST(ScenarioReader, AddsKeysAndTablesByOverride) {
    auto const scenario =
        sample::read(minimal, {"impact.withdrawal.sensitivity=0.2", "event.up.by=2h"});
    EXPECT_EQ(scenario.withdrawal.sensitivity, 0.2);
    EXPECT_EQ(std::get<events::Touch>(scenario.events[0].question).by, Duration{7200});
}

TEST(ScenarioReader, WarnsOfStepsTooLongForTheDecayOfImpact) {
    auto const resilience = sample::read(with("\"1.5h\"", "\"20min\""));
    ASSERT_EQ(resilience.warnings.size(), 1U);
    EXPECT_PRED2(contains, resilience.warnings[0], "a fifth of impact.resilience = 20min");
    auto const recovery = sample::read(with("\"2h\"", "\"24min\""));
    ASSERT_EQ(recovery.warnings.size(), 1U);
    EXPECT_PRED2(contains, recovery.warnings[0], "s.toml:14:1: simulation.step = 5min");
    EXPECT_TRUE(sample::read(with("\"2h\"", "\"25min\"")).warnings.empty());
    EXPECT_TRUE(sample::read(with("\"2h\"", "\"24min\""), {"impact.withdrawal.sensitivity=0"})
                    .warnings.empty());
}

TEST(ScenarioReader, ChecksLevelsAgainstSpotOnceItIsKnown) {
    auto const scenario = sample::read(full);
    EXPECT_NO_THROW(scenario::check_against_spot(scenario, 101'500));
    auto const refusal = [&](double spot) {
        try {
            scenario::check_against_spot(scenario, spot);
        } catch (Error const& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    EXPECT_PRED2(contains, refusal(113'000), "s.toml:50:1");
    EXPECT_PRED2(contains, refusal(113'000), "race_113k_93k.up = 113000");
    EXPECT_PRED2(contains, refusal(113'000), "not above spot");
    EXPECT_PRED2(contains, refusal(92'000), "s.toml:51:1: event.race_113k_93k.down");
    EXPECT_PRED2(contains, refusal(97'000), "event.touch_97k.level = 97000 USD is the spot price");
}

Exit exit_of(std::filesystem::path const& file) {
    try {
        scenario::read_scenario(file);
    } catch (Error const& error) {
        EXPECT_PRED2(starts_with, error.what(), file.string() + ": ");
        return error.exit();
    }
    return Exit::done;
}

TEST(ScenarioReader, SaysWhenAFileCannotBeRead) {
    auto const folder = std::filesystem::path(testing::TempDir()) / "scenario_reader";
    std::filesystem::create_directories(folder);
    EXPECT_EQ(exit_of(folder / "absent.toml"), Exit::no_file);
    EXPECT_EQ(exit_of(folder), Exit::no_file);
    EXPECT_EQ(exit_of("/dev/zero"), Exit::no_file);  // it is no regular file
    std::ofstream(folder / "big.toml") << std::string((1 << 20) + 1, '#');
    EXPECT_EQ(exit_of(folder / "big.toml"), Exit::bad_input);
    std::ofstream(folder / "good.toml") << full;
    auto const scenario = scenario::read_scenario(folder / "good.toml");
    EXPECT_EQ(scenario.market_path, folder / "btc.h5");
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace liq
