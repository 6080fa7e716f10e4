// The event of every run with a waterfall.
#include <gtest/gtest.h>

#include "tests/host/events/asked.hpp"

namespace liq {
namespace {

using sample::contains;
using sample::full;

std::vector<std::string> const on{"waterfall.enabled=true"};

TEST(Waterfall, FollowsTheEventsOfTheScenario) {
    auto const with = sample::read(full, on), without = sample::read(full);
    EXPECT_EQ(scenario::asked_events(without).size(), without.events.size());
    auto const asked = scenario::asked_events(with);
    ASSERT_EQ(asked.size(), with.events.size() + 1);
    EXPECT_EQ(asked.back()->name, "waterfall");
    EXPECT_EQ(scenario::outcome_names(with).back(), "waterfall.fund_emptied");
}

TEST(Waterfall, IsNotAKindThatAScenarioCanHave) {
    std::string const message = sample::refusal(full, {"event.touch_97k.kind=waterfall"});
    EXPECT_PRED2(contains, message,
                 "event.touch_97k.kind = \"waterfall\" is not accepted; accepted: ");
    EXPECT_EQ(message.find("waterfall", message.find("accepted: ")), std::string::npos);
}

TEST(Waterfall, SetsItsOutcomeInThePlan) {
    scenario::Scenario const scenario = sample::read(full, on);
    planning::PlannedRun run;
    run.spot = asked::spot;
    planning::add_event_tables(scenario, asked::market(1, 10), run);
    EXPECT_EQ(run.plan.fund_emptied, static_cast<int>(run.index_of("waterfall.fund_emptied")));
    EXPECT_TRUE(run.outcomes.back().has_moment);
}

TEST(Waterfall, NeverEmptiesTheFundWithoutTheCascade) {
    scenario::Scenario const scenario = sample::read(full, on);
    auto const forms = events::closed_forms(*scenario::asked_events(scenario).back(),
                                            scenario::law_of(scenario, asked::spot));
    EXPECT_EQ(asked::form(forms, "fund_emptied").obstacle, "it never happens without the cascade");
}

}  // namespace
}  // namespace liq
