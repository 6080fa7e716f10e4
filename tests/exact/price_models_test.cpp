// What all price models share: the mean of the price grows by the drift alone (models/law.md 2),
// and those with a part left out are simpler ones.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "host/planning/history_returns.hpp"
#include "models/exact/one_sided_passage.hpp"
#include "tests/support/plans_for_bits.hpp"
#include "tests/support/price_plans.hpp"
#include "tests/support/seeds.hpp"
#include "tests/support/totals_reader.hpp"

namespace liq::tests {
namespace {

struct Clock {
    Duration step;
    int steps;
    std::uint64_t paths;
};
// Equal work, and more paths where they are shorter.
constexpr Clock clocks[]{
    {minute, 1440, 25'000}, {{300}, 864, 25'000}, {hour, 240, 90'000}, {{4 * 3600}, 180, 120'000}};

std::vector<PriceParameters> models() {
    return {
        GbmParameters{.5},
        MertonParameters{.5, 60, -.02, .05},
        KouParameters{.5, 80, .4, .03, .04},
        HestonParameters{.3, 4, .25, 1.2, -.6},
        HestonParameters{.05, 1.5, .04, 2, -.7},  // Feller's condition far from met
        HestonParameters{.3, 4, .25, 1.2, .8},
        BatesParameters{.3, 4, .25, 1.2, -.6, 60, -.02, .05},
        HawkesParameters{.5, 60, 300, 200, 400, .4, .03, .04},
    };
}

Plan plan_of(PriceParameters const& model, double drift, Clock const& clock, std::uint64_t seed) {
    Plan const plan =
        PlanBuilder{}.clock(clock.steps, clock.step).monitored_at_steps().seed(seed).build();
    return with_price(plan, model, drift);
}

::testing::AssertionResult grows_to(double expected, Plan const& plan, std::uint64_t paths) {
    Totals const totals = simulate(plan, full_run() ? 4 * paths : paths);
    return within_3_standard_errors(
        mean_of(totals, Quantity::close_without_cascade, price_bins::ticks_per_unit), expected,
        inputs_of_price("E[exp X_T]", plan));
}

TEST(EveryPriceModel, GrowsByItsDriftAloneAtStepsFromAMinuteToFourHours) {
    double const drift = 2;
    for (std::uint64_t seed : seeds_of_this_run()) {
        for (PriceParameters const& model : models()) {
            for (Clock const& clock : clocks) {
                double const expected = std::exp(drift * clock.steps * clock.step.years());
                EXPECT_TRUE(grows_to(expected, plan_of(model, drift, clock, seed), clock.paths));
            }
        }
    }
}

/// Candles whose returns come in calm and wild spells, 50 long, with a drift of their own.
market::History spells(Duration step) {
    market::History history;
    std::uint32_t word = 12345;
    double x = 0;
    for (int i = 0; i < 601; ++i) {
        word = word * 1664525u + 1013904223u;
        double const size = (i / 50 % 2 == 0 ? .3 : 1.5) * std::sqrt(step.years());
        x += size * (2 * std::ldexp(static_cast<double>(word), -32) - .9);
        history.time.push_back(i * step.seconds);
        history.close.push_back(100'000 * std::exp(x));
    }
    return history;
}

/// The plan of a bootstrap, its returns made as planning makes them.
Plan bootstrap_plan(Clock const& clock, double drift, Duration block, std::uint64_t seed) {
    scenario::Scenario scenario;
    scenario.simulation.step = clock.step;
    scenario.price.drift = drift;
    scenario.price_model = BootstrapParameters{block, .6};
    market::Market market;
    market.history = spells(clock.step);
    Plan plan = plan_of(scenario.price_model, drift, clock, seed);
    plan.returns = planning::history_returns(scenario, market);
    return plan;
}

/// E[exp X_T] of the stationary bootstrap: the price summed over the paths that stand at a return,
/// step by step. A block ends with the probability q before every step but the first.
double bootstrap_growth(std::vector<float> const& returns, int steps, double q) {
    auto const n = returns.size();
    std::vector<double> growth, at(n, 1.0 / static_cast<double>(n)), next(n);
    for (float r : returns) growth.push_back(std::exp(static_cast<double>(r)));
    double all = 0;
    for (int step = 0; step < steps; ++step) {
        double const anew = (step == 0 ? 1 : q * all) / static_cast<double>(n);
        double const on = step == 0 ? 0 : 1 - q;
        all = 0;
        for (std::size_t i = 0; i < n; ++i) {
            next[i] = (anew + on * at[i == 0 ? n - 1 : i - 1]) * growth[i];
            all += next[i];
        }
        at.swap(next);
    }
    return all;
}

TEST(Bootstrap, GrowsByItsDriftAloneWhenEveryStepIsDrawnAnew) {
    double const drift = 2;
    for (std::uint64_t seed : seeds_of_this_run()) {
        for (Clock const& clock : clocks) {
            Plan const plan = bootstrap_plan(clock, drift, clock.step, seed);
            double const expected = std::exp(drift * clock.steps * clock.step.years());
            EXPECT_NEAR(bootstrap_growth(plan.returns, clock.steps, 1), expected, 1e-5);
            EXPECT_TRUE(grows_to(expected, plan, clock.paths / 3));  // restarts are slow
        }
    }
}

TEST(Bootstrap, GrowsInLongBlocksAsAChainThroughItsHistoryDoes) {
    double const drift = 2;
    for (std::uint64_t seed : seeds_of_this_run()) {
        for (Clock const& clock : clocks) {
            Duration const block{40 * clock.step.seconds};
            Plan const plan = bootstrap_plan(clock, drift, block, seed);
            double const expected = bootstrap_growth(plan.returns, clock.steps, 1. / 40);
            EXPECT_TRUE(grows_to(expected, plan, clock.paths));
        }
    }
}

/// Totals of a plan that sees everything, under a model.
Totals all_totals(PriceParameters const& model, bool bridge, bool cascade) {
    PlanBuilder builder = remembering_plan();
    if (cascade) {
        ImpactParameters impact;
        impact.depth = {9e7, 9e7};
        builder.cascade({}).impact(impact);
        add_fuel(builder);
    }
    Plan plan = with_price(builder.build(), model, .1);
    plan.bridge = bridge;
    return simulate(plan, 10'000);
}

TEST(ModelsWithJumps, GiveEveryCounterOfGbmWhenNoneFalls) {
    std::vector<PriceParameters> const quiet{
        MertonParameters{.7, 0, -.1, .2},
        KouParameters{.7, 0, .4, .1, .2},
        HawkesParameters{.7, 0, {}, 100, 400, .4, .1, .2},
    };
    for (bool bridge : {true, false}) {
        for (bool cascade : {true, false}) {
            Totals const gbm = all_totals(GbmParameters{.7}, bridge, cascade);
            for (PriceParameters const& model : quiet)
                EXPECT_TRUE(all_totals(model, bridge, cascade) == gbm)
                    << name_of(model) << ", bridge " << bridge << ", cascade " << cascade;
        }
    }
}

TEST(Bates, GivesEveryCounterOfHestonWhenNoJumpFalls) {
    for (bool bridge : {true, false}) {
        for (bool cascade : {true, false}) {
            Totals const heston =
                all_totals(HestonParameters{.3, 4, .25, 1.2, -.6}, bridge, cascade);
            EXPECT_TRUE(all_totals(BatesParameters{.3, 4, .25, 1.2, -.6, 0, -.02, .05}, bridge,
                                   cascade) == heston)
                << "bridge " << bridge << ", cascade " << cascade;
        }
    }
}

// With vol_of_variance 1e-4 the law is off by less than 1e-5 (closed_forms_terminal_test.cpp).
TEST(StochasticVariance, ThatHardlyVariesHasThePassagesAndTheClosesOfGbm) {
    double const sigma = .4, drift = .5, years = 30 / 365., levels[]{.08, -.1};
    PlanBuilder builder;
    builder.clock(120, Duration{6 * 3600});
    for (double level : levels) builder.touch(level).close(level);
    std::vector<PriceParameters> calm;
    for (double rho : {0., -.7, .7}) calm.emplace_back(HestonParameters{.16, 4, .16, 1e-4, rho});
    calm.emplace_back(BatesParameters{.16, 4, .16, 1e-4, -.7, 0, -.1, .2});
    for (std::uint64_t seed : seeds_of_this_run()) {
        for (PriceParameters const& model : calm) {
            Plan const plan = with_price(builder.seed(seed).build(), model, drift);
            Totals const totals = simulate(plan, 200'000);
            int outcome = 0;
            for (double level : levels) {
                std::string const at = " at " + std::to_string(level);
                EXPECT_TRUE(within_3_standard_errors(
                    hits_of(totals, outcome++),
                    exact::touch_probability(1, std::exp(level), sigma, drift, years),
                    inputs_of_price("P(touch)" + at, plan)));
                double const mean = (drift - sigma * sigma / 2) * years;
                EXPECT_TRUE(within_3_standard_errors(
                    hits_of(totals, outcome++),
                    exact::normal_probability((mean - level) / (sigma * std::sqrt(years))),
                    inputs_of_price("P(close above)" + at, plan)));
            }
        }
    }
}

}  // namespace
}  // namespace liq::tests
