// The catalogue of keys of the scenario layout: every key of the layout is there, once.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "host/scenario/catalogue.hpp"
#include "host/scenario/schema.hpp"
#include "host/scenario/suggestion.hpp"
#include "tests/host/scenario/sample.hpp"

namespace liq {
namespace {

using sample::contains;
using sample::starts_with;

/// Every key of the scenario layout, schema 1, arrays of tables without an index.
std::set<std::string> const layout{
    "schema",
    "name",
    "description",
    "market.file",
    "market.spot",
    "market.liquidatable_share",
    "market.open_interest_factor",
    "market.max_age",
    "simulation.paths",
    "simulation.horizon",
    "simulation.step",
    "simulation.step_check",
    "simulation.step_check_paths",
    "simulation.seed",
    "simulation.monitoring",
    "simulation.sampling",
    "simulation.replicates",
    "simulation.control_variate",
    "simulation.target_standard_error",
    "price.model",
    "price.drift",
    "price.initial_jump",
    "price.volatility",
    "price.jump_intensity",
    "price.jump_mean",
    "price.jump_sd",
    "price.jump_up_probability",
    "price.jump_up_mean",
    "price.jump_down_mean",
    "price.variance0",
    "price.mean_reversion",
    "price.long_run_variance",
    "price.vol_of_variance",
    "price.correlation",
    "price.base_intensity",
    "price.initial_intensity",
    "price.self_excitation",
    "price.decay",
    "price.block",
    "cascade.enabled",
    "cascade.book",
    "cascade.market_fraction",
    "cascade.mark_pass_through",
    "cascade.max_rounds",
    "book.refresh",
    "book.turnover",
    "book.target",
    "market.book_draw",
    "simulation.book_draws",
    "simulation.price_draws",
    "simulation.price_fit",
    "benchmark.implied",
    "benchmark.quote",
    "benchmark.quotes",
    "book.refill",
    "impact.depth",
    "impact.exponent",
    "impact.resilience",
    "impact.permanent_share",
    "impact.withdrawal.sensitivity",
    "impact.withdrawal.recovery",
    "impact.withdrawal.floor",
    "impact.withdrawal.volatility_elasticity",
    "wall.price",
    "wall.notional",
    "wall.refill",
    "waterfall.enabled",
    "waterfall.fund",
    "report.times",
    "report.price_bins",
    "report.sample_paths",
    "report.quantiles",
    "event.name",
    "event.kind",
    "event.up",
    "event.down",
    "event.by",
    "event.level",
    "event.at",
    "event.steps",
    "event.above",
    "event.below",
    "event.for",
    "event.fast",
    "event.slow",
    "event.given",
    "portfolio.file",
    "position.name",
    "position.side",
    "position.notional",
    "position.entry",
    "position.leverage",
    "position.wallet",
    "position.venue",
    "position.what_if",
    "sweep",
    "variant.name",
    "variant.set",
    "limit.metric",
    "limit.warn",
    "limit.max",
    "limit.warn_below",
    "limit.min",
};

TEST(ScenarioCatalogue, HasEveryKeyOfTheLayout) {
    std::set<std::string> keys;
    for (auto const& info : scenario::known_keys()) keys.insert(info.key);
    EXPECT_EQ(keys, layout);
}

TEST(ScenarioCatalogue, SuggestsTheKeyOfAnotherModel) {
    EXPECT_PRED2(contains, sample::refusal(sample::with("drift = 0.1", "jump_intensty = 0.1")),
                 "Did you mean price.jump_intensity?");
}

TEST(ScenarioCatalogue, FindsTheNearestKeyInAnotherTable) {
    EXPECT_EQ(scenario::suggestion_for("paths"), "Did you mean simulation.paths?");
    EXPECT_EQ(scenario::suggestion_for("impact.Exponent"), "Did you mean impact.exponent?");
    EXPECT_EQ(scenario::suggestion_for("market.volatilty"), "Did you mean price.volatility?");
    EXPECT_PRED2(contains, scenario::suggestion_for("report.zzzzzzzz"),
                 "[report] has times, price_bins, sample_paths, q");
}

nlohmann::json const& entry_of(nlohmann::json const& schema, std::string const& key,
                               std::string const& word = "") {
    for (auto const& entry : schema.at("keys")) {
        if (entry.at("key") != key) continue;
        if (word.empty() || entry.at("only_with").front() == word) return entry;
    }
    throw std::logic_error("the schema has no " + key);
}

TEST(ScenarioCatalogue, IsPrintedAsJson) {
    auto const schema = nlohmann::json::parse(scenario::scenario_schema());
    EXPECT_EQ(schema.at("schema"), 1);
    EXPECT_EQ(schema.at("keys").size(), scenario::known_keys().size());
    auto const& volatility = entry_of(schema, "price.volatility", "gbm");
    EXPECT_EQ(volatility.at("unit"), "per year^0.5");
    EXPECT_EQ(volatility.at("required"), true);
    EXPECT_EQ(volatility.at("range"),
              (nlohmann::json{{"exclusiveMinimum", 0.0}, {"maximum", 100.0}}));
    EXPECT_FALSE(volatility.contains("default"));
    EXPECT_EQ(entry_of(schema, "impact.resilience").at("default"), "30min");
    EXPECT_EQ(entry_of(schema, "market.spot").at("default"), nullptr);
    EXPECT_EQ(entry_of(schema, "market.spot").at("default_text"), "the snapshot's");
    EXPECT_EQ(entry_of(schema, "simulation.monitoring").at("words"),
              (nlohmann::json{"bridge", "step"}));
    EXPECT_EQ(entry_of(schema, "simulation.monitoring").at("default"), "bridge");
    EXPECT_EQ(entry_of(schema, "book.turnover").at("type"),
              "duration, word, { leverage_days } or list of { leverage, turnover }");
    EXPECT_EQ(entry_of(schema, "book.turnover").at("words"), (nlohmann::json{"never"}));
    EXPECT_EQ(entry_of(schema, "book.turnover").at("required"), false);
    EXPECT_EQ(entry_of(schema, "book.target").at("default"), nullptr);
    EXPECT_EQ(entry_of(schema, "book.refill").at("words"), (nlohmann::json{"closings", "target"}));
    EXPECT_EQ(entry_of(schema, "event.kind").at("words"),
              (nlohmann::json{"race", "touch", "close", "sequence", "hold", "cross"}));
    auto const& steps = entry_of(schema, "event.steps").at("keys");
    EXPECT_EQ(steps.at(0).at("key"), "above");
    EXPECT_EQ(steps.at(0).at("unit"), "USD");
    EXPECT_EQ(entry_of(schema, "event.by", "touch").at("type"), "duration");
}

}  // namespace
}  // namespace liq
