// The legs that planning makes of the desk's positions, and its warnings about them.
#include "host/planning/portfolio.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <tuple>

#include "host/planning/make_plan.hpp"
#include "kernels/program_inputs.hpp"
#include "models/estimate/registry.hpp"
#include "tests/host/scenario/sample.hpp"
#include "tests/support/findings_builder.hpp"

namespace liq {
namespace {

using sample::contains;

constexpr double spot = 101'500;

std::string position(std::string const& side, double entry, std::string const& more,
                     std::string const& venue = "binance") {
    return "\n[[position]]\nname = \"p\"\nside = \"" + side +
           "\"\nnotional = 1e4\nentry = " + std::to_string(entry) + "\nvenue = \"" + venue +
           "\"\n" + more + "\n";
}

planning::PlannedRun planned(std::string const& positions,
                             std::vector<std::string> const& set = {}) {
    return planning::plan_run(sample::read(sample::full + positions, set), *test::small_market());
}

std::string refusal(std::string const& positions) {
    try {
        planned(positions);
    } catch (Error const& error) {
        return error.what();
    }
    return {};
}

TEST(PortfolioPlan, WithoutPositionsChangesNothing) {
    planning::PlannedRun const run = planned("");
    EXPECT_TRUE(run.plan.legs.empty());
    EXPECT_EQ(run.plan.layout.n_subjects, 0);
    EXPECT_EQ(run.plan.layout.sample(0, 0), run.plan.layout.replicate_trials(0, 2, 0));
    EXPECT_TRUE(lean_suffices(inputs_of(run.plan).tables));
}

TEST(PortfolioPlan, PutsALegAtItsLiquidationPrice) {
    planning::PlannedRun const run = planned(position("long", 102'000, "leverage = 10"));
    ASSERT_EQ(run.plan.legs.size(), 1u);
    PortfolioLeg const& leg = run.plan.legs[0];
    double const price = 102'000 * .9 / (1 - .004);  // models/law.md 3, one tier
    EXPECT_NEAR(*run.portfolio.legs[0].liquidation_price, price, 1e-6);
    EXPECT_NEAR(leg.liquidation, std::log(spot / price), 1e-6);
    EXPECT_EQ(leg.sums, 3);
    // At the entry price all that is left is what was lost until today, seen from today a gain.
    EXPECT_NEAR(leg.constant + leg.per_price * 102'000 / spot, -1e4 * (spot / 102'000 - 1), 1e-6);
    // Liquidated, the margin is gone, but for what was lost of it before.
    EXPECT_NEAR(leg.lost_constant, -1e3 - 1e4 * (spot / 102'000 - 1), 1e-6);
    EXPECT_EQ(leg.lost_per_price, 0);
    EXPECT_EQ(run.plan.layout.n_views, 2);
    EXPECT_EQ(run.plan.layout.n_subjects, 3);
    EXPECT_FALSE(lean_suffices(inputs_of(run.plan).tables));
}

TEST(PortfolioPlan, OfAnInverseContractLosesItsCoins) {
    planning::PlannedRun const run = planned(position("short", 104'000, "leverage = 10", "coin-m"));
    PortfolioLeg const& leg = run.plan.legs[0];
    double const price = *run.portfolio.legs[0].liquidation_price;
    EXPECT_NEAR(price, 104'000 * (1 - .004) / .9, 1e-6);
    double const coins = 1e4 / (10 * 104'000.0);
    EXPECT_NEAR(leg.lost_per_price, -coins * spot, 1e-9);
    // At the bankruptcy price the position itself has lost the same.
    double const bankrupt = 104'000 / .9 / spot;
    EXPECT_NEAR(leg.lost_constant + leg.lost_per_price * bankrupt,
                leg.constant + leg.per_price * bankrupt, 1e-6);
}

TEST(PortfolioPlan, AWhatIfIsALegOfItsOwnFurtherFromLiquidation) {
    for (std::string const change : {"add_margin = 500", "reduce = 0.5"}) {
        planning::PlannedRun const run =
            planned(position("long", 102'000, "leverage = 10\nwhat_if = { " + change + " }"));
        ASSERT_EQ(run.plan.legs.size(), 2u);
        EXPECT_EQ(run.plan.legs[0].sums, 1);
        EXPECT_EQ(run.plan.legs[1].sums, 2);
        EXPECT_GT(run.plan.legs[1].liquidation, run.plan.legs[0].liquidation) << change;
        EXPECT_EQ(run.plan.layout.n_subjects, 4);
    }
    planning::PlannedRun const run =
        planned(position("long", 102'000, "leverage = 10\nwhat_if = { stop = 99_000 }"));
    EXPECT_NEAR(run.plan.legs[1].stop, std::log(spot / 99'000), 1e-6);
    EXPECT_EQ(run.plan.legs[1].liquidation, run.plan.legs[0].liquidation);
}

TEST(PortfolioPlan, HasAViewForEveryThingThatCanHappen) {
    std::string const one = position("long", 102'000, "leverage = 10");
    EXPECT_EQ(planned(one, {"cascade.enabled=false"}).plan.layout.n_views, 1);
    EXPECT_EQ(planned(one, {"waterfall.enabled=true"}).plan.layout.n_views, 3);
}

TEST(PortfolioPlan, RefusesWhatScenarioAndMarketTogetherShow) {
    EXPECT_PRED2(contains, refusal(position("long", 102'000, "leverage = 10", "binanse")),
                 "is not a venue of the market; accepted: binance, coin-m. Did you mean binance?");
    EXPECT_PRED2(
        contains, refusal(position("long", 1e-6, "leverage = 10")),
        "entry = 1e-06 USD gives a notional of 10000 USD a value of 1.015e+15 USD at spot = "
        "101500 USD, which is more than can be counted; accepted: an entry of at least 1.015e-06");
}

std::string warnings_of(planning::PlannedRun const& run) {
    std::string all;
    for (auto const& warning : run.warnings) all += warning + "\n";
    return all;
}

TEST(PortfolioPlan, LosesTheMarginOfAPositionThatSpotHasLiquidated) {
    planning::PlannedRun const run = planned(position("long", 120'000, "leverage = 10"));
    ASSERT_EQ(run.plan.legs.size(), 1U);
    EXPECT_PRED2(contains, warnings_of(run),
                 "spot = 101500 USD has reached this price; it is counted");
    PortfolioLeg const& leg = run.plan.legs[0];
    EXPECT_EQ(leg.first_distance(), PortfolioLeg::never);
    EXPECT_EQ(leg.per_price, 0);
    EXPECT_EQ(leg.constant, 0);  // all of the margin was gone before
    EXPECT_EQ(run.portfolio.legs[0].profit_now, -1000);
    // Between liquidation and bankruptcy something of the margin is left, and lost now.
    planning::PlannedRun const near = planned(position("long", 112'500, "leverage = 10"));
    double const profit = 1e4 * (spot / 112'500 - 1);
    EXPECT_NEAR(near.plan.legs[0].constant, -(1000 + profit), 1e-9);
    EXPECT_NEAR(near.portfolio.legs[0].profit_now, profit, 1e-9);
    EXPECT_EQ(planned(position("long", 102'000, "leverage = 10")).warnings.size() + 1,
              near.warnings.size());
}

TEST(PortfolioPlan, StopsAPositionAtTheStartWhoseStopSpotHasReached) {
    struct Case {
        char const *side, *stop, *why;
    };
    for (Case const one :
         {Case{"long", "103_000", "is not above it"}, Case{"long", "101_500", "is not above it"},
          Case{"short", "99_000", "is not below it"}}) {
        std::string const change =
            std::string("leverage = 10\nwhat_if = { add_margin = 1, stop = ") + one.stop + " }";
        planning::PlannedRun const run = planned(position(one.side, 102'000, change));
        ASSERT_EQ(run.plan.legs.size(), 2U);
        PortfolioLeg const& leg = run.plan.legs[1];
        EXPECT_EQ(run.portfolio.legs[0].at_start, planning::AtStart::open);
        EXPECT_EQ(run.portfolio.legs[1].at_start, planning::AtStart::stopped);
        EXPECT_EQ(leg.first_distance(), PortfolioLeg::never);
        EXPECT_EQ(leg.per_price, 0);
        EXPECT_EQ(leg.constant, 0) << "it is closed at spot, at which its profit counts from";
        EXPECT_NEAR(std::abs(run.portfolio.legs[1].profit_now), 49.02, .01);
        EXPECT_PRED2(contains, warnings_of(run),
                     std::string("USD is reached at once, because spot = 101500 USD ") + one.why +
                         "; the position is counted as stopped at the start, at spot");
    }
}

TEST(PortfolioPlan, WarnsOfAStopThatIsNotReachedBeforeTheLiquidationPrice) {
    for (auto const& [side, entry, stop, price] :
         {std::tuple{"long", 102'000, "90_000", "92,168.7 USD"},
          {"short", 100'000, "120_000", "109,"}}) {
        planning::PlannedRun const run = planned(
            position(side, entry, "leverage = 10\nwhat_if = { stop = " + std::string(stop) + " }"));
        EXPECT_EQ(run.plan.legs[1].stop, PortfolioLeg::never);
        EXPECT_EQ(run.plan.legs[1].liquidation, run.plan.legs[0].liquidation);
        EXPECT_EQ(run.portfolio.legs[1].at_start, planning::AtStart::open);
        EXPECT_PRED2(
            contains, warnings_of(run),
            "has no effect, because the position is liquidated before, at " + std::string(price));
    }
}

TEST(PortfolioPlan, TellsALiquidationPriceFromTheSpotBesideIt) {
    EXPECT_PRED2(contains, warnings_of(planned(position("long", 120'000, "leverage = 10"))),
                 "the position is liquidated at 108,434 USD, and spot = 101500 USD");
    double const entry = 101'500.01 * (1 - .004) / .9;  // liquidated 1 cent above spot
    EXPECT_PRED2(contains, warnings_of(planned(position("long", entry, "leverage = 10"))),
                 "the position is liquidated at 101,500.01 USD, and spot = 101500 USD");
}

TEST(PortfolioPlan, WarnsOfMoreLeverageThanTheTierAllows) {
    std::string const all = warnings_of(planned(position("long", 101'500, "leverage = 300")));
    EXPECT_PRED2(contains, all,
                 "position.p.leverage = 300: a position of 10000 USD is in tier 1 of \"binance\", "
                 "which allows a leverage of at most 250 (its maintenance margin is 0.4 % of the "
                 "position), but its leverage is 300; it is counted as liquidated at the start");
    EXPECT_EQ(all.find("has reached"), all.npos);
}

TEST(PortfolioPlan, WarnsOfSuchLeverageAlsoWhereItsProfitKeepsThePositionOpen) {
    std::string const problem = "allows a leverage of at most 250";
    planning::PlannedRun const run = planned(position("long", 90'000, "leverage = 300"));
    EXPECT_NE(run.plan.legs[0].per_price, 0) << "it is open";
    EXPECT_PRED2(contains, warnings_of(run), problem);
    EXPECT_PRED2(contains, warnings_of(run),
                 "but its leverage is 300; it is open only because of its profit at spot = 101500");
    // The margin in coins decides for an inverse contract, and the entry, not spot.
    EXPECT_PRED2(contains,
                 warnings_of(planned(position("short", 120'000, "leverage = 300", "coin-m"))),
                 "its leverage is 300; it is open only because of its profit");
    EXPECT_PRED2(contains, warnings_of(planned(position("long", 90'000, "wallet = 32"))),
                 "position.p.wallet = 32 USD: a position of 10000 USD");
    for (char const* const allowed : {"leverage = 249", "wallet = 41"})
        EXPECT_EQ(warnings_of(planned(position("long", 90'000, allowed))).find(problem),
                  std::string::npos)
            << allowed;
}

TEST(PortfolioPlan, WarnsOfTheLeverageOfAPositionAndOfItsWhatIfApart) {
    std::string const more = "leverage = 300\nwhat_if = { add_margin = 100 }";
    std::string const all = warnings_of(planned(position("long", 90'000, more)));
    EXPECT_PRED2(contains, all, "but its leverage is 300; it is open");
    EXPECT_EQ(all.find("(with its what_if)"), all.npos) << "the margin that is added suffices";
    std::string const less = "leverage = 300\nwhat_if = { add_margin = 1 }";
    EXPECT_PRED2(contains, warnings_of(planned(position("long", 90'000, less))),
                 "but its leverage is 291.3 (with its what_if); it is open");
}

TEST(PortfolioPlan, CountsProfitsOfAnEntryFarBelowSpotRelativeToTheirValue) {
    auto const usd = [](double entry) {
        return profit_bins::ticks_per_unit /
               planned(position("long", entry, "leverage = 10")).plan.profit_ticks_per_usd[0];
    };
    EXPECT_NEAR(usd(102'000), 1e4, 1e-6);
    EXPECT_NEAR(usd(10'000), 1e4, 1e-6);
    EXPECT_NEAR(usd(0.001), 1e4 * spot / 0.001, 1);
}

TEST(BookOfPositions, NamesFileDatasetSideAndFactorOfWhatCannotBeCounted) {
    try {
        planned("", {"market.open_interest_factor=1e7"});
        FAIL() << "was accepted";
    } catch (Error const& error) {
        for (char const* part : {"/positions/open_interest: the longs are 7.8e+07 USD",
                                 "market.open_interest_factor = 1e+07", "7e13 USD"})
            EXPECT_PRED2(contains, error.what(), part);
    }
}

}  // namespace
}  // namespace liq
