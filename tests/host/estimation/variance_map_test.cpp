/// A square-root variance with the integral that forecasts say: its moments against a numerical
/// integration, and the equations that the map solves.
#include "host/estimation/variance_map.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "host/errors.hpp"

namespace liq::estimation {
namespace {

/// Simpson's rule.
template <class Function>
double integral(Function const& f, double years) {
    constexpr int n = 40'000;
    double sum = f(0) + f(years);
    for (int i = 1; i < n; ++i) sum += (i % 2 == 1 ? 4 : 2) * f(years * i / n);
    return sum * years / (3 * n);
}

TEST(IntegralOfASquareRootVariance, HasTheMomentsThatNumericalIntegrationGives) {
    for (double const k : {2e-3, 0.3, 4.0, 73.6, 900.0})
        for (double const years : {7.0 / 365, 30.0 / 365, 1.0}) {
            HestonParameters const p{0.1707, k, 0.2503, 6, 0};
            auto const mean = [&](double s) {
                return p.long_run_variance + (p.variance0 - p.long_run_variance) * std::exp(-k * s);
            };
            // dv is xi sqrt(v) dB, and moves the rest of the integral by (1 - e^{-k(T - s)})/k.
            auto const spread = [&](double s) {
                double const weight = -std::expm1(-k * (years - s)) / k;
                return 36 * mean(s) * weight * weight;
            };
            EXPECT_NEAR(mean_of_integral(p, years) / integral(mean, years), 1, 1e-9) << k;
            EXPECT_NEAR(variance_of_integral(p, years) / integral(spread, years), 1, 1e-7)
                << k << ' ' << years;
        }
}

double log_sd(HestonParameters const& p, IntegratedVariance const& asked) {
    double const mean = mean_of_integral(p, asked.years);
    return std::sqrt(std::log1p(variance_of_integral(p, asked.years) / (mean * mean)));
}

TEST(VarianceOfForecasts, HasTheMeanAndTheLogSdOfBothHorizons) {
    for (double const m7 : {0.18, 0.2075, 0.26})
        for (double const s30 : {0.4, 0.475}) {
            IntegratedVariance const shorter{7.0 / 365, m7, 0.587}, longer{30.0 / 365, 0.2371, s30};
            auto const found = variance_of(shorter, longer);
            ASSERT_TRUE(found.exact) << m7 << ' ' << s30;
            EXPECT_EQ(found.heston.correlation, 0);
            EXPECT_NEAR(mean_of_integral(found.heston, shorter.years), m7 * shorter.years, 1e-12);
            EXPECT_NEAR(mean_of_integral(found.heston, longer.years), 0.2371 * longer.years, 1e-12);
            EXPECT_NEAR(log_sd(found.heston, shorter), 0.587, 1e-9);
            EXPECT_NEAR(log_sd(found.heston, longer), s30, 1e-9);
            EXPECT_NEAR(found.shorter_log_sd, 0.587, 1e-9);
        }
}

TEST(VarianceOfForecasts, SaysWhereNoMeanReversionGivesTheSpreadThatWasAsked) {
    // A longer horizon that spreads more than the shorter one: no square-root variance does that.
    auto const found = variance_of({7.0 / 365, 0.2, 0.3}, {30.0 / 365, 0.2, 0.9});
    EXPECT_FALSE(found.exact);
    EXPECT_NEAR(log_sd(found.heston, {30.0 / 365, 0.2, 0.9}), 0.9, 1e-9);
    EXPECT_GT(found.shorter_log_sd, 0.3);
}

TEST(VarianceOfForecasts, RefusesMeansThatNoPositiveVarianceHas) {
    EXPECT_THROW(variance_of({7.0 / 365, 0.05, 0.5}, {30.0 / 365, 0.24, 0.4}), Error);
}

}  // namespace
}  // namespace liq::estimation
