// The living book and the waterfall of a plan, and the range of the counters of a run.
#include "host/planning/living_plan.hpp"

#include <gtest/gtest.h>

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

TEST(LivingPlan, OfAFrozenBookHasNoInflow) {
    Plan const plan = planned().plan;
    for (auto const& side : plan.inflow) EXPECT_TRUE(side.weight.empty());
    EXPECT_FALSE(plan.layout.sweeps_hold_fuel);
}

TEST(LivingPlan, OfALivingBookHasItsKeysAndTheMixOfTheSnapshot) {
    Plan const plan = planned(with(living, "book.target={ long = 2, short = 0.5 }")).plan;
    EXPECT_EQ(plan.book.turnover->length.seconds, 3 * seconds_per_day);
    EXPECT_EQ(plan.book.target.long_side, 2);
    EXPECT_EQ(plan.book.target.short_side, 0.5);
    EXPECT_EQ(plan.book.refresh.seconds, 3600);
    for (auto const& side : plan.inflow) EXPECT_FALSE(side.weight.empty());
    EXPECT_TRUE(plan.layout.sweeps_hold_fuel);
}

TEST(LivingPlan, IsAcceptedWithoutOpenInterestAndInflow) {
    market::Market market = *test::small_market();
    market.open_interest.assign(market.open_interest.size(), 0.0);
    for (auto const& side : planned(living, market).plan.inflow) EXPECT_TRUE(side.weight.empty());
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
    std::vector<std::string> set{"cascade.book=living", "book.turnover=1s", "book.target=50"};
    std::string const message = refusal(set);
    EXPECT_PRED2(starts_with, message, "--set book.turnover: a path could liquidate ");
    EXPECT_PRED2(contains, message, "Use a longer book.turnover or a smaller book.target?");
    set[1] = "book.turnover=never";
    EXPECT_EQ(refusal(set), "") << "nothing opens";
}

TEST(Counters, RefuseMorePathsThanTheSumOfTheirFuelAllows) {
    std::vector<std::string> const set{"cascade.book=living", "book.turnover=1min",
                                       "simulation.paths=4294967295"};
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
