#include "host/comparison/comparison.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "host/comparison/comparison_json.hpp"
#include "host/comparison/comparison_text.hpp"
#include "host/scenario/resolved_text.hpp"
#include "tests/host/scenario/sample.hpp"
#include "tests/support/findings_builder.hpp"

namespace liq {
namespace {

findings::OutcomeFinding touched(std::uint64_t hits, std::uint64_t paths) {
    return test::outcome("touch", "touched", "touch", "touches", hits, hits, paths, 1);
}

TEST(OutcomeChange, HasTheErrorOfIndependentReportsAndItsSignificance) {
    comparison::OutcomeChange const change =
        comparison::change_of(touched(400, 1000), touched(450, 1000));
    EXPECT_NEAR(change.difference, 0.05, 1e-15);
    double const error = std::sqrt(0.4 * 0.6 / 1000 + 0.45 * 0.55 / 1000 + 2e-6);
    EXPECT_NEAR(change.standard_error, error, 1e-12);
    EXPECT_NEAR(change.z, 0.05 / error, 1e-12);
    EXPECT_NEAR(change.p_value, 0.0236, 0.0005);  // 2 Phi(-2.264)
}

TEST(OutcomeChange, OfFewHitsIsNotTakenForCertain) {
    // Four hits in a million, where there were none before, have an exact one-sided p value of
    // 1/16.
    comparison::OutcomeChange const few =
        comparison::change_of(touched(0, 1'000'000), touched(4, 1'000'000));
    EXPECT_NEAR(few.z, 4 / std::sqrt(4 + 2), 1e-3);
    EXPECT_GT(few.p_value, 0.05);
    comparison::OutcomeChange const none =
        comparison::change_of(touched(0, 1000), touched(0, 1000));
    EXPECT_EQ(none.z, 0);
    EXPECT_EQ(none.p_value, 1);
}

TEST(ScenarioChanges, NameTheKeyTheEventAndBothValues) {
    auto const text = [](std::vector<std::string> const& set) {
        return scenario::resolved_text(sample::read(sample::full, set));
    };
    std::vector<std::string> const limits{"limit=[{ metric = \"drawdown.p95\", max = 0.3 }]"};
    auto const changes = comparison::scenario_changes(
        text({}), text({"price.volatility=0.5", "impact.depth=1e8", "event.touch_97k.level=96e3",
                        "simulation.sampling=antithetic", "simulation.paths=64", limits[0]}));
    std::map<std::string, std::pair<std::string, std::string>> found;
    for (auto const& change : changes) found[change.key] = {change.before, change.after};
    using Values = std::pair<std::string, std::string>;
    EXPECT_EQ(found.size(), 7U);
    EXPECT_EQ(found["price.volatility"], (Values{"0.4", "0.5"}));
    EXPECT_EQ(found["impact.depth"],
              (Values{"{ bid = 512000000.0, ask = 362000000.0 }", "100000000.0"}))
        << "one change of one key";
    EXPECT_EQ(found["event.touch_97k.level"], (Values{"97000.0", "96000.0"}));
    EXPECT_EQ(found["limit.drawdown.p95.max"], (Values{"", "0.3"}));
    EXPECT_TRUE(comparison::scenario_changes(text({}), text({})).empty());
    EXPECT_TRUE(comparison::scenario_changes("", "").empty());
}

TEST(MarketChanges, SumSidesAndReadDepthAtOnePercent) {
    auto const before = test::small_market();
    market::Market after = *before;
    for (double& cell : after.open_interest) cell *= 2;
    after.depth->bid = {60e6, 600e6};
    findings::RunFindings const run = test::run_findings(1);
    findings::RunFindings moved = run;
    moved.spot = 99'000;
    std::map<std::string, std::pair<double, double>> found;
    for (auto const& change : comparison::market_changes(run, before.get(), moved, &after))
        found[change.figure] = {change.before, change.after};
    using Values = std::pair<double, double>;
    EXPECT_EQ(found.size(), 4U);
    EXPECT_EQ(found["spot, as simulated"], (Values{101'500, 99'000}));
    EXPECT_EQ(found["open interest, longs"], (Values{78e6, 156e6}));    // 1 + ... + 12
    EXPECT_EQ(found["open interest, shorts"], (Values{222e6, 444e6}));  // 13 + ... + 24
    EXPECT_EQ(found["bids within 1 %"], (Values{512e6, 600e6}));
    EXPECT_EQ(comparison::market_changes(run, nullptr, moved, &after).size(), 1U);
}

TEST(MarketChanges, NameWhatChangedOfTheClassesOfALivingBook) {
    auto const market = test::small_market();
    findings::RunFindings run = test::run_findings(1), other = run;
    run.classes = {{1, 10, 86'400, 1, 1}, {20, 100, 3600, 1, 1}};
    other.classes = {{1, 10, 86'400, 1, 2}, {20, 100, HUGE_VAL, 1, 1}};
    auto const changes = comparison::market_changes(run, market.get(), other, market.get());
    ASSERT_EQ(changes.size(), 2U);
    EXPECT_EQ(changes[0].figure, "target of shorts of class 0");
    EXPECT_EQ(changes[0].after, 2);
    EXPECT_EQ(changes[1].figure, "turnover of class 1");
    EXPECT_EQ(changes[1].unit, "s");
    other.classes.pop_back();
    EXPECT_EQ(comparison::market_changes(run, nullptr, other, nullptr)[0].figure,
              "classes of the living book");
}

comparison::ReportFile report_of(std::vector<std::map<std::string, std::string>> const& sets) {
    comparison::ReportFile file{"report.h5", test::report()};
    findings::ReportedRun const run = file.report.runs[0];
    file.report.runs.clear();
    for (auto const& set : sets) {
        file.report.runs.push_back(run);
        file.report.runs.back().findings.set = set;
    }
    return file;
}

TEST(Comparison, PairsRunsByNameAndSet) {
    comparison::ReportFile const before = report_of({{}, {{"a", "1"}}, {{"a", "2"}}});
    comparison::ReportFile const after = report_of({{{"a", "2"}}, {}, {{"a", "3"}}});
    comparison::Comparison const comparison = comparison::compare(before, after);
    ASSERT_EQ(comparison.runs.size(), 2U);
    EXPECT_EQ(comparison.runs[0].before, &before.report.runs[2].findings);
    EXPECT_EQ(comparison.runs[1].before, &before.report.runs[0].findings);
    ASSERT_EQ(comparison.only_before.size(), 1U);
    EXPECT_EQ(comparison.only_before[0], &before.report.runs[1].findings);
    ASSERT_EQ(comparison.only_after.size(), 1U);
    EXPECT_EQ(comparison.only_after[0], &after.report.runs[2].findings);
}

TEST(Comparison, PairsTheOnlyRunsWhateverTheyAreCalled) {
    comparison::ReportFile const before = report_of({{}});
    comparison::ReportFile after = report_of({{{"a", "2"}}});
    after.report.runs[0].findings.name = "tomorrow";
    EXPECT_EQ(comparison::compare(before, after).runs.size(), 1U);
}

TEST(Comparison, IsReadByPeopleAndPrograms) {
    comparison::ReportFile const before = report_of({{}});
    comparison::ReportFile after = report_of({{}});
    after.report.runs[0].findings.outcomes[0] =
        test::outcome("race_113k_93k", "up", "race", "reaches", 400'000, 1, 1'000'000, 120);
    after.report.runs[0].findings.spot = 100'000;
    after.report.runs[0].findings.limits[1].state = "breach";
    after.report.runs[0].findings.limits.pop_back();
    comparison::Comparison comparison = comparison::compare(before, after);
    comparison.runs[0].no_attribution = "not asked for";
    std::string const text = comparison::comparison_text(comparison, before, after, {});
    for (char const* part :
         {"INPUTS THAT CHANGED", "spot, as simulated: $101,500 -> $100,000 (-1.48 %)",
          "35.432 % -> 40.000 %, change +4.568 pp +- 0.068 pp", "z = +66", "p < 0.0001",
          "p = 1.0000", "liquidated.long.es95: ok at $7.36B -> breach at $7.36B",
          "close.p05: uncertain at $6,000 -> none", "the same seed", "not asked for"})
        EXPECT_NE(text.find(part), text.npos) << part << "\nin\n" << text;
    std::string const json = comparison::comparison_json(comparison, before, after);
    for (char const* part : {"\"no_attribution\": \"not asked for\"", "\"attribution\": null",
                             "\"figure\": \"spot, as simulated\"", "\"same_seed\": true"})
        EXPECT_NE(json.find(part), json.npos) << part;
}

/// A base run and two values of a sweep, with keys that the command line set for all of them.
comparison::ReportFile batch_of(std::map<std::string, std::string> const& for_all) {
    comparison::ReportFile file = report_of({for_all, for_all, for_all});
    for (std::size_t i = 1; i < 3; ++i) {
        file.report.runs[i].findings.base = 0;
        file.report.runs[i].findings.set["price.volatility"] = "0." + std::to_string(i);
    }
    return file;
}

TEST(Comparison, PairsRunsByWhatTheyAreWhateverTheCommandLineSetForAll) {
    comparison::ReportFile const before = batch_of({});
    comparison::ReportFile const after = batch_of({{"simulation.paths", "1000"}});
    comparison::Comparison const comparison = comparison::compare(before, after);
    ASSERT_EQ(comparison.runs.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_EQ(comparison.runs[i].before, &before.report.runs[i].findings);
    EXPECT_TRUE(comparison.only_before.empty() && comparison.only_after.empty());
}

TEST(Comparison, NamesDifferentAssetsFirst) {
    comparison::ReportFile const before = report_of({{}});
    comparison::ReportFile after = before;
    after.report.runs[0].findings.asset = "DOGE";
    comparison::Comparison const comparison = comparison::compare(before, after);
    EXPECT_TRUE(
        comparison::comparison_text(comparison, before, after, {})
            .starts_with("!!! DIFFERENT ASSETS: OLD is about BTC/USD, NEW is about DOGE/USD"));
    std::string const json = comparison::comparison_json(comparison, before, after);
    EXPECT_NE(json.find("\"same_asset\": false"), json.npos);
    EXPECT_NE(json.find("\"asset\": \"DOGE\""), json.npos);
}

}  // namespace
}  // namespace liq
