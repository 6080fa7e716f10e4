#include "host/planning/closed_forms.hpp"

#include <gtest/gtest.h>

#include "models/exact/double_barrier.hpp"
#include "models/exact/one_sided_passage.hpp"
#include "tests/host/scenario/sample.hpp"

namespace liq {
namespace {

using sample::contains;

constexpr double spot = 104'000;
std::vector<std::string> const bare{"simulation.monitoring=bridge", "price.drift=0.0",
                                    "price.initial_jump=0.0"};

std::vector<planning::ClosedForm> forms(std::size_t event, std::vector<std::string> more = {}) {
    std::vector<std::string> set = bare;
    set.insert(set.end(), more.begin(), more.end());
    scenario::Scenario const scenario = sample::read(sample::full, set);
    return planning::closed_forms(scenario, scenario.events[event], spot);
}

TEST(ClosedForms, AreThePrintedValuesOfRaces) {
    auto const race = forms(0);  // models/law.md 9.1, first row
    EXPECT_NEAR(race[0].probability, 0.4426766786, 1e-10);
    EXPECT_NEAR(race[1].probability, 0.3320196348, 1e-10);
    EXPECT_NEAR(race[2].probability, 1 - 0.4426766786 - 0.3320196348, 2e-10);
    auto const week = forms(0, {"event.race_113k_93k.by=7d"});
    EXPECT_NEAR(week[0].probability, 0.1285730892, 1e-10);
    EXPECT_NEAR(week[1].probability, 0.0460707819, 1e-10);
    auto const drift = forms(0, {"price.drift=0.5"});
    EXPECT_NEAR(drift[0].probability, 0.5634427203, 1e-10);
    EXPECT_NEAR(drift[1].probability, 0.2290497452, 1e-10);
}

TEST(ClosedForms, EndWithTheEventNotWithTheHorizon) {
    double const days_7 = Duration{7 * seconds_per_day}.years();
    EXPECT_EQ(forms(1)[0].probability, exact::touch_probability(spot, 97'000, 0.4, 0, days_7));
    double const hours_12 = Duration{12 * 3600}.years();
    double const z = (std::log(spot / 100'000) - 0.08 * hours_12) / (0.4 * std::sqrt(hours_12));
    EXPECT_NEAR(forms(2)[0].probability, exact::normal_probability(z), 1e-14);
}

TEST(ClosedForms, StartWhereAJumpPutsThePrice) {
    exact::DoubleBarrier const lower{spot * std::exp(-0.05), 93'000, 113'000, 0.4, 0};
    double const month = Duration{30 * seconds_per_day}.years();
    auto const race = forms(0, {"price.initial_jump=-0.05"});
    EXPECT_NEAR(race[0].probability, lower.upper_first(month), 1e-14);
    EXPECT_NEAR(race[1].probability, lower.lower_first(month), 1e-14);
}

TEST(ClosedForms, AreCertainWhereTheJumpReachesALevelAtOnce) {
    auto const down = forms(0, {"price.initial_jump=-0.2"});
    EXPECT_EQ(down[0].probability, 0);
    EXPECT_EQ(down[1].probability, 1);
    EXPECT_EQ(down[2].probability, 0);
    EXPECT_EQ(forms(0, {"price.initial_jump=0.1"})[0].probability, 1);
    EXPECT_EQ(forms(1, {"price.initial_jump=-0.1"})[0].probability, 1);
    // Known however the steps are watched: the jump is always visited.
    EXPECT_EQ(forms(1, {"price.initial_jump=-0.1", "simulation.monitoring=step"})[0].probability,
              1);
}

TEST(ClosedForms, SayWhatIsInTheirWay) {
    std::string const step = "simulation.monitoring=step";
    for (auto const& form : forms(0, {step}))
        EXPECT_PRED2(contains, form.obstacle, "monitoring is \"step\"");
    EXPECT_PRED2(contains, forms(1, {step})[0].obstacle, "monitoring is \"step\"");
    EXPECT_TRUE(forms(2, {step})[0].obstacle.empty()) << "closes are the same with both";
    EXPECT_PRED2(contains,
                 forms(0, {"simulation.step=10d", "event.touch_97k.by=10d",
                           "event.closes_above_100k.at=10d"})[0]
                     .obstacle,
                 "a step is long enough to reach both");
    EXPECT_PRED2(contains, forms(0, {"price.drift=50.0", "price.volatility=0.05"})[0].obstacle,
                 "too large for the volatility");
}

}  // namespace
}  // namespace liq
