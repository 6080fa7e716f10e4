// Events that remember, and events with a condition: read, written, and refused with their place.
#include <gtest/gtest.h>

#include <algorithm>

#include "host/results/questions.hpp"
#include "host/scenario/event_checks.hpp"
#include "host/scenario/resolved_text.hpp"
#include "tests/host/scenario/sample.hpp"

namespace liq {
namespace {

using sample::contains;
using sample::full;
using sample::starts_with;

std::string const more = R"(
[[event]]
name = "retest"
kind = "sequence"
steps = [ { above = 106_000, before_below = 99_000, by = "10d" }, { below = 95_000 } ]
by = "20d"
given = "holds.held"

[[event]]
name = "holds"
kind = "hold"
above = 100_000
for = "3d"
by = "15d"

[[event]]
name = "averages"
kind = "cross"
fast = 50
slow = 200
)";

int line_of(std::string const& part) {
    std::string const text = full + more;
    auto const at = static_cast<std::ptrdiff_t>(text.find(part));
    return 1 + static_cast<int>(std::count(text.begin(), text.begin() + at, '\n'));
}

scenario::Scenario all() {
    return sample::read(full + more);
}

/// The message with which the events are refused after a change.
std::string refusal(std::string const& from, std::string const& to) {
    std::string text = more;
    auto const at = text.find(from);
    if (at == std::string::npos) throw std::logic_error("no event has " + from);
    return sample::refusal(full + text.replace(at, from.size(), to));
}

void expect_events(scenario::Scenario const& s) {
    ASSERT_EQ(s.events.size(), 6U);
    EXPECT_FALSE(s.events[0].given.has_value());
    EXPECT_EQ(s.events[3].given, "holds.held");
    auto const& sequence = std::get<scenario::SequenceEvent>(s.events[3].question);
    ASSERT_EQ(sequence.steps.size(), 2U);
    EXPECT_EQ(sequence.by, Duration{20 * seconds_per_day});
    EXPECT_EQ(sequence.steps[0].above, 106'000);
    EXPECT_EQ(sequence.steps[0].before_below, 99'000);
    EXPECT_EQ(sequence.steps[0].by, Duration{10 * seconds_per_day});
    EXPECT_FALSE(sequence.steps[0].below || sequence.steps[0].before_above);
    EXPECT_EQ(sequence.steps[1].below, 95'000);
    EXPECT_FALSE(sequence.steps[1].above || sequence.steps[1].by);
    auto const& hold = std::get<scenario::HoldEvent>(s.events[4].question);
    EXPECT_EQ(hold.above, 100'000);
    EXPECT_FALSE(hold.below.has_value());
    EXPECT_EQ(hold.lasting, Duration{3 * seconds_per_day});
    EXPECT_EQ(hold.by, Duration{15 * seconds_per_day});
    auto const& cross = std::get<scenario::CrossEvent>(s.events[5].question);
    EXPECT_EQ(cross.fast, 50);
    EXPECT_EQ(cross.slow, 200);
}

TEST(EventsThatRemember, AreReadWithAllTheirKeys) {
    auto const scenario = all();
    expect_events(scenario);
    EXPECT_PRED2(starts_with, scenario.place_of("event.retest.steps[0].before_below"),
                 "folder/s.toml:" + std::to_string(line_of("steps = [")) + ":");
}

TEST(EventsThatRemember, AreTheSameAfterBeingWritten) {
    auto const text = scenario::resolved_text(all());
    EXPECT_PRED2(contains, text,
                 "steps = [{ above = 106000.0, before_below = 99000.0, by = \"10d\" }, "
                 "{ below = 95000.0 }]\n");
    EXPECT_PRED2(contains, text, "given = \"holds.held\"\n");
    auto const again = sample::read(text);
    expect_events(again);
    EXPECT_EQ(scenario::resolved_text(again), text);
}

TEST(EventsThatRemember, CanBeChangedFromTheCommandLine) {
    auto const s = sample::read(full + more, {"event.retest.steps.0.above=107000",
                                              "event.holds.for=5d", "event.averages.fast=20"});
    EXPECT_EQ(std::get<scenario::SequenceEvent>(s.events[3].question).steps[0].above, 107'000);
    EXPECT_EQ(std::get<scenario::HoldEvent>(s.events[4].question).lasting,
              Duration{5 * seconds_per_day});
    EXPECT_EQ(std::get<scenario::CrossEvent>(s.events[5].question).fast, 20);
}

struct Bad {
    std::string from, to;
    std::string line_with;  ///< part of the line that is named
    std::string message;
};

std::vector<Bad> const bad_events{
    {"{ below = 95_000 }", "{ belwo = 95_000 }", "steps = [",
     "event.retest.steps[1].belwo is not a known key; accepted: above, below, before_below, "
     "before_above, by"},
    {"{ below = 95_000 }", "{ belwo = 95_000 }", "steps = [", "Did you mean below?"},
    {"{ below = 95_000 }", "95_000", "steps = [",
     "event.retest.steps[1] = 95000 is an integer; accepted: a table with keys"},
    {"{ below = 95_000 }", "{ below = -1 }", "steps = [",
     "event.retest.steps[1].below = -1 USD is out of range; accepted: above 0"},
    {"{ below = 95_000 }", "{ by = \"5d\" }", "name = \"retest\"",
     "event.retest.steps[1] has neither above nor below; accepted: one of them"},
    {"{ below = 95_000 }", "{ below = 95_000, above = 1 }", "steps = [",
     "event.retest.steps[1] has both above and below"},
    {"{ below = 95_000 }", "{ below = 9, before_below = 5, before_above = 6 }", "steps = [",
     "has both before_below and before_above; accepted: at most one"},
    {"{ below = 95_000 }", "{ below = 95_000, before_below = 96_000 }", "steps = [",
     "event.retest.steps[1].before_below = 96000 USD is not below event.retest.steps[1].below"},
    {"before_below = 99_000", "before_above = 106_000", "steps = [",
     "every price that meets the step would end the event first"},
    {"by = \"10d\" }", "by = \"25d\" }", "steps = [", "is beyond event.retest.by = 20d"},
    {"by = \"10d\" }", "by = \"99d\" }", "steps = [", "is beyond simulation.horizon = 30d"},
    {"by = \"10d\" }", "by = \"7s\" }", "steps = [", "is not a whole number of steps of 5min"},
    {"steps = [ {", "steps = 3 # {", "steps = [", "is an integer; accepted: a list of 1 to 256"},
    {"steps = [ {", "steps = [] # {", "steps = [", "has 0 elements"},
    {"steps = [ {", "# [ {", "[[event]]\nname = \"retest\"", "event.retest.steps is missing"},
    {"above = 100_000\n", "", "name = \"holds\"", "event.holds has neither above nor below"},
    {"above = 100_000\n", "above = 1\nbelow = 2\n", "for = \"3d\"", "has both above and below"},
    {"for = \"3d\"", "for = \"16d\"", "for = \"3d\"",
     "event.holds.for = 16d is longer than event.holds.by = 15d, so that it could never be held"},
    {"for = \"3d\"", "for = \"301s\"", "for = \"3d\"", "is not a whole number of steps"},
    {"for = \"3d\"", "level = 3", "for = \"3d\"",
     "event.holds.level goes with event.kind = \"touch\", \"close\", not with \"hold\""},
    {"fast = 50", "fast = 200", "fast = 50",
     "event.averages.fast = 200 is not shorter than event.averages.slow = 200"},
    {"fast = 50", "fast = 0", "fast = 50", "fast = 0 d is out of range; accepted: at least 1"},
    {"slow = 200", "slow = 1001", "slow = 200", "at most 1000"},
    {"holds.held", "hodls.held", "given", "Did you mean holds.held?"},
    {"holds.held", "holds.touched", "given",
     "is no outcome of another event of this scenario; accepted: race_113k_93k.up, "},
    {"holds.held", "holds", "given", "is no outcome of another event"},
    {"holds.held", "retest.happened", "given", "is an outcome of the event itself"},
};

TEST(EventsThatRemember, AreRefusedWithPlaceAndReason) {
    for (auto const& bad : bad_events) {
        auto const message = refusal(bad.from, bad.to);
        EXPECT_PRED2(starts_with, message,
                     "folder/s.toml:" + std::to_string(line_of(bad.line_with)) + ":")
            << bad.to;
        EXPECT_PRED2(contains, message, bad.message) << bad.to;
    }
}

TEST(EventsThatRemember, NeedTheCloseOfEveryDayForAverages) {
    std::string const text = full + more;
    EXPECT_PRED2(contains,
                 sample::refusal(text, {"simulation.step=2d", "event.closes_above_100k.at=2d",
                                        "event.race_113k_93k.by=30d", "event.touch_97k.by=8d",
                                        "event.holds.for=4d", "event.holds.by=14d"}),
                 "simulation.step = 2d is longer than a day; event.averages needs the close");
}

TEST(EventsThatRemember, AreRefusedAtASpotThatEndsThemAtOnce) {
    auto const scenario = all();
    EXPECT_NO_THROW(scenario::check_against_spot(scenario, 101'500));
    try {
        scenario::check_against_spot(scenario, 98'500);
        FAIL() << "was not refused";
    } catch (Error const& error) {
        EXPECT_PRED2(contains, error.what(),
                     "event.retest.steps[0].before_below = 99000 USD is not below spot = 98500");
    }
}

TEST(Conditions, DoNotGoInCircles) {
    std::string const text = full + more;
    EXPECT_EQ(sample::refusal(text, {"event.holds.given=touch_97k.touched"}), "");
    auto const message = sample::refusal(
        text, {"event.holds.given=touch_97k.touched", "event.touch_97k.given=retest.happened"});
    EXPECT_PRED2(contains, message, "goes in a circle: ");
    EXPECT_PRED2(contains, message, "touch_97k given retest given holds given touch_97k");
}

TEST(Conditions, BelongToEveryKindOfEvent) {
    for (std::string const event : {"race_113k_93k", "touch_97k", "closes_above_100k", "averages"})
        EXPECT_EQ(sample::refusal(full + more, {"event." + event + ".given=holds.held"}), "")
            << event;
}

TEST(EventsThatRemember, AreAskedInWords) {
    auto const s = all();
    EXPECT_EQ(results::question_in_words(s, s.events[3], "happened"),
              "reaches 106,000 before 99,000 within 10 d, then falls to 95,000, all within 20 d, "
              "given that it stays at or above 100,000 for 3 d within 15 d");
    EXPECT_EQ(results::question_in_words(s, s.events[5], "golden"),
              "sees its 50-day average cross above its 200-day average first within 30 d");
    EXPECT_EQ(results::question_in_words(s, s.events[5], "none"),
              "sees its 50-day average not cross its 200-day average within 30 d");
}

}  // namespace
}  // namespace liq
