// Whether the price stays beyond a level: keys, refusals, tables.
#include <gtest/gtest.h>

#include "tests/host/events/asked.hpp"

namespace liq {
namespace {

using sample::full;

TEST(Hold, IsReadWithAllItsKeys) {
    auto const s = asked::all();
    auto const& hold = std::get<events::Hold>(s.events[4].question);
    EXPECT_EQ(hold.above, 100'000);
    EXPECT_FALSE(hold.below.has_value());
    EXPECT_EQ(hold.lasting, Duration{3 * seconds_per_day});
    EXPECT_EQ(hold.by, Duration{15 * seconds_per_day});
}

TEST(Hold, CanBeChangedFromTheCommandLine) {
    auto const s = sample::read(full + asked::more, {"event.holds.for=5d"});
    EXPECT_EQ(std::get<events::Hold>(s.events[4].question).lasting, Duration{5 * seconds_per_day});
}

TEST(Hold, IsRefusedWithPlaceAndReason) {
    asked::expect_refusals({
        {"above = 100_000\n", "", "name = \"holds\"", "event.holds has neither above nor below"},
        {"above = 100_000\n", "above = 1\nbelow = 2\n", "for = \"3d\"", "has both above and below"},
        {"for = \"3d\"", "for = \"16d\"", "for = \"3d\"",
         "event.holds.for = 16d is longer than event.holds.by = 15d, so that it can never "
         "happen"},
        {"for = \"3d\"", "for = \"301s\"", "for = \"3d\"", "is not a whole number of steps"},
        {"for = \"3d\"", "level = 3", "for = \"3d\"",
         "event.holds.level goes with event.kind = \"touch\", \"close\", not with \"hold\""},
    });
}

TEST(Hold, BeginsAtTheStartIfSpotIsOnTheRightSide) {
    std::string const hold = "[[event]]\nname = \"h\"\nkind = \"hold\"\nfor = \"3d\"\n";
    EXPECT_EQ(
        asked::planned(hold + "above = 100000\n", asked::market(1, 10)).plan.stories[0].first_state,
        0);
    EXPECT_EQ(
        asked::planned(hold + "below = 100000\n", asked::market(1, 10)).plan.stories[0].first_state,
        Story::outside);
    planning::PlannedRun const run =
        asked::planned(hold + "below = 103000\nby = \"9d\"\n", asked::market(1, 10));
    EXPECT_EQ(run.plan.stories[0].first_state, 0);
    EXPECT_EQ(run.plan.stories[0].lasting, 18);
    EXPECT_EQ(run.plan.stories[0].last_step, 54);
}

}  // namespace
}  // namespace liq
