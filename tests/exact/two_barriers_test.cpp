// Two barriers around a geometric Brownian motion (models/law.md 9.1): the closed form against
// printed values, and the engine against both.
#include <gtest/gtest.h>

#include <sstream>

#include "models/exact/double_barrier.hpp"
#include "models/exact/one_sided_passage.hpp"
#include "tests/support/plan_builder.hpp"
#include "tests/support/seeds.hpp"
#include "tests/support/totals_reader.hpp"

namespace liq::tests {
namespace {

constexpr double lower = 93'000, upper = 113'000;

struct Row {
    double spot, volatility, drift;
    int days;
    double upper_first, lower_first;
};

// models/law.md 9.1, continuous monitoring
constexpr Row table[]{
    {104'000, .40, 0, 30, .4426766786, .3320196348},
    {104'000, .40, 0, 7, .1285730892, .0460707819},
    {102'000, .50, 0, 30, .4085013740, .5042538400},
    {104'000, .40, .5, 30, .5634427203, .2290497452},
};

exact::DoubleBarrier barriers(Row const& row) {
    return {row.spot, lower, upper, row.volatility, row.drift};
}

std::string inputs(Row const& row, Duration step, std::uint64_t seed, char const* what) {
    std::ostringstream text;
    text << what << " for spot " << row.spot << ", L " << lower << ", U " << upper << ", sigma "
         << row.volatility << ", mu " << row.drift << ", " << row.days << " d, step "
         << step.seconds << " s, seed " << seed;
    return text.str();
}

PlanBuilder race(Row const& row, Duration step, std::uint64_t seed) {
    int const steps = static_cast<int>(row.days * seconds_per_day / step.seconds);
    return PlanBuilder{}
        .clock(steps, step)
        .gbm(row.volatility, row.drift)
        .seed(seed)
        .race(std::log(upper / row.spot), std::log(lower / row.spot));
}

Measured outcome(Totals const& totals, int index) {
    return probability(totals.outcome(index, TotalsLayout::hits), totals.paths());
}

TEST(DoubleBarrier, ReproducesThePrintedProbabilities) {
    for (Row const& row : table) {
        double const years = row.days / 365.0;
        SCOPED_TRACE(inputs(row, {}, 0, "closed form"));
        EXPECT_NEAR(barriers(row).upper_first(years), row.upper_first, 1e-10);
        EXPECT_NEAR(barriers(row).lower_first(years), row.lower_first, 1e-10);
    }
}

TEST(DoubleBarrier, ReproducesThePrintedMeanExitTimes) {
    EXPECT_NEAR((exact::DoubleBarrier{104'000, lower, upper, .40, 0}.mean_exit_years() * 365),
                21.251335, 1e-6);
    EXPECT_NEAR((exact::DoubleBarrier{104'000, lower, upper, .50, 0}.mean_exit_years() * 365),
                13.600855, 1e-6);
}

TEST(DoubleBarrier, MeanExitTimeIsTheIntegralOfTheProbabilityToBeStillInside) {
    for (Row const& row : table) {
        exact::DoubleBarrier const law = barriers(row);
        double const h = 1e-4;  // trapezoidal; the integrand is flat at both ends
        double integral = h / 2;
        for (int i = 1; i * h < 3; ++i) integral += h * law.neither(i * h);
        EXPECT_NEAR(integral, law.mean_exit_years(), 1e-9) << inputs(row, {}, 0, "integral");
    }
}

TEST(DoubleBarrier, IsTheOneSidedPassageWhenTheOtherBarrierIsFar) {
    for (double drift : {-.4, 0., .08, .5}) {
        exact::DoubleBarrier const law{104'000, 1, upper, .4, drift};
        EXPECT_NEAR(law.upper_first(.1), exact::touch_probability(104'000, upper, .4, drift, .1),
                    1e-12)
            << "drift " << drift;
    }
}

TEST(DoubleBarrier, HasNoJumpWhereTheLogDriftVanishes) {
    double const sigma = .4, flat = sigma * sigma / 2;
    exact::DoubleBarrier const at{104'000, lower, upper, sigma, flat};
    exact::DoubleBarrier const beside{104'000, lower, upper, sigma, flat + 1e-7};
    EXPECT_NEAR(at.upper_first_ever(), beside.upper_first_ever(), 1e-6);
    EXPECT_NEAR(at.mean_exit_years(), beside.mean_exit_years(), 1e-6);
    EXPECT_NEAR(at.upper_first(.08), beside.upper_first(.08), 1e-6);
}

// The extremes within a step are drawn from their exact laws, so the step matters only where both
// barriers are within reach of one step; here they are 18 standard deviations of a step apart.
TEST(TwoBarriers, TheEngineWithBridgeMonitoringGivesTheContinuousProbabilities) {
    Duration const step{6 * 3600};
    for (std::uint64_t seed : seeds_of_this_run()) {
        for (Row const& row : table) {
            Totals const totals = simulate(race(row, step, seed).build(), 1'000'000);
            EXPECT_TRUE(within_3_standard_errors(outcome(totals, 0), row.upper_first,
                                                 inputs(row, step, seed, "P(U first)")));
            EXPECT_TRUE(within_3_standard_errors(outcome(totals, 1), row.lower_first,
                                                 inputs(row, step, seed, "P(L first)")));
            EXPECT_TRUE(within_3_standard_errors(outcome(totals, 2),
                                                 1 - row.upper_first - row.lower_first,
                                                 inputs(row, step, seed, "P(neither)")));
        }
    }
}

TEST(TwoBarriers, OfTheEngineDoNotDependOnTheStepWithBridgeMonitoring) {
    Row const& row = table[0];
    for (Duration step : {hour, Duration{12 * 3600}, day}) {
        Totals const totals = simulate(race(row, step, seeds[0]).build(), 1'000'000);
        EXPECT_TRUE(within_3_standard_errors(outcome(totals, 0), row.upper_first,
                                             inputs(row, step, seeds[0], "P(U first)")));
        EXPECT_TRUE(within_3_standard_errors(outcome(totals, 1), row.lower_first,
                                             inputs(row, step, seeds[0], "P(L first)")));
    }
}

// Broadie, Glasserman & Kou (1997): what a watch at whole hours misses. Printed to 4 digits.
TEST(TwoBarriers, TheEngineMonitoredAtHourlyStepsGivesTheLowerProbabilities) {
    for (std::uint64_t seed : seeds_of_this_run()) {
        Plan const plan = race(table[0], hour, seed).monitored_at_steps().build();
        Totals const totals = simulate(plan, 1'000'000);
        EXPECT_TRUE(within_3_standard_errors(
            outcome(totals, 0), .4308, inputs(table[0], hour, seed, "P(U first), hourly"), 5e-5));
        EXPECT_TRUE(within_3_standard_errors(
            outcome(totals, 1), .3239, inputs(table[0], hour, seed, "P(L first), hourly"), 5e-5));
    }
}

// An exit is dated to the end of its step, so the mean of the dates is dt sum_{k>=0} P(tau > k dt):
// the trapezoidal rule for E[tau], plus dt/2. The rule's own error is nil here, because all
// derivatives of P(tau > t) vanish at t = 0 and in the far end. After 400 days all paths are out
// but for one in 10^9.
TEST(TwoBarriers, TheEngineGivesTheMeanExitTimeOnceHalfAStepIsTakenOff) {
    for (std::uint64_t seed : seeds_of_this_run()) {
        for (double sigma : {.40, .50}) {
            Row const row{104'000, sigma, 0, 400, 0, 0};
            Plan const plan = race(row, day, seed).report_every(10).build();
            Totals const totals = simulate(plan, 1'000'000);
            ASSERT_EQ(totals.outcome(2, TotalsLayout::hits), 0u);
            auto const n = static_cast<double>(totals.paths());
            double const mean = static_cast<double>(totals.outcome(0, TotalsLayout::steps) +
                                                    totals.outcome(1, TotalsLayout::steps)) /
                                n;
            double variance = 0;  // from dates in bins of 10 d, which is enough for an error
            for (int bin = 0; bin < plan.layout.n_times; ++bin) {
                double const away = 10 * bin + 5.5 - mean;
                for (int barrier : {0, 1}) {
                    auto const hits = first_times(totals, Priced::with_cascade, barrier, bin);
                    variance += static_cast<double>(hits) / n * away * away;
                }
            }
            double const error = std::sqrt(variance / n);
            EXPECT_TRUE(within_3_standard_errors({mean - 0.5, error},
                                                 barriers(row).mean_exit_years() * 365,
                                                 inputs(row, day, seed, "mean exit time [d]")));
        }
    }
}

}  // namespace
}  // namespace liq::tests
