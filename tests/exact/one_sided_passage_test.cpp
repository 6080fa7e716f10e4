// One barrier (models/law.md 9.1, last line), and the law of the price itself.
#include "models/exact/one_sided_passage.hpp"

#include <gtest/gtest.h>

#include <numbers>
#include <sstream>

#include "tests/support/plan_builder.hpp"
#include "tests/support/seeds.hpp"
#include "tests/support/totals_reader.hpp"

namespace liq::tests {
namespace {

constexpr double spot = 104'000, sigma = .4;

struct Touch {
    double level, drift;
};
constexpr Touch touches[]{{113'000, 0},   {93'000, 0},   {113'000, .5}, {93'000, .5},
                          {113'000, -.8}, {93'000, -.8}, {105'000, 0},  {130'000, 0}};

std::string inputs(Touch const& t, int days, std::uint64_t seed) {
    std::ostringstream text;
    text << "P(touch " << t.level << ") from " << spot << ", sigma " << sigma << ", mu " << t.drift
         << ", " << days << " d, seed " << seed;
    return text.str();
}

/// Integral of the inverse Gaussian density of the first passage time, by the midpoint rule in ln
/// t.
double integrated(double b, double nu, double variance, double years) {
    double const h = 1e-3;
    double sum = 0;
    for (double s = std::log(years) - 20; s < std::log(years) - h / 2; s += h) {
        double const t = std::exp(s + h / 2);
        double const away = b - nu * t;
        sum += h * b / std::sqrt(2 * std::numbers::pi * variance * t) *
               std::exp(-away * away / (2 * variance * t));
    }
    return sum;
}

TEST(OneSidedPassage, IsTheIntegralOfTheInverseGaussianDensity) {
    for (Touch const& t : touches) {
        double const side = t.level > spot ? 1 : -1;
        double const b = side * std::log(t.level / spot);
        double const nu = side * (t.drift - sigma * sigma / 2);
        double const years = 30 / 365.0;
        EXPECT_NEAR(exact::touch_probability(spot, t.level, sigma, t.drift, years),
                    integrated(b, nu, sigma * sigma, years), 1e-7)
            << inputs(t, 30, 0);
    }
}

TEST(OneSidedPassage, OfTheEngineFollowsTheClosedFormForAnyStep) {
    int const days = 30;
    for (std::uint64_t seed : seeds_of_this_run()) {
        for (double drift : {0., .5, -.8}) {
            PlanBuilder builder;
            builder.clock(days, day).gbm(sigma, drift).seed(seed);
            std::vector<Touch> asked;
            for (Touch const& t : touches) {
                if (t.drift == drift) asked.push_back(t);
            }
            for (Touch const& t : asked) builder.touch(std::log(t.level / spot));
            Totals const totals = simulate(builder.build(), 1'000'000);
            for (std::size_t i = 0; i < asked.size(); ++i) {
                auto const hits = totals.outcome(static_cast<int>(i), TotalsLayout::hits);
                EXPECT_TRUE(within_3_standard_errors(
                    probability(hits, totals.paths()),
                    exact::touch_probability(spot, asked[i].level, sigma, drift, days / 365.0),
                    inputs(asked[i], days, seed)));
            }
        }
    }
}

TEST(OneSidedPassage, OfTheEngineStopsAtItsOwnBy) {
    PlanBuilder builder;
    builder.clock(30, day).gbm(sigma, 0).seed(seeds[0]);
    Touch const t{108'000, 0};
    for (int by : {1, 7, 30}) builder.touch(std::log(t.level / spot), by);
    Totals const totals = simulate(builder.build(), 1'000'000);
    int index = 0;
    for (int by : {1, 7, 30}) {
        EXPECT_TRUE(within_3_standard_errors(
            probability(totals.outcome(index++, TotalsLayout::hits), totals.paths()),
            exact::touch_probability(spot, t.level, sigma, 0, by / 365.0),
            inputs(t, by, seeds[0])));
    }
}

TEST(PriceLaw, TheMeanOfThePriceGrowsByItsDriftAlone) {
    for (std::uint64_t seed : seeds_of_this_run()) {
        for (double volatility : {.2, .8}) {
            for (double drift : {0., .5, -.5}) {
                Plan const plan = PlanBuilder{}
                                      .clock(90, day)
                                      .gbm(volatility, drift)
                                      .seed(seed)
                                      .monitored_at_steps()
                                      .build();
                Totals const totals = simulate(plan, 1'000'000);
                std::ostringstream text;
                text << "E[exp X_T], sigma " << volatility << ", mu " << drift << ", 90 d, seed "
                     << seed;
                EXPECT_TRUE(within_3_standard_errors(
                    mean_of(totals, Quantity::close_without_cascade, price_bins::ticks_per_unit),
                    std::exp(drift * 90 / 365.0), text.str()));
            }
        }
    }
}

TEST(PriceLaw, AStepClosesAboveALevelWithTheProbabilityOfBlackAndScholes) {
    for (std::uint64_t seed : seeds_of_this_run()) {
        double const drift = .3, years = 30 / 365.0;
        PlanBuilder builder;
        builder.clock(30, day).gbm(sigma, drift).seed(seed).monitored_at_steps();
        std::vector<double> const levels{-.2, -.05, 0., .03, .15};
        for (double level : levels) builder.close(level);
        Totals const totals = simulate(builder.build(), 1'000'000);
        for (std::size_t i = 0; i < levels.size(); ++i) {
            double const mean = (drift - sigma * sigma / 2) * years;
            std::ostringstream text;
            text << "P(X_T >= " << levels[i] << "), sigma " << sigma << ", mu " << drift
                 << ", 30 d, seed " << seed;
            EXPECT_TRUE(within_3_standard_errors(
                probability(totals.outcome(static_cast<int>(i), TotalsLayout::hits),
                            totals.paths()),
                exact::normal_probability((mean - levels[i]) / (sigma * std::sqrt(years))),
                text.str()));
        }
    }
}

}  // namespace
}  // namespace liq::tests
