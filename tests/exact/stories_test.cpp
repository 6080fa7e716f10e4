// Sequences and holds of the engine against closed forms of Brownian motion, for any step: visits
// between the ends of steps are sampled from their exact laws.
#include <gtest/gtest.h>

#include <cmath>

#include "models/exact/one_sided_passage.hpp"
#include "tests/support/plan_builder.hpp"
#include "tests/support/seeds.hpp"

namespace liq::tests {
namespace {

constexpr double sigma = .4;
constexpr std::uint64_t n_paths = 200'000;

/// Log price without drift: the price then drifts by half its variance.
PlanBuilder driftless(std::uint64_t seed, int steps, Duration step) {
    return PlanBuilder{}.clock(steps, step).gbm(sigma, sigma * sigma / 2).seed(seed);
}
StoryStep above(double level) {
    return {.meets_high = static_cast<float>(level)};
}
StoryStep below(double level) {
    return {.meets_low = static_cast<float>(level)};
}
/// P(a Brownian motion without drift gets as far as this) = 2 Phi(-distance/(sigma sqrt T)).
double reaches(double distance, double years) {
    return 2 * exact::normal_probability(-distance / (sigma * std::sqrt(years)));
}

// By reflection at a, the way from a down to b is one further up to 2 a - b (Feller 1968, section
// III.1): P(a, then b) = P(2 a - b), and so on for every turn. Within one step the two extremes are
// independent of each other (models/law.md 6), so steps are short against the way between the
// levels.
TEST(Stories, TurnBackAsOftenAsTheReflectionPrincipleSays) {
    Duration const step{4 * 3600};
    int const steps = 180;
    double const years = steps * step.years();
    for (std::uint64_t seed : seeds_of_this_run()) {
        PlanBuilder builder = driftless(seed, steps, step);
        builder.sequence({above(.05), below(-.02)});
        builder.sequence({below(-.06), above(.01), below(-.03)});
        builder.sequence({above(.02), above(.09)});
        Totals const totals = simulate(builder.build(), n_paths);
        double const expected[]{reaches(.05 + .07, years), reaches(.06 + .07 + .04, years),
                                reaches(.09, years)};
        for (int i = 0; i < 3; ++i) {
            double const p = expected[i];
            auto const hits = static_cast<double>(totals.outcome(i, TotalsLayout::hits));
            EXPECT_NEAR(hits / n_paths, p, 4 * std::sqrt(p * (1 - p) / n_paths))
                << "sequence " << i << ", seed " << seed;
        }
    }
}

// Above .05 before below -.08 is a race, path by path.
TEST(Stories, EndAtTheOtherPriceAsARaceDoes) {
    Duration const step{4 * 3600};
    for (std::uint64_t seed : seeds_of_this_run()) {
        PlanBuilder builder = driftless(seed, 180, step);
        StoryStep guarded = above(.05);
        guarded.ends_low = -.08f;
        builder.sequence({guarded}).race(.05, -.08);
        Totals const totals = simulate(builder.build(), n_paths);
        EXPECT_EQ(totals.outcome(0, TotalsLayout::hits), totals.outcome(1, TotalsLayout::hits));
        EXPECT_EQ(totals.outcome(0, TotalsLayout::steps), totals.outcome(1, TotalsLayout::steps));
        EXPECT_GT(totals.outcome(0, TotalsLayout::hits), n_paths / 10);
    }
}

// A stretch as long as the path is no touch of the other side, one-sided (models/law.md 9.1).
TEST(Stories, HoldForAllOfThePathWhereNothingIsTouched) {
    Duration const step{12 * 3600};
    int const steps = 60;
    double const years = steps * step.years();
    for (std::uint64_t seed : seeds_of_this_run()) {
        PlanBuilder builder = driftless(seed, steps, step);
        builder.hold(-.04, true, steps).hold(.07, false, steps);
        Totals const totals = simulate(builder.build(), n_paths);
        double const expected[]{1 - reaches(.04, years), 1 - reaches(.07, years)};
        for (int i = 0; i < 2; ++i) {
            double const p = expected[i];
            auto const hits = static_cast<double>(totals.outcome(i, TotalsLayout::hits));
            EXPECT_NEAR(hits / n_paths, p, 4 * std::sqrt(p * (1 - p) / n_paths))
                << "hold " << i << ", seed " << seed;
        }
    }
}

// Of close at or above spot given that .03 is touched: by reflection P(close < 0, touch .03) =
// P(close > .06), so P(above | touched) = 1 - Phi(-.06/s)/(2 Phi(-.03/s)).
TEST(Stories, GiveTheConditionalProbabilityOfAClose) {
    Duration const step{12 * 3600};
    int const steps = 60;
    double const s = sigma * std::sqrt(steps * step.years());
    double const p = 1 - exact::normal_probability(-.06 / s) / reaches(.03, steps * step.years());
    for (std::uint64_t seed : seeds_of_this_run()) {
        PlanBuilder builder = driftless(seed, steps, step);
        builder.touch(.03).close(0).given(1, 0);
        Totals const totals = simulate(builder.build(), n_paths);
        auto const trials = static_cast<double>(totals.outcome(0, TotalsLayout::hits));
        auto const hits = static_cast<double>(totals.outcome(1, TotalsLayout::hits));
        EXPECT_NEAR(hits / trials, p, 4 * std::sqrt(p * (1 - p) / trials)) << "seed " << seed;
        EXPECT_EQ(totals.cold(totals.layout().given(0, TotalsLayout::both, TotalsLayout::both)),
                  totals.outcome(1, TotalsLayout::hits));
    }
}

}  // namespace
}  // namespace liq::tests
