// Whether a level is reached: closed form, words.
#include <gtest/gtest.h>

#include "models/exact/one_sided_passage.hpp"
#include "tests/host/events/asked.hpp"

namespace liq {
namespace {

using sample::contains;

TEST(Touch, HasAClosedFormThatEndsWithTheEventNotWithTheHorizon) {
    double const days_7 = Duration{7 * seconds_per_day}.years();
    EXPECT_EQ(asked::form(asked::forms(1), "touched").probability,
              exact::touch_probability(104'000, 97'000, 0.4, 0, days_7));
}

TEST(Touch, IsCertainWhereTheJumpReachesItsLevelAtOnce) {
    std::string const jump = "price.initial_jump=-0.1";
    EXPECT_EQ(asked::form(asked::forms(1, {jump}), "touched").probability, 1);
    // The monitoring does not matter: there is always a visit after the jump.
    EXPECT_EQ(
        asked::form(asked::forms(1, {jump, "simulation.monitoring=step"}), "touched").probability,
        1);
}

TEST(Touch, HasNoClosedFormWhenOnlyEndsOfStepsAreObserved) {
    EXPECT_PRED2(contains,
                 asked::form(asked::forms(1, {"simulation.monitoring=step"}), "touched").obstacle,
                 "monitoring is \"step\"");
}

TEST(Touch, IsAskedInWords) {
    auto const s = asked::all();
    EXPECT_EQ(events::in_words(s.events[1], "touched", s.simulation.horizon),
              "touches 97,000 within 7 d");
}

}  // namespace
}  // namespace liq
