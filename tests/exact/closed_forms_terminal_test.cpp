// Merton's series and Heston's characteristic function against printed values and each other.
#include <gtest/gtest.h>

#include "models/exact/heston_terminal.hpp"
#include "models/exact/merton_series.hpp"

namespace liq::tests {
namespace {

// models/law.md 9.3
exact::HestonTerminal lewis() {
    return {.04, 4, .25, 1, -.5, -.01};
}

double gbm_above(double spot, double strike, double volatility, double drift, double years) {
    double const deviation = volatility * std::sqrt(years);
    return exact::normal_probability(
        (std::log(spot / strike) + drift * years - deviation * deviation / 2) / deviation);
}

TEST(HestonTerminal, ReproducesLewisCalls) {
    EXPECT_NEAR(lewis().call(100, 80, 1, .01), 26.774758744, 1e-8);
    EXPECT_NEAR(lewis().call(100, 100, 1, .01), 16.070154917, 1e-8);
    EXPECT_NEAR(lewis().call(100, 120, 1, .01), 9.024913483, 1e-8);
}

TEST(HestonTerminal, ProbabilityIsTheSlopeOfTheCallInItsStrike) {
    double const h = 1e-2;
    double const slope = (lewis().call(100, 105 - h, 1, 0) - lewis().call(100, 105 + h, 1, 0));
    EXPECT_NEAR(lewis().above(100, 105, 1), slope / (2 * h), 1e-7);
}

TEST(HestonTerminal, MeanOfThePriceGrowsWithTheDrift) {
    exact::HestonTerminal law = lewis();
    law.jump_intensity = 5, law.jump_mean = -.03, law.jump_deviation = .05;
    std::complex<double> const mean = law.characteristic({0, -1}, .3);
    EXPECT_NEAR(mean.real(), std::exp(-.003), 1e-14);
    EXPECT_NEAR(mean.imag(), 0, 1e-14);
}

// Without correlation the first correction is of order xi^2, with it of order xi (the skew).
TEST(HestonTerminal, OfASteadyVarianceIsGbm) {
    for (double strike : {80., 100., 120.}) {
        double const gbm = gbm_above(100, strike, .4, .05, .25);
        exact::HestonTerminal law{.16, 2, .16, 1e-4, 0, .05};
        EXPECT_NEAR(law.above(100, strike, .25), gbm, 1e-9) << strike;
        law.correlation = -.5;
        double const skew = law.above(100, strike, .25) - gbm;
        law.vol_of_variance /= 2;
        double const half = law.above(100, strike, .25) - gbm;
        EXPECT_LT(std::abs(skew), 1e-5) << strike;
        EXPECT_NEAR(skew / half, 2, .01) << strike;
    }
}

TEST(HestonTerminal, WithJumpsOnASteadyVarianceIsMertonsSeries) {
    exact::HestonTerminal const bates{.16, 2, .16, 1e-4, 0, .05, 10, -.02, .04};
    exact::MertonSeries const merton{.4, 10, -.02, .04, .05};
    for (double strike : {80., 100., 120.}) {
        EXPECT_NEAR(bates.above(100, strike, .25), merton.above(100, strike, .25), 1e-7);
        EXPECT_NEAR(bates.call(100, strike, .25, .05), merton.call(100, strike, .25, .05), 1e-5);
    }
}

TEST(MertonSeries, ReproducesThePrintedCall) {
    double const s = .25 * std::sqrt(.25 / 5);
    exact::MertonSeries const law{.25 * std::sqrt(.75), 5, -s * s / 2, s, .08};
    EXPECT_NEAR(law.call(100, 100, .5, .08), 9.0216, 5e-5);
}

TEST(MertonSeries, WithoutJumpsIsGbm) {
    exact::MertonSeries const law{.4, 0, -.1, .1, .05};
    for (double strike : {80., 100., 120.})
        EXPECT_NEAR(law.above(100, strike, .25), gbm_above(100, strike, .4, .05, .25), 1e-14);
}

}  // namespace
}  // namespace liq::tests
