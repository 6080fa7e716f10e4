// Events with a condition: refused with their place, marked in the tables.
#include <gtest/gtest.h>

#include "tests/host/events/asked.hpp"

namespace liq {
namespace {

using sample::contains;
using sample::full;

TEST(Conditions, AreRefusedWithPlaceAndReason) {
    asked::expect_refusals({
        {"holds.held", "hodls.held", "given", "Did you mean holds.held?"},
        {"holds.held", "holds.touched", "given",
         "is not an outcome of another event of this scenario; accepted: race_113k_93k.up, "},
        {"holds.held", "holds", "given", "is not an outcome of another event"},
        {"holds.held", "retest.happened", "given", "is an outcome of the event itself"},
    });
}

TEST(Conditions, DoNotGoInCircles) {
    std::string const text = full + asked::more;
    EXPECT_EQ(sample::refusal(text, {"event.holds.given=touch_97k.touched"}), "");
    auto const message = sample::refusal(
        text, {"event.holds.given=touch_97k.touched", "event.touch_97k.given=retest.happened"});
    EXPECT_PRED2(contains, message, "is part of a circle: ");
    EXPECT_PRED2(contains, message, "touch_97k given retest given holds given touch_97k");
}

TEST(Conditions, BelongToEveryKindOfEvent) {
    for (std::string const event : {"race_113k_93k", "touch_97k", "closes_above_100k", "averages"})
        EXPECT_EQ(sample::refusal(full + asked::more, {"event." + event + ".given=holds.held"}), "")
            << event;
}

TEST(Conditions, MarkTheOutcomesOfTheirEvents) {
    planning::PlannedRun const run = asked::planned(R"([[event]]
name = "a"
kind = "race"
up = 110_000
down = 90_000
given = "b.touched"
[[event]]
name = "b"
kind = "touch"
level = 105_000
)",
                                                    asked::market(1, 10));
    ASSERT_EQ(run.plan.givens.size(), 3u);
    for (int i = 0; i < 3; ++i) {
        auto const at = static_cast<std::size_t>(i);
        EXPECT_EQ(run.plan.givens[at].outcome, i);
        EXPECT_EQ(run.plan.givens[at].condition, 3);
        EXPECT_EQ(run.outcomes[at].given, i);
        EXPECT_FALSE(run.outcomes[at].has_moment);
    }
    EXPECT_EQ(run.outcomes[3].given, -1);
    EXPECT_TRUE(run.outcomes[3].has_moment);
}

}  // namespace
}  // namespace liq
