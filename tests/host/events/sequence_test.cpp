// Whether levels are reached in their order: keys, refusals, tables, words.
#include <gtest/gtest.h>

#include <cmath>

#include "host/results/questions.hpp"
#include "host/scenario/event_checks.hpp"
#include "host/scenario/resolved_text.hpp"
#include "tests/host/events/asked.hpp"

namespace liq {
namespace {

using sample::contains;
using sample::full;
using sample::starts_with;

void expect_sequence(scenario::Scenario const& s) {
    EXPECT_EQ(s.events[3].given, "holds.held");
    auto const& sequence = std::get<events::Sequence>(s.events[3].question);
    ASSERT_EQ(sequence.steps.size(), 2U);
    EXPECT_EQ(sequence.by, Duration{20 * seconds_per_day});
    EXPECT_EQ(sequence.steps[0].above, 106'000);
    EXPECT_EQ(sequence.steps[0].before_below, 99'000);
    EXPECT_EQ(sequence.steps[0].by, Duration{10 * seconds_per_day});
    EXPECT_FALSE(sequence.steps[0].below || sequence.steps[0].before_above);
    EXPECT_EQ(sequence.steps[1].below, 95'000);
    EXPECT_FALSE(sequence.steps[1].above || sequence.steps[1].by);
}

TEST(Sequence, IsReadWithAllItsKeys) {
    auto const scenario = asked::all();
    ASSERT_EQ(scenario.events.size(), 6U);
    EXPECT_FALSE(scenario.events[0].given.has_value());
    expect_sequence(scenario);
    EXPECT_PRED2(starts_with, scenario.place_of("event.retest.steps[0].before_below"),
                 "folder/s.toml:" + std::to_string(asked::line_of("steps = [")) + ":");
}

TEST(Sequence, IsTheSameAfterBeingWritten) {
    auto const text = scenario::resolved_text(asked::all());
    EXPECT_PRED2(contains, text,
                 "steps = [{ above = 106000.0, before_below = 99000.0, by = \"10d\" }, "
                 "{ below = 95000.0 }]\n");
    EXPECT_PRED2(contains, text, "given = \"holds.held\"\n");
    auto const again = sample::read(text);
    expect_sequence(again);
    EXPECT_EQ(scenario::resolved_text(again), text);
}

TEST(Sequence, CanBeChangedFromTheCommandLine) {
    auto const s = sample::read(full + asked::more, {"event.retest.steps.0.above=107000"});
    EXPECT_EQ(std::get<events::Sequence>(s.events[3].question).steps[0].above, 107'000);
}

TEST(Sequence, IsRefusedWithPlaceAndReason) {
    asked::expect_refusals({
        {"{ below = 95_000 }", "{ belwo = 95_000 }", "steps = [",
         "event.retest.steps[1].belwo is not a known key; accepted: above, below, before_below, "
         "before_above, by"},
        {"{ below = 95_000 }", "{ belwo = 95_000 }", "steps = [", "Did you mean below?"},
        {"{ below = 95_000 }", "95_000", "steps = [",
         "event.retest.steps[1] = 95000 is an integer; accepted: a table with some of the keys"},
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
        {"by = \"10d\" }", "by = \"25d\" }", "steps = [", "is after event.retest.by = 20d"},
        {"by = \"10d\" }", "by = \"99d\" }", "steps = [", "is after simulation.horizon = 30d"},
        {"by = \"10d\" }", "by = \"7s\" }", "steps = [", "is not a whole number of steps of 5min"},
        {"steps = [ {", "steps = 3 # {", "steps = [",
         "is an integer; accepted: a list of 1 to 256"},
        {"steps = [ {", "steps = [] # {", "steps = [", "has 0 elements"},
        {"steps = [ {", "# [ {", "[[event]]\nname = \"retest\"", "event.retest.steps is missing"},
    });
}

TEST(Sequence, IsRefusedAtASpotThatEndsItAtOnce) {
    auto const scenario = asked::all();
    EXPECT_NO_THROW(scenario::check_against_spot(scenario, 101'500));
    try {
        scenario::check_against_spot(scenario, 98'500);
        FAIL() << "was not refused";
    } catch (Error const& error) {
        EXPECT_PRED2(contains, error.what(),
                     "event.retest.steps[0].before_below = 99000 USD is not below spot = 98500");
    }
}

TEST(Sequence, BecomesStepsInTheTablesOfThePlan) {
    planning::PlannedRun const run = asked::planned(R"([[event]]
name = "s"
kind = "sequence"
steps = [ { above = 106_000, before_below = 99_000, by = "10d" }, { below = 95_000 } ]
by = "20d"
)",
                                                    asked::market(1, 10));
    Plan const& plan = run.plan;
    ASSERT_EQ(plan.stories.size(), 1u);
    EXPECT_EQ(plan.stories[0].n_steps, 2);
    EXPECT_EQ(plan.stories[0].lasting, 0);
    ASSERT_EQ(plan.story_steps.size(), 2u);
    EXPECT_EQ(plan.story_steps[0].meets_high, static_cast<float>(std::log(106e3 / asked::spot)));
    EXPECT_EQ(plan.story_steps[0].ends_low, static_cast<float>(std::log(99e3 / asked::spot)));
    EXPECT_EQ(plan.story_steps[0].meets_low, -StoryStep::never);
    EXPECT_EQ(plan.story_steps[0].last_step, 60);
    EXPECT_EQ(plan.story_steps[1].meets_low, static_cast<float>(std::log(95e3 / asked::spot)));
    EXPECT_EQ(plan.story_steps[1].last_step, 120) << "the event's by";
    EXPECT_EQ(run.outcomes[0].outcome, "happened");
    EXPECT_TRUE(run.outcomes[0].has_moment);
    EXPECT_GE(plan.memory.bytes, bytes_of_stories(1));
    EXPECT_TRUE(plan.day_ends.empty());
}

TEST(Sequence, IsAskedInWords) {
    auto const s = asked::all();
    EXPECT_EQ(results::question_in_words(s, s.events[3], "happened"),
              "reaches 106,000 before 99,000 within 10 d, then falls to 95,000, all within 20 d, "
              "given that it stays at or above 100,000 for 3 d within 15 d");
}

TEST(Sequence, HasNoClosedForm) {
    auto const s = asked::all();
    events::Event alone = s.events[3];
    alone.given.reset();
    auto const law = scenario::law_of(s, asked::spot);
    EXPECT_EQ(asked::form(events::closed_forms(alone, law), "happened").obstacle,
              events::obstacle::kind);
    EXPECT_EQ(asked::form(events::closed_forms(s.events[3], law), "happened").obstacle,
              events::obstacle::condition);
}

}  // namespace
}  // namespace liq
