#include "host/scenario/limit.hpp"

#include <gtest/gtest.h>

#include "host/scenario/limit_checks.hpp"
#include "host/scenario/resolved_text.hpp"
#include "tests/host/scenario/sample.hpp"

namespace liq {
namespace {

using sample::contains;
using sample::full;
using sample::refusal;

std::string limit(std::string const& lines) {
    return full + "[[limit]]\n" + lines + "\n";
}

TEST(Limit, IsReadAndResolvedAndReadAgain) {
    scenario::Scenario const scenario =
        sample::read(limit("metric = \"race_113k_93k.down\"\nwarn = 0.35") +
                     "[[limit]]\nmetric = \"liquidated.long.es99\"\n"
                     "warn = 1e9\nmax = 2e9\n");
    ASSERT_EQ(scenario.limits.size(), 2U);
    EXPECT_EQ(scenario.limits[0].metric, "race_113k_93k.down");
    EXPECT_EQ(scenario.limits[0].warn, 0.35);
    EXPECT_FALSE(scenario.limits[0].max);
    EXPECT_EQ(scenario.limits[1].max, 2e9);
    EXPECT_TRUE(scenario.warnings.empty());
    std::string const text = scenario::resolved_text(scenario);
    EXPECT_PRED2(contains, text, "[[limit]]\nmetric = \"race_113k_93k.down\"\nwarn = 0.35\n# max");
    scenario::Scenario const again = sample::read(text);
    EXPECT_EQ(scenario::resolved_text(again), text);
    EXPECT_EQ(again.limits[1].metric, "liquidated.long.es99");
}

TEST(Limit, IsSetByItsIndexOnTheCommandLine) {
    scenario::Scenario const scenario =
        sample::read(full, {"limit=[{ metric = \"drawdown.p95\", max = 0.3 }]", "limit.0.max=0.4"});
    ASSERT_EQ(scenario.limits.size(), 1U);
    EXPECT_EQ(scenario.limits[0].max, 0.4);
}

TEST(Limit, KnowsEveryOutcomeAndEveryStatistic) {
    auto const names = scenario::metric_names(sample::read(full));
    EXPECT_EQ(names.size(), 3U + 1 + 1 + (5 + 3 * 3 + 3) * 9);
    // Windows that are shorter than a step are not known.
    EXPECT_EQ(scenario::metric_names(sample::read(full, {"simulation.step=\"1h\""})).size(),
              names.size() - 3 * 9);
    auto const more = scenario::metric_names(
        sample::read(full, {"waterfall.enabled=true", "waterfall.fund=1e9"}));
    EXPECT_EQ(more.size(), names.size() + 1 + 3 * 9);
    for (auto const& name : names)
        EXPECT_EQ(refusal(limit("metric = \"" + name + "\"\nmax = 0.5")), "") << name;
}

TEST(Limit, OfWhatTheResultDoesNotHaveIsRefusedWithTheNearestName) {
    std::string const wrong = refusal(limit("metric = \"race_113k_93k.dwn\"\nmax = 0.4"));
    EXPECT_PRED2(contains, wrong, "folder/s.toml:");
    EXPECT_PRED2(contains, wrong, "limit.0.metric = \"race_113k_93k.dwn\" is neither an outcome");
    EXPECT_PRED2(contains, wrong, "Did you mean race_113k_93k.down?");
    EXPECT_PRED2(contains, refusal(limit("metric = \"liquidated.long.ex99\"\nmax = 1")),
                 "Did you mean liquidated.long.es99?");
    EXPECT_PRED2(contains, refusal(limit("metric = \"fund_drawdown.es95\"\nmax = 1")),
                 "exists only with waterfall.enabled = true");
    EXPECT_EQ(refusal(limit("metric = \"fund_drawdown.es95\"\nmax = 1"),
                      {"waterfall.enabled=true", "waterfall.fund=1e9"}),
              "");
}

TEST(Limit, ThatCannotBeKeptOrJudgedIsRefused) {
    EXPECT_PRED2(contains, refusal(limit("max = 0.4")), "limit.0.metric is missing");
    EXPECT_PRED2(contains, refusal(limit("metric = \"touch_97k.touched\"")),
                 "has no limit; accepted: warn, max or both, or the lower limits");
    EXPECT_PRED2(contains, refusal(limit("metric = \"touch_97k.touched\"\nmax = 40")),
                 "limit.0.max = 40 is out of range: touch_97k.touched is a fraction");
    EXPECT_PRED2(contains, refusal(limit("metric = \"drawdown.p95\"\nwarn = -0.1")),
                 "limit.0.warn = -0.1 is out of range");
    EXPECT_PRED2(contains, refusal(limit("metric = \"drawdown.p95\"\nwarn = 0.3\nmax = 0.2")),
                 "limit.0.warn = 0.3 is above limit.0.max = 0.2");
    EXPECT_PRED2(contains, refusal(limit("metric = \"drawdown.p95\"\nmax = inf")), "not finite");
    EXPECT_PRED2(contains, refusal(limit("metric = \"drawdown.p95\"\nleast = 0.2")),
                 "limit.least is not a known key");
    EXPECT_PRED2(contains, refusal(limit("metric = \"drawdown.p95\"\nmin = 0.3\nmax = 0.2")),
                 "limit.0.min = 0.3 is above limit.0.max = 0.2");
    EXPECT_PRED2(contains, refusal(limit("metric = \"drawdown.p95\"\nmin = 0.3\nwarn_below = 0.2")),
                 "limit.0.min = 0.3 is above limit.0.warn_below = 0.2");
    EXPECT_PRED2(contains, refusal(full, {"limit=1"}), "each headed [[limit]]");
    std::string const twice = limit("metric = \"drawdown.p95\"\nwarn = 0.2");
    EXPECT_PRED2(contains, refusal(twice + "[[limit]]\nmetric = \"drawdown.p95\"\nmax = 0.3\n"),
                 "is already limited at folder/s.toml:");
}

TEST(Limit, OfTheClosingPriceGetsAWarningThatItIsAnUpperOne) {
    auto const scenario = sample::read(limit("metric = \"close.p05\"\nmax = 90_000"));
    ASSERT_EQ(scenario.warnings.size(), 1U);
    EXPECT_PRED2(contains, scenario.warnings[0], "has an upper limit: it is exceeded when the");
    EXPECT_FALSE(contains(scenario.warnings[0], "upper tail"));
    auto const misread = sample::read(limit("metric = \"close.p99\"\nmax = 90_000"));
    EXPECT_PRED2(contains, misread.warnings.at(0),
                 "upper tail, but low values are the worst ones: they are in close.p01, close.p05");
}

TEST(Limit, OfTheDesksPositionsNeedsThem) {
    std::string const position =
        "[[position]]\nname = \"core\"\nside = \"long\"\nnotional = 2e6\nentry = 98_000\n"
        "leverage = 5\nvenue = \"binance\"\n";
    auto const of = [&](std::string const& metric, std::string const& rest) {
        return refusal(limit("metric = \"" + metric + "\"\n" + rest) + position);
    };
    for (char const* metric : {"portfolio.es99", "portfolio.worst.var95", "position.core.loss",
                               "portfolio.mean", "position.core.worst.p01"})
        EXPECT_EQ(of(metric, "min = -1e6\nmax = 1e6"), "") << metric;
    EXPECT_EQ(of("position.core.liquidated", "max = 0.2"), "");
    EXPECT_PRED2(contains, of("position.core.liquidated", "max = 2"), "is a fraction");
    EXPECT_PRED2(contains, of("position.cor.liquidated", "max = 0.2"),
                 "Did you mean position.core?");
    EXPECT_PRED2(contains, of("position.core.what_if.es99", "max = 1"),
                 "needs position.core.what_if, which is not there");
    EXPECT_PRED2(contains, of("portfolio.what_if.es99", "max = 1"), "none has one");
    EXPECT_PRED2(contains, of("portfolio.es98", "max = 1"), "or portfolio or position.NAME");
    EXPECT_PRED2(contains, refusal(limit("metric = \"portfolio.es99\"\nmax = 1")),
                 "there are none");
    auto const profit = sample::read(limit("metric = \"portfolio.mean\"\nmax = 1") + position);
    EXPECT_PRED2(contains, profit.warnings.at(0), "is a profit and has an upper limit");
    auto const least = sample::read(limit("metric = \"close.p05\"\nmin = 90_000"));
    EXPECT_TRUE(least.warnings.empty()) << "a lower limit protects against a fall";
}

}  // namespace
}  // namespace liq
