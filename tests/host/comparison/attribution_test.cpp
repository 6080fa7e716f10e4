#include "host/comparison/attribution.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "host/comparison/repeated_run.hpp"
#include "host/planning/make_plan.hpp"
#include "host/results/conclude.hpp"
#include "host/results/estimates.hpp"
#include "tests/host/scenario/sample.hpp"
#include "tests/support/findings_builder.hpp"

namespace liq {
namespace {

constexpr std::uint64_t paths = 3000;

/// Short runs of the sample scenario in which every input matters; one outcome has a condition.
comparison::Inputs inputs(std::vector<std::string> const& set = {}) {
    std::vector<std::string> all{
        "simulation.step=6h",          "impact.depth=30e6",
        "impact.resilience=2d",        "impact.withdrawal.recovery=2d",
        "market.liquidatable_share=1", "event.touch_97k.given=race_113k_93k.down"};
    all.insert(all.end(), set.begin(), set.end());
    return {sample::read(sample::full, all), *test::small_market()};
}

std::unique_ptr<Backend> cpu() {
    return make_cpu_backend({.name = "cpu", .threads = 1});
}

comparison::Attribution attributed(comparison::Inputs const& before,
                                   comparison::Inputs const& after,
                                   std::vector<std::string>* said = nullptr) {
    return comparison::attribute(before, after, paths, *cpu(), [said](std::string const& what) {
        if (said != nullptr) said->push_back(what);
    });
}

comparison::OutcomeAttribution const& find(comparison::Attribution const& all,
                                           std::string const& outcome) {
    for (auto const& one : all.outcomes)
        if (one.event + "." + one.outcome == outcome) return one;
    throw std::logic_error("there is no " + outcome);
}

/// The findings of a plain run of the scenario.
findings::OutcomeFinding plain(comparison::Inputs const& of, std::string const& outcome) {
    planning::PlannedRun const run = planning::plan_run(of.scenario, of.market);
    Totals totals(run.plan.layout);
    cpu()->run(run.plan, {0, paths}, totals);
    for (auto const& found : results::conclude(of.scenario, of.market, run, totals).outcomes)
        if (found.event + "." + found.outcome == outcome) return found;
    throw std::logic_error("there is no " + outcome);
}

std::vector<std::string> const moved{"market.spot=102_000", "price.volatility=0.5",
                                     "market.open_interest_factor=3", "impact.depth=20e6"};

TEST(Attribution, AddsUpToTheTotalOfTwoPlainRuns) {
    comparison::Inputs const before = inputs(), after = inputs(moved);
    std::vector<std::string> said;
    comparison::Attribution const all = attributed(before, after, &said);
    EXPECT_EQ(said.size(), 10U);
    EXPECT_EQ(said[2], "3 of 10: OLD with spot of NEW");
    EXPECT_EQ(all.changed,
              (std::vector{comparison::InputGroup::spot, comparison::InputGroup::volatility,
                           comparison::InputGroup::open_interest, comparison::InputGroup::depth}));
    EXPECT_EQ(all.outcomes.size(), 5U);
    for (auto const& outcome : all.outcomes) {
        double sum = outcome.interaction.value;
        for (auto const& part : outcome.contributions) {
            sum += part.mean.value;
            EXPECT_NEAR(part.mean.value, (part.first.value + part.last.value) / 2, 1e-15);
        }
        EXPECT_NEAR(sum, outcome.total.value, 1e-14) << outcome.event;
        std::string const name = outcome.event + "." + outcome.outcome;
        EXPECT_EQ(outcome.before, plain(before, name).with_cascade.probability) << name;
        EXPECT_EQ(outcome.after, plain(after, name).with_cascade.probability) << name;
    }
    comparison::Effect const volatility = find(all, "race_113k_93k.neither").contributions[1].mean;
    EXPECT_LT(volatility.value, -5 * volatility.standard_error) << "more of it reaches a level";
}

TEST(Attribution, GoesThroughBothEndsOfTheOrder) {
    comparison::Inputs const before = inputs(),
                             after = inputs({"price.volatility=0.5", "impact.depth=20e6"});
    comparison::Attribution const all = attributed(before, after);
    auto const& up = find(all, "race_113k_93k.up");
    double const volatility =
        plain(inputs({"price.volatility=0.5"}), "race_113k_93k.up").with_cascade.probability;
    double const depth =
        plain(inputs({"impact.depth=20e6"}), "race_113k_93k.up").with_cascade.probability;
    EXPECT_EQ(up.contributions[0].first.value, volatility - up.before);
    EXPECT_EQ(up.contributions[0].last.value, up.after - depth);
    EXPECT_EQ(up.contributions[1].first.value, depth - up.before);
    EXPECT_EQ(up.contributions[1].last.value, up.after - volatility);
}

TEST(Attribution, OfOneInputIsTheWholeChange) {
    std::vector<std::string> said;
    comparison::Attribution const all = attributed(inputs(), inputs({"impact.exponent=2"}), &said);
    EXPECT_EQ(said.size(), 2U) << "OLD and NEW are all that is needed";
    auto const& up = find(all, "race_113k_93k.up");
    ASSERT_EQ(up.contributions.size(), 1U);
    EXPECT_EQ(up.contributions[0].group, comparison::InputGroup::depth);
    EXPECT_EQ(up.contributions[0].mean.value, up.total.value);
    EXPECT_EQ(up.interaction.value, 0);
    EXPECT_EQ(up.interaction.standard_error, 0);
}

TEST(Attribution, HasPairedErrors) {
    comparison::Inputs const before = inputs(), after = inputs({"impact.depth=20e6"});
    auto const backend = cpu();
    comparison::Inputs one = before, two = after;
    comparison::put_on_common_paths(one, two, paths);
    comparison::RepeatedRun const first(one, *backend), second(two, *backend);
    comparison::Attribution const all = attributed(before, after);
    auto const& up = find(all, "race_113k_93k.up");
    double const independent =
        std::hypot(plain(before, "race_113k_93k.up").with_cascade.standard_error,
                   plain(after, "race_113k_93k.up").with_cascade.standard_error);
    EXPECT_LT(up.total.standard_error, independent / 2);

    // Without added paths, the error of a ratio is the binomial error of the paths with the
    // condition.
    int const touched = first.find("touch_97k", "touched");
    std::vector<double> influence(paths);
    first.add_influence(touched, 1, influence);
    double squares = 0;
    for (double const path : influence) squares += path * path;
    double const p = first.probability(touched), n = first.trials(touched);
    EXPECT_LT(n, 0.7 * paths);
    EXPECT_NEAR(std::sqrt(squares) / paths, std::sqrt(p * (1 - p) / n), 1e-12);
    EXPECT_EQ(p, plain(before, "touch_97k.touched").with_cascade.probability);
}

TEST(Attribution, SaysWhichExchangeIsNoRun) {
    comparison::Inputs const before = inputs();
    comparison::Inputs const after =
        inputs({"market.spot=114_000", "event.race_113k_93k.up=120_000",
                "event.race_113k_93k.down=112_000"});
    comparison::Attribution const all = attributed(before, after);
    EXPECT_EQ(all.changed,
              (std::vector{comparison::InputGroup::spot, comparison::InputGroup::rest}));
    ASSERT_EQ(all.not_computable.size(), 4U) << "113K to 93K is no race from 114K, nor the other";
    EXPECT_EQ(all.not_computable[0].group, comparison::InputGroup::spot);
    EXPECT_TRUE(all.not_computable[0].first);
    EXPECT_NE(all.not_computable[0].reason.find("race_113k_93k.up"), std::string::npos)
        << all.not_computable[0].reason;
    auto const& up = find(all, "race_113k_93k.up");
    EXPECT_TRUE(std::isnan(up.contributions[0].mean.value));
    EXPECT_EQ(up.interaction.value, up.total.value) << "all of it is left";
}

TEST(Attribution, TellsWhichGroupsChanged) {
    auto const changed = [](std::vector<std::string> const& set) {
        comparison::Inputs before = inputs(), after = inputs(set);
        comparison::put_on_common_paths(before, after, paths);
        return comparison::changed_groups(before, after);
    };
    using Groups = std::vector<comparison::InputGroup>;
    EXPECT_EQ(changed({}), Groups{});
    EXPECT_EQ(changed({"name=other", "simulation.seed=9", "simulation.paths=5", "report.times=7"}),
              Groups{});
    EXPECT_EQ(changed({"price.drift=1"}), Groups{comparison::InputGroup::volatility});
    EXPECT_EQ(changed({"wall=[{ price = 97000, notional = 1e9 }]"}),
              Groups{comparison::InputGroup::depth});
    EXPECT_EQ(changed({"cascade.book=living", "book.turnover=3d", "book.refresh=6h"}),
              Groups{comparison::InputGroup::open_interest});
    comparison::Inputs before = inputs(), after = inputs();
    after.market.leverage_class = {0, 1};
    after.market.turnover = {60, 61};
    after.market.target = {1, 2, 3, 4};
    comparison::put_on_common_paths(before, after, paths);
    EXPECT_EQ(comparison::changed_groups(before, after),
              Groups{comparison::InputGroup::open_interest});
    EXPECT_EQ(changed({"cascade.market_fraction=0.5"}), Groups{comparison::InputGroup::rest});
    EXPECT_EQ(changed({"event.touch_97k.level=96_000"}), Groups{comparison::InputGroup::rest});
}

TEST(Attribution, TakesEveryGroupSoThatAllMakeTheOther) {
    comparison::Inputs before = inputs(), after = inputs(moved);
    after.scenario.cascade.market_fraction = 0.5;
    after.market.venues[0].tiers[0].rate = 0.01;
    after.market.depth->bid = {60e6, 600e6};
    comparison::put_on_common_paths(before, after, paths);
    EXPECT_EQ(comparison::changed_groups(before, after).size(), 5U);
    for (comparison::InputGroup const group : comparison::input_groups)
        comparison::take(before, after, group);
    EXPECT_TRUE(comparison::changed_groups(before, after).empty());
    EXPECT_EQ(before.market.venues[0].tiers[0].rate, 0.01);
    EXPECT_EQ(before.scenario.cascade.market_fraction, 0.5);
}

}  // namespace
}  // namespace liq
