// The last price of the models with a closed form for it: Merton's series, and Heston's and Bates's
// characteristic functions (models/law.md 9.3).
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "models/exact/heston_terminal.hpp"
#include "models/exact/merton_series.hpp"
#include "tests/support/price_plans.hpp"
#include "tests/support/seeds.hpp"

namespace liq::tests {
namespace {

exact::MertonSeries law_of(MertonParameters const& p, double drift) {
    return {p.volatility, p.jump_intensity, p.jump_mean, p.jump_sd, drift};
}
exact::HestonTerminal law_of(HestonParameters const& p, double drift) {
    return {p.variance0,       p.mean_reversion, p.long_run_variance,
            p.vol_of_variance, p.correlation,    drift};
}
exact::HestonTerminal law_of(BatesParameters const& p, double drift) {
    return {p.variance0, p.mean_reversion, p.long_run_variance, p.vol_of_variance, p.correlation,
            drift,       p.jump_intensity, p.jump_mean,         p.jump_sd};
}

struct Clock {
    Duration step;
    int steps;
    std::uint64_t paths;
};

/// P(X_T >= level) at each level, of the engine and of the closed form.
template <class Parameters>
void closes_follow_their_law(Parameters const& model, double drift, Clock const& clock,
                             std::uint64_t seed) {
    double const years = clock.steps * clock.step.years();
    PlanBuilder builder;
    builder.clock(clock.steps, clock.step).monitored_at_steps().seed(seed);
    std::vector<double> levels;  // in standard deviations of about 50 % a year
    for (double z : {-2., -.7, 0., .5, 1.5}) levels.push_back(z * .5 * std::sqrt(years));
    for (double level : levels) builder.close(level);
    Plan const plan = with_price(builder.build(), model, drift);
    Totals const totals = simulate(plan, full_run() ? 4 * clock.paths : clock.paths);
    int outcome = 0;
    for (double level : levels) {
        EXPECT_TRUE(within_3_standard_errors(
            hits_of(totals, outcome++), law_of(model, drift).above(1, std::exp(level), years),
            inputs_of_price("P(X_T >= " + std::to_string(level) + ")", plan)));
    }
}

TEST(Merton, ClosesAboveALevelAsItsSeriesSays) {
    for (std::uint64_t seed : seeds_of_this_run()) {
        for (MertonParameters const& model :
             {MertonParameters{.5, 60, -.02, .06}, MertonParameters{.3, 1000, .005, .02}}) {
            closes_follow_their_law(model, .3, {{300}, 288, 100'000}, seed);
            closes_follow_their_law(model, .3, {hour, 168, 200'000}, seed);
            closes_follow_their_law(model, .3, {day, 30, 500'000}, seed);
        }
    }
}

TEST(Heston, ClosesAboveALevelAsItsCharacteristicFunctionSays) {
    for (std::uint64_t seed : seeds_of_this_run()) {
        for (HestonParameters const& model :
             {HestonParameters{.25, 4, .3, 1.2, -.4}, HestonParameters{.05, 1.5, .2, 2, .3}}) {
            closes_follow_their_law(model, .3, {{300}, 2016, 40'000}, seed);
            closes_follow_their_law(model, .3, {hour, 720, 100'000}, seed);
            closes_follow_their_law(model, .3, {{4 * 3600}, 180, 200'000}, seed);
        }
    }
}

TEST(Bates, ClosesAboveALevelAsItsCharacteristicFunctionSays) {
    BatesParameters const model{.25, 4, .3, 1.2, -.4, 60, -.02, .06};
    for (std::uint64_t seed : seeds_of_this_run()) {
        closes_follow_their_law(model, .3, {{300}, 2016, 40'000}, seed);
        closes_follow_their_law(model, .3, {hour, 720, 100'000}, seed);
        closes_follow_their_law(model, .3, {{4 * 3600}, 180, 200'000}, seed);
    }
}

/// Discounted calls, minus what they are worth, from the distribution of the last price.
std::vector<Measured> errors_of_calls(Plan const& plan, std::uint64_t paths, double rate,
                                      std::vector<double> const& strikes,
                                      std::vector<double> const& worth) {
    double const years = plan.steps * plan.step_years, discount = std::exp(-rate * years);
    Totals const totals = simulate(plan, paths);
    LastPrice const last(totals);
    EXPECT_EQ(last.above(), 0u);  // below, prices are under 2 and calls worth nothing
    std::vector<Measured> errors;
    for (std::size_t i = 0; i < strikes.size(); ++i) {
        Measured const call = last.call(100, strikes[i], 100 * std::exp(plan.price.drift * years));
        errors.push_back({discount * call.value - worth[i], discount * call.standard_error});
    }
    return errors;
}

// models/law.md 9.3
std::vector<double> const strikes{80, 100, 120};
std::vector<double> const lewis{26.774758744, 16.070154917, 9.024913483};
constexpr double of_bins = 3e-4;  // h^2/12 times the mean second derivative of a call

Plan lewis_plan(int steps_a_year, std::uint64_t seed) {
    Duration const step{seconds_per_year / steps_a_year};
    Plan const plan =
        PlanBuilder{}.clock(steps_a_year, step).monitored_at_steps().seed(seed).build();
    return with_price(plan, HestonParameters{.04, 4, .25, 1, -.5}, -.01);
}

TEST(Heston, ReproducesLewisCalls) {
    for (std::uint64_t seed : seeds_of_this_run()) {
        for (int steps : {36, 73}) {
            Plan const plan = lewis_plan(steps, seed);
            auto const errors = errors_of_calls(plan, 1'000'000, .01, strikes, lewis);
            for (std::size_t i = 0; i < strikes.size(); ++i) {
                EXPECT_TRUE(within_3_standard_errors(
                    errors[i], 0,
                    inputs_of_price("call less its value, K " + std::to_string(strikes[i]), plan),
                    of_bins));
            }
        }
    }
}

TEST(Merton, ReproducesThePrintedCall) {
    double const s = .25 * std::sqrt(.25 / 5);
    MertonParameters const model{.25 * std::sqrt(.75), 5, -s * s / 2, s};
    for (std::uint64_t seed : seeds_of_this_run()) {
        for (int steps : {1, 73}) {
            Duration const step{seconds_per_year / 2 / steps};
            Plan const plan =
                with_price(PlanBuilder{}.clock(steps, step).monitored_at_steps().seed(seed).build(),
                           model, .08);
            auto const errors = errors_of_calls(plan, 1'000'000, .08, {100}, {9.0216});
            EXPECT_TRUE(within_3_standard_errors(
                errors[0], 0, inputs_of_price("call less its value, K 100", plan), of_bins + 5e-5));
        }
    }
}

// The table of tools/decisions/price_models.md; with LIQ_FULL=1 it is printed.
void print_row(int steps, std::vector<Measured> const& e) {
    if (!full_run()) return;
    std::printf("%7d steps a year: %8.4f %8.4f %8.4f   (%.4f %.4f %.4f)\n", steps, e[0].value,
                e[1].value, e[2].value, e[0].standard_error, e[1].standard_error,
                e[2].standard_error);
}

TEST(Heston, LosesItsErrorAsStepsGetShorter) {
    std::uint64_t const paths = full_run() ? 4'194'304 : 262'144;
    std::vector<double> at_100;
    for (int steps : {1, 2, 4, 8, 16, 32, 64}) {
        auto const errors =
            errors_of_calls(lewis_plan(steps, seeds[0]), paths, .01, strikes, lewis);
        at_100.push_back(errors[1].value);
        print_row(steps, errors);
    }
    for (std::size_t i = 0; i < 3; ++i) {  // as long as the error is many standard errors
        EXPECT_LT(at_100[i], 0);
        EXPECT_GT(at_100[i] / at_100[i + 1], 2.5) << (1 << i) << " steps";
    }
}

TEST(Heston, HasNoErrorToSeeInAYearOfStepsOfFiveMinutes) {
    if (!full_run()) GTEST_SKIP() << "105,120 steps a path: only with LIQ_FULL=1";
    Plan const plan = lewis_plan(105'120, seeds[0]);
    auto const errors = errors_of_calls(plan, 32'768, .01, strikes, lewis);
    print_row(plan.steps, errors);
    for (std::size_t i = 0; i < strikes.size(); ++i) {
        EXPECT_TRUE(within_3_standard_errors(
            errors[i], 0,
            inputs_of_price("call less its value, K " + std::to_string(strikes[i]), plan),
            of_bins));
    }
}

}  // namespace
}  // namespace liq::tests
