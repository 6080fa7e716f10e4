// Whether a step closes at or above a level: closed form, words.
#include <gtest/gtest.h>

#include <cmath>

#include "models/exact/one_sided_passage.hpp"
#include "tests/host/events/asked.hpp"

namespace liq {
namespace {

TEST(Close, HasAClosedFormThatEndsWithTheEventNotWithTheHorizon) {
    double const hours_12 = Duration{12 * 3600}.years();
    double const z = (std::log(104'000. / 100'000) - 0.08 * hours_12) / (0.4 * std::sqrt(hours_12));
    EXPECT_NEAR(asked::form(asked::forms(2), "above").probability, exact::normal_probability(z),
                1e-14);
}

TEST(Close, HasAClosedFormWithEveryMonitoring) {
    EXPECT_TRUE(
        asked::form(asked::forms(2, {"simulation.monitoring=step"}), "above").obstacle.empty());
}

TEST(Close, IsAskedInWords) {
    auto const s = asked::all();
    EXPECT_EQ(events::in_words(s.events[2], "above", s.simulation.horizon),
              "closes at or above 100,000 after 12 h");
}

}  // namespace
}  // namespace liq
