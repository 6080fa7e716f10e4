// Probabilities and losses of the desk's positions, computed from the counters of a run.
#include "host/results/portfolio.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "host/results/conclude.hpp"
#include "host/results/profits.hpp"
#include "kernels/backend.hpp"
#include "models/exact/one_sided_passage.hpp"
#include "tests/host/scenario/sample.hpp"
#include "tests/support/findings_builder.hpp"
#include "tests/support/statistics.hpp"

namespace liq {
namespace {

constexpr double spot = 101'500, sigma = .6;
constexpr std::uint64_t n_paths = 20'000;

/// Two positions in a market without forced orders, or with many.
findings::RunFindings findings(std::vector<std::string> set) {
    std::string const positions = R"(
[[position]]
name = "long"
side = "long"
notional = 4e4
entry = 102_000
leverage = 8
venue = "binance"
what_if = { stop = 97_000 }
[[position]]
name = "short"
side = "short"
notional = 3e4
entry = 100_000
wallet = 3e3
venue = "coin-m"
)";
    for (char const* more :
         {"simulation.horizon=14d", "simulation.step=1h", "price.drift=0", "price.initial_jump=0",
          "price.volatility=0.6", "simulation.monitoring=bridge", "event.race_113k_93k.by=14d",
          "simulation.paths=20000"})
        set.emplace_back(more);
    auto const market = test::small_market();
    scenario::Scenario const scenario = sample::read(sample::full + positions, set);
    planning::PlannedRun const run = planning::plan_run(scenario, *market);
    Totals totals(run.plan.layout);
    make_cpu_backend({})->run(run.plan, {0, n_paths}, totals);
    return results::conclude(scenario, *market, run, totals);
}

TEST(PortfolioResults, WithoutACascadeAreThoseOfOneSidedPassage) {
    findings::RunFindings const f = findings({"cascade.enabled=false"});
    ASSERT_TRUE(f.portfolio);
    ASSERT_EQ(f.portfolio->positions.size(), 3u);
    ASSERT_EQ(f.portfolio->totals.size(), 2u);
    for (std::size_t i : {0u, 2u}) {
        findings::SubjectFinding const& s = f.portfolio->positions[i];
        double const exact =
            exact::touch_probability(spot, s.liquidation_price, sigma, 0, 14 / 365.0);
        for (findings::FateFinding const& fate : s.fate)
            EXPECT_TRUE(tests::within_3_standard_errors(
                {fate.liquidated.probability, fate.liquidated.standard_error}, exact, s.name));
        EXPECT_EQ(s.liquidation_effect, 0);
    }
    findings::SubjectFinding const& stopped = f.portfolio->positions[1];
    EXPECT_EQ(stopped.what_if, "stop = 97000");
    EXPECT_NEAR(stopped.fate[0].stopped,
                exact::touch_probability(spot, 97'000, sigma, 0, 14 / 365.0), .012);
}

TEST(PortfolioResults, ALiquidatedLongLosesItsEquity) {
    findings::RunFindings const f = findings({"cascade.enabled=false"});
    findings::SubjectFinding const& s = f.portfolio->positions[0];
    double const equity = s.margin + s.profit_now;
    EXPECT_NEAR(s.profit_now, 4e4 * (spot / 102'000 - 1), 1e-6);
    EXPECT_GT(s.fate[0].liquidated.probability,
              .05);  // so that all paths in the worst 5 % are liquidated
    for (findings::ProfitStatistics const& p : s.profit[0]) {
        EXPECT_NEAR(p["var95"], equity, .01 * equity);
        EXPECT_NEAR(p["es99"], equity, .01 * equity);
    }
    EXPECT_EQ(s.fate[0].by_time.back(), s.fate[0].liquidated.probability);
    EXPECT_LT(s.fate[0].mean_days, 14);
}

/// A loss cannot exceed what the position has. It did, by up to 0.4 %, while losses were spread
/// over their bin.
TEST(PortfolioResults, NoLossIsBeyondWhatThePositionCanLose) {
    findings::RunFindings const f = findings({"cascade.enabled=false"});
    findings::SubjectFinding const& long_one = f.portfolio->positions[0];
    double const equity = long_one.margin + long_one.profit_now;
    for (findings::ProfitStatistics const& p : long_one.profit[0])
        for (double const loss : {p["var95"], p["var99"], p["es95"], p["es99"]})
            EXPECT_NEAR(loss, equity, 1e-9 * equity) << "liquidated on more than 5 % of the paths";
    findings::RunFindings const crash =
        findings({"waterfall.enabled=true", "waterfall.fund=0", "impact.depth=2e6",
                  "impact.permanent_share=0", "impact.withdrawal.sensitivity=0"});
    for (findings::SubjectFinding const& s : crash.portfolio->positions) {
        if (s.side != "long") continue;
        double const most = s.margin + s.profit_now;
        for (auto const& view : s.profit)
            for (findings::ProfitStatistics const& p : view)
                for (double const loss : {p["var99"], p["es95"], p["es99"]})
                    EXPECT_LE(loss, most * (1 + 1e-12));
    }
}

results::MostLoss most_of(PortfolioLeg const& leg, double mark_pass_through) {
    Plan plan;
    plan.legs = {leg};
    return results::most_loss(plan, 0, mark_pass_through);
}

TEST(MostLoss, IsTheMarginAndWhatWasGainedOrTheWorthOfALong) {
    PortfolioLeg leg{.outward = -1, .constant = -100, .per_price = 100};
    EXPECT_EQ(most_of(leg, 1).usd, 100) << "never liquidated: at a price of zero";
    leg.liquidation = .125F;
    leg.lost_constant = -12;
    EXPECT_EQ(most_of(leg, .5).usd, 12);
    EXPECT_EQ(most_of(leg, .5).by_liquidation_of, 0);
    leg.lost_per_price = -20;  // in coin, worth less the lower the price
    EXPECT_DOUBLE_EQ(most_of(leg, 1).usd, 12 + 20 * std::exp(-.125));
    EXPECT_FALSE(most_of(leg, 1).by_liquidation_of);
    EXPECT_EQ(most_of(leg, .5).usd, 100) << "the mark is not the price";
    leg = {.outward = 1,
           .liquidation = .125F,
           .constant = 100,
           .per_price = -100,
           .lost_per_price = -20};
    EXPECT_TRUE(std::isinf(most_of(leg, 1).usd)) << "a short whose margin is in coin";
    leg = {.outward = 1, .constant = -7};
    EXPECT_EQ(most_of(leg, 1).usd, 7) << "liquidated at the start";
    EXPECT_TRUE(most_of(leg, 1).on_every_path);
}

TEST(PortfolioResults, OfThePortfolioAddUpAndDiversify) {
    findings::RunFindings const f = findings({});
    auto const& [as_is, stopped] = std::pair{f.portfolio->totals[0], f.portfolio->totals[1]};
    findings::SubjectFinding const& a = f.portfolio->positions[0];
    findings::SubjectFinding const& b = f.portfolio->positions[2];
    EXPECT_EQ(as_is.notional, 7e4);
    EXPECT_EQ(as_is.net, 1e4);
    for (std::size_t view = 0; view < findings::n_portfolio_views; ++view) {
        findings::ProfitStatistics const& total = as_is.profit[view][0];
        EXPECT_NEAR(total["mean"], a.profit[view][0]["mean"] + b.profit[view][0]["mean"], .01);
        EXPECT_LE(total["es99"], 1.01 * (a.profit[view][0]["es99"] + b.profit[view][0]["es99"]));
        EXPECT_GE(as_is.profit[view][1]["es95"], total["es95"]);
        EXPECT_GE(total["es95"], total["var95"]);
    }
    EXPECT_LT(stopped.profit[0][1]["es99"], as_is.profit[0][1]["es99"]);
    EXPECT_GE(as_is.fate[0].liquidated.hits,
              std::max(a.fate[0].liquidated.hits, b.fate[0].liquidated.hits));
    EXPECT_LE(as_is.fate[0].liquidated.hits, a.fate[0].liquidated.hits + b.fate[0].liquidated.hits);
}

TEST(PortfolioResults, TheCascadeDecidesAndAutoDeleveragingTakesFromWhoGains) {
    findings::RunFindings const f =
        findings({"waterfall.enabled=true", "waterfall.fund=0", "impact.depth=2e6",
                  "impact.permanent_share=0", "impact.withdrawal.sensitivity=0"});
    findings::SubjectFinding const& gains = f.portfolio->positions[2];
    EXPECT_GT(std::abs(f.portfolio->positions[0].liquidation_effect),
              3 * f.portfolio->positions[0].liquidation_effect_standard_error);
    EXPECT_GT(gains.deleveraged, 0);
    EXPECT_GT(gains.deleveraged_share, 0);
    EXPECT_LE(gains.deleveraged_share, gains.deleveraged);
    for (std::size_t moment : {0u, 1u}) {
        double const with = gains.profit[0][moment]["mean"],
                     spared = gains.profit[2][moment]["mean"];
        EXPECT_NEAR(gains.mean_effect[2][moment], with - spared, 1e-5);
        EXPECT_NE(with, spared);
    }
    EXPECT_GT(gains.mean_effect_standard_error[2][0], 0);
}

/// The findings for a scenario with a single long position.
findings::RunFindings findings_of(std::string const& entry, std::string const& leverage) {
    std::string const position =
        "\n[[position]]\nname = \"p\"\nside = \"long\"\nnotional = 1e4\nentry = " + entry +
        "\nleverage = " + leverage + "\nvenue = \"binance\"\n";
    auto const market = test::small_market();
    scenario::Scenario const scenario =
        sample::read(sample::full + position,
                     {"simulation.horizon=7d", "simulation.step=1h", "event.race_113k_93k.by=7d",
                      "price.drift=0", "price.initial_jump=0", "simulation.paths=4000"});
    planning::PlannedRun const run = planning::plan_run(scenario, *market);
    Totals totals(run.plan.layout);
    make_cpu_backend({})->run(run.plan, {0, 4000}, totals);
    return results::conclude(scenario, *market, run, totals);
}

TEST(PortfolioResults, OfAPositionThatSpotHasLiquidatedAreCertain) {
    findings::RunFindings const f = findings_of("112_500", "10");
    for (auto const* s : {&f.portfolio->positions[0], &f.portfolio->totals[0]}) {
        for (auto const& fate : s->fate) {
            EXPECT_EQ(fate.liquidated.probability, 1);
            EXPECT_EQ(fate.liquidated.low, 1);
            EXPECT_EQ(fate.mean_days, 0);
            EXPECT_EQ(fate.by_time.front(), 1);
        }
        EXPECT_EQ(s->liquidation_effect, 0);
        double const left = 1000 + 1e4 * (spot / 112'500 - 1);  // of the margin
        EXPECT_NEAR(s->profit[0][0]["mean"], -left, 1e-4);
        EXPECT_EQ(s->profit[0][0]["mean_standard_error"], 0);
        for (double const loss : {s->profit[0][0]["var95"], s->profit[0][1]["es99"]})
            EXPECT_NEAR(loss, left, 1e-9 * left) << "not spread over a bin";
    }
}

// When profits were counted relative to the notional, the mean had the wrong sign and the VaR was
// not known.
TEST(PortfolioResults, OfAnEntryFarBelowSpotAreThoseOfItsValue) {
    findings::RunFindings const f = findings_of("0.001", "2");
    findings::ProfitStatistics const& profit = f.portfolio->positions[0].profit[1][0];
    double const value = 1e4 * spot / 0.001;
    EXPECT_NEAR(
        profit["mean"],
        value * ((*f.distributions["close"]->statistics_without_cascade)["mean"] / spot - 1),
        0.01 * value);
    EXPECT_LT(std::abs(profit["mean"]), 4 * profit["mean_standard_error"]);  // a martingale
    EXPECT_TRUE(std::isfinite(profit["var99"])) << profit["var99"];
    EXPECT_LT(profit["var99"], value);
    EXPECT_GT(profit["var99"], 0.05 * value);
}

}  // namespace
}  // namespace liq
