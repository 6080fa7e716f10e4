// The living book and the waterfall of a plan, and the range of the counters of a run.
#include "host/planning/living_plan.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "host/planning/make_plan.hpp"
#include "tests/host/scenario/sample.hpp"
#include "tests/support/findings_builder.hpp"

namespace liq {
namespace {

using sample::contains;
using sample::starts_with;

std::vector<std::string> const living{"cascade.book=living", "book.turnover=3d"};

planning::PlannedRun planned(std::vector<std::string> const& set, market::Market const& market) {
    return planning::plan_run(sample::read(sample::full, set), market);
}

planning::PlannedRun planned(std::vector<std::string> const& set = {}) {
    return planned(set, *test::small_market());
}

std::vector<std::string> with(std::vector<std::string> set, std::string const& more) {
    set.push_back(more);
    return set;
}

std::string refusal(std::vector<std::string> const& set,
                    market::Market const& market = *test::small_market()) {
    try {
        planned(set, market);
    } catch (Error const& error) {
        return (error.exit() == Exit::bad_input ? "" : "wrong exit code: ") +
               std::string(error.what());
    }
    return {};
}

/// To the last bit, at every level of both sides.
void expect_the_classes_to_add_up(Plan const& plan) {
    for (std::size_t side = 0; side < n_sides; ++side) {
        LadderSide const& all = side == 0 ? plan.ladder.longs : plan.ladder.shorts;
        std::vector<FuelTicks> fuel(all.fuel.size()), up_to(all.fuel.size()), gap(all.fuel.size());
        for (LivingClass const& one : plan.classes)
            for (std::size_t k = 0; k < fuel.size(); ++k) {
                fuel[k] += one.ladder[side].fuel[k];
                up_to[k] += one.ladder[side].fuel_up_to[k];
                gap[k] += one.ladder[side].gap_weight[k];
            }
        EXPECT_EQ(fuel, all.fuel);
        EXPECT_EQ(up_to, all.fuel_up_to);
        EXPECT_EQ(gap, all.gap_weight);
        EXPECT_GT(all.fuel_up_to.back(), 0);
    }
}

TEST(LivingPlan, OfAFrozenBookHasNoClasses) {
    Plan const plan = planned().plan;
    EXPECT_TRUE(plan.classes.empty());
    EXPECT_FALSE(plan.layout.sweeps_hold_fuel);
}

TEST(LivingPlan, OfALivingBookHasItsKeysAndTheMixOfTheSnapshot) {
    Plan const plan = planned(with(living, "book.target={ long = 2, short = 0.5 }")).plan;
    EXPECT_EQ(plan.book.refresh.seconds, 3600);
    EXPECT_EQ(plan.book.refill, Refill::closings);
    ASSERT_EQ(plan.classes.size(), 1U);
    LivingClass const& one = plan.classes[0];
    EXPECT_EQ(one.turnover.length.seconds, 3 * seconds_per_day);
    EXPECT_EQ(one.target.long_side, 2);
    EXPECT_EQ(one.target.short_side, 0.5);
    for (auto const& side : one.inflow) EXPECT_FALSE(side.weight.empty());
    expect_the_classes_to_add_up(plan);
    EXPECT_TRUE(plan.layout.sweeps_hold_fuel);
}

TEST(LivingPlan, IsRefusedForWhatItsRefreshesCanOpenAndNotForMore) {
    // 30 refreshes of a book that is renewed whole each time.
    EXPECT_EQ(refusal({"cascade.book=living", "book.turnover=5min", "book.refresh=1d",
                       "book.refill=target", "simulation.horizon=30d"}),
              "");
    std::vector<std::string> const often{"cascade.book=living", "book.turnover=1s",
                                         "simulation.horizon=3650d",
                                         "market.open_interest_factor=1000"};
    EXPECT_EQ(refusal(often), "") << "what is lost is not replaced";
    EXPECT_NE(refusal(with(often, "book.refill=target")).find("a path could liquidate"),
              std::string::npos);
}

/// Leverages 5 and 20 of `small_market`, each a class of its own.
std::string const by_leverage = "book.turnover={ leverage_days = 20 }";

TEST(LivingPlan, GivesEachClassTheFuelAndTheMixOfItsLeveragesOnly) {
    std::vector<std::string> const set{"cascade.book=living", by_leverage};
    planning::BookCache cache;
    market::Market market = *test::small_market();
    market.sha256 = "of this test";
    for (bool const cached : {false, true, true}) {
        planning::PlannedRun const run =
            planning::plan_run(sample::read(sample::full, set), market, cached ? &cache : nullptr);
        Plan const& plan = run.plan;
        ASSERT_EQ(plan.classes.size(), 2U);
        ASSERT_EQ(run.classes.size(), 2U);
        EXPECT_EQ(run.classes[1].levers, std::vector<std::size_t>{1});
        EXPECT_EQ(plan.classes[0].turnover.length.seconds, 4 * seconds_per_day);
        EXPECT_EQ(plan.classes[1].turnover.length.seconds, seconds_per_day);
        expect_the_classes_to_add_up(plan);
        for (std::size_t c = 0; c < 2; ++c) {
            market::Market only = market;
            for (std::size_t cell = 0; cell < only.open_interest.size(); ++cell)
                if (cell % 2 != c) only.open_interest[cell] = 0;
            only.sha256.clear();
            Plan const alone = planned({"cascade.book=living", "book.turnover=1d"}, only).plan;
            for (std::size_t side = 0; side < n_sides; ++side) {
                EXPECT_EQ(plan.classes[c].ladder[side].fuel, alone.classes[0].ladder[side].fuel);
                EXPECT_EQ(plan.classes[c].inflow[side].weight,
                          alone.classes[0].inflow[side].weight);
            }
        }
    }
}

TEST(LivingPlan, HoldsEachClassAtTheTargetOfTheScenarioElseOfTheSnapshotElseAtOne) {
    market::Market market = *test::small_market();
    std::vector<std::string> const set{"cascade.book=living", by_leverage};
    EXPECT_EQ(planned(set, market).plan.classes[1].target.short_side, 1);
    market.leverage_class = {1, 0};
    market.target = {.25, 2, 3, .5};
    Plan const plan = planned(set, market).plan;
    EXPECT_EQ(plan.classes[0].turnover.length.seconds, seconds_per_day) << "class 0 is 20x";
    EXPECT_EQ(plan.classes[0].target.long_side, .25);
    EXPECT_EQ(plan.classes[0].target.short_side, 3);
    EXPECT_EQ(plan.classes[1].target.long_side, 2);
    EXPECT_EQ(plan.classes[1].target.short_side, .5);
    Plan const chosen = planned(with(set, "book.target=7"), market).plan;
    for (LivingClass const& one : chosen.classes) EXPECT_EQ(one.target.long_side, 7);
}

TEST(LivingPlan, HoldsAClassOfSeveralOfTheSnapshotAtTheSumOfTheirTargets) {
    market::Market market = *test::small_market();
    market.leverage_class = {1, 0};
    market.target = {.25, 2, 3, .5};
    Plan const apart = planned({"cascade.book=living", by_leverage}, market).plan;
    Plan const together = planned(living, market).plan;
    ASSERT_EQ(together.classes.size(), 1U);
    for (Side const side : {Side::long_side, Side::short_side}) {
        auto const held = [side](Plan const& plan) {
            double sum = 0;
            for (LivingClass const& one : plan.classes)
                sum += one.target.of(side) *
                       static_cast<double>(
                           one.ladder[static_cast<std::size_t>(side)].fuel_up_to.back());
            return sum;
        };
        EXPECT_NEAR(held(together) / held(apart), 1, 1e-12);
        EXPECT_GT(together.classes[0].target.of(side), .25);
    }
}

TEST(LivingPlan, TakesTheTurnoverOfTheSnapshotAndRefusesToDoWithoutAny) {
    market::Market market = *test::small_market();
    market.path = "m.h5";
    std::string const message = refusal({"cascade.book=living"}, market);
    EXPECT_PRED2(starts_with, message,
                 "--set cascade.book: book.turnover is missing, which cascade.book = \"living\" "
                 "needs where the snapshot, m.h5, has no /book/turnover; accepted: a duration such "
                 "as \"3d\", \"never\", { leverage_days = 20 }");
    market.leverage_class = {1, 0};
    market.turnover = {3600, std::numeric_limits<double>::infinity()};
    Plan const plan = planned({"cascade.book=living"}, market).plan;
    ASSERT_EQ(plan.classes.size(), 2U);
    EXPECT_EQ(plan.classes[0].turnover, (DurationOrNever{Duration{3600}}));
    EXPECT_TRUE(plan.classes[1].turnover.never);
    EXPECT_EQ(planned(living, market).plan.classes.size(), 1U) << "the scenario comes first";
}

TEST(LivingPlan, IsAcceptedWithoutOpenInterestAndInflow) {
    market::Market market = *test::small_market();
    market.open_interest.assign(market.open_interest.size(), 0.0);
    for (LivingClass const& one : planned(living, market).plan.classes)
        for (auto const& side : one.inflow) EXPECT_TRUE(side.weight.empty());
}

TEST(WaterfallPlan, HasTheFundOfTheScenarioElseTheSumOfThoseOfTheSnapshot) {
    std::vector<std::string> const on{"waterfall.enabled=true"};
    EXPECT_EQ(planned(on).plan.waterfall.fund, 1.3e9);
    EXPECT_EQ(planned(with(on, "waterfall.fund=0")).plan.waterfall.fund, 0.0);
    EXPECT_EQ(planned(with(on, "waterfall.fund=5e8")).plan.waterfall.fund, 5e8);
    market::Market market = *test::small_market();
    market.venues[1].insurance_fund.reset();
    EXPECT_FALSE(planned(on, market).plan.waterfall.fund.has_value()) << "no limit";
    EXPECT_FALSE(planned({}, market).plan.waterfall.enabled);
}

TEST(WaterfallPlan, RefusesFundsThatAreMoreThanCanBeCounted) {
    market::Market market = *test::small_market();
    market.path = "m.h5";
    market.venues[1].insurance_fund = 1e14;
    std::string const message = refusal({"waterfall.enabled=true"}, market);
    EXPECT_PRED2(starts_with, message,
                 "m.h5: /margin/insurance_fund: the funds add up to 1e+14 USD; accepted: at most "
                 "7.037e+13");
    EXPECT_EQ(refusal({"waterfall.enabled=true", "waterfall.fund=1e9"}, market), "");
    EXPECT_EQ(refusal({}, market), "");
}

TEST(Counters, RefuseABookThatTurnsOverTooOften) {
    EXPECT_EQ(refusal(living), "");
    std::vector<std::string> set{"cascade.book=living", "book.turnover=1s", "book.target=50",
                                 "book.refill=target", "market.open_interest_factor=100"};
    std::string const message = refusal(set);
    EXPECT_PRED2(starts_with, message, "--set book.turnover: a path could liquidate ");
    EXPECT_PRED2(
        contains, message,
        "Use a longer turnover (book.turnover, or /book/turnover of the snapshot), a longer "
        "book.refresh or a smaller book.target?");
    set[1] = "book.turnover=never";
    EXPECT_EQ(refusal(set), "") << "nothing opens";
}

TEST(Counters, AddUpTheClasses) {
    std::string const bands =
        "book.turnover=[{ leverage = 5, turnover = \"1s\" }, { leverage = 20, turnover = \"";
    std::string const target = "book.target=50", refill = "book.refill=target",
                      factor = "market.open_interest_factor=100";
    EXPECT_PRED2(contains,
                 refusal({"cascade.book=living", bands + "never\" }]", target, refill, factor}),
                 "a path could liquidate ");
    EXPECT_PRED2(contains,
                 refusal({"cascade.book=living",
                          "book.turnover=[{ leverage = 5, turnover = \"never\" }, { leverage = 20, "
                          "turnover = \"1s\" }]",
                          target, refill, factor}),
                 "a path could liquidate ");
}

TEST(Counters, RefuseMorePathsThanTheSumOfTheirFuelAllows) {
    std::vector<std::string> const set{"cascade.book=living", "book.turnover=1min",
                                       "simulation.paths=4294967295",
                                       "market.open_interest_factor=100"};
    std::string const message = refusal(set);
    EXPECT_PRED2(starts_with, message,
                 "--set simulation.paths: simulation.paths = 4294967295 is too many for a book of");
    EXPECT_EQ(refusal(with(set, "simulation.paths=1000000")), "");
}

TEST(Counters, RefuseABookThatReturnsToMoreThanItsIntegersCanRepresent) {
    std::string const message =
        refusal(with(with(living, "book.target=100"), "market.open_interest_factor=1000"));
    EXPECT_PRED2(starts_with, message, "--set book.target: book.target: the ");
    EXPECT_PRED2(contains, message, "accepted: at most 2.199e+12");
}

}  // namespace
}  // namespace liq
