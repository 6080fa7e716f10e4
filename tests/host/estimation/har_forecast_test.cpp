/// Realised variances of days, and the regression on them: by hand, by a plain solution of the
/// normal equations, and where it recovers the law that made the variances.
#include "host/estimation/har_forecast.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <string>

#include "host/errors.hpp"
#include "tests/host/validation/made_history.hpp"

namespace liq::estimation {
namespace {

using validation::bars_of_returns;
using validation::hours_per_day;
using validation::new_year;
constexpr std::int64_t hour = 3'600, a_day = 24 * hour;

TEST(DailyVariance, DaysAreCountedBackFromTheirEnd) {
    auto const bars = bars_of_returns(3, [](std::size_t h) { return h < 30 ? 0.01 : 0.02; });
    auto const variance = daily_variance(bars, new_year + 2 * a_day + 5 * hour);
    ASSERT_EQ(variance.size(), 2U);
    EXPECT_EQ(variance.time(0), new_year + 5 * hour);
    EXPECT_NEAR(variance[0], 24e-4, 1e-15) << "hours 5 to 28, before the change at 30";
    EXPECT_NEAR(variance[1], (1 * 1 + 23 * 4) * 1e-4, 1e-15);
    EXPECT_NEAR(variance.mean(0, 2), (24e-4 + 93e-4) / 2, 1e-15);
}

TEST(DailyVariance, ADayThatLacksMoreThanAQuarterOfItsBarsOrNeverMovesIsUnusable) {
    auto bars = bars_of_returns(4, [](std::size_t h) { return h / 24 == 3 ? 0 : 0.01; });
    bars.filled.assign(bars.size(), 0);
    for (std::size_t i = 0; i < 6; ++i) bars.filled[i] = 1;
    for (std::size_t i = 0; i < 7; ++i) bars.filled[hours_per_day + i] = 1;
    auto const variance = daily_variance(bars, bars.end());
    EXPECT_TRUE(variance.usable(0, 1)) << "a quarter, not more";
    EXPECT_FALSE(variance.usable(1, 2));
    EXPECT_TRUE(variance.usable(2, 3));
    EXPECT_FALSE(variance.usable(3, 4));
    EXPECT_FALSE(variance.usable(0, 3));
    EXPECT_FALSE(variance.usable(0, 5)) << "there is no fifth day";
    EXPECT_TRUE(std::isnan(variance.mean(0, 2)));
}

TEST(DailyVariance, BarsThatCannotTellAreRefused) {
    auto const bars = bars_of_returns(2, [](std::size_t) { return 0.01; });
    EXPECT_THROW(static_cast<void>(daily_variance(bars, bars.end() + hour)), Error);
    EXPECT_THROW(static_cast<void>(daily_variance(bars, bars.end() - 60)), Error);
    EXPECT_THROW(static_cast<void>(daily_variance(bars, new_year + hour)), Error);
    EXPECT_THROW(static_cast<void>(daily_variance(bars, new_year - 30 * a_day)), Error);
    EXPECT_THROW(static_cast<void>(daily_variance(bars.joined(2 * hour), bars.end())), Error);
}

/// Days whose log variance is an autoregression.
DailyVariance made(std::size_t n, unsigned seed) {
    std::mt19937_64 generator(seed);
    std::normal_distribution<double> normal;
    std::vector<double> values;
    double level = 0;
    for (std::size_t i = 0; i < n; ++i) {
        level = 0.9 * level + 0.4 * normal(generator);
        values.push_back(1e-3 * std::exp(level));
    }
    return {new_year, values};
}

TEST(HarForecast, TheFitSolvesTheNormalEquationsOfItsWindows) {
    auto const variance = made(1'600, 1);
    std::size_t const day = 1'590, horizon = 7;
    HarFit const fit = fit_har(variance, day, horizon);
    EXPECT_EQ(fit.n_windows, har_days - horizon + 1);
    // The residuals have no part along any regressor, and s^2 = SSR/(n - 4).
    std::array<double, 4> along{};
    double squares = 0;
    for (std::size_t at = day - har_days; at + horizon <= day; ++at) {
        std::array<double, 4> const x{1, std::log(variance.mean(at - 1, at)),
                                      std::log(variance.mean(at - 7, at)),
                                      std::log(variance.mean(at - 30, at))};
        double rest = std::log(variance.mean(at, at + horizon));
        for (std::size_t k = 0; k < 4; ++k) rest -= fit.coefficient[k] * x[k];
        for (std::size_t k = 0; k < 4; ++k) along[k] += rest * x[k];
        squares += rest * rest;
    }
    for (double const part : along) EXPECT_NEAR(part, 0, 1e-8);
    EXPECT_NEAR(fit.deviation, std::sqrt(squares / static_cast<double>(fit.n_windows - 4)), 1e-12);
    LogVariance const ahead = forecast(fit, variance, day);
    EXPECT_EQ(ahead.deviation, fit.deviation);
    EXPECT_GT(ahead.mean, std::log(7e-3) - 3);
    EXPECT_LT(ahead.mean, std::log(7e-3) + 3);
}

TEST(HarForecast, OneDayAheadAnAutoregressionIsRecovered) {
    auto const fit = fit_har(made(1'500, 2), 1'500, 1);
    EXPECT_NEAR(fit.coefficient[1], 0.9, 0.1);
    EXPECT_NEAR(fit.coefficient[2], 0, 0.15);
    EXPECT_NEAR(fit.deviation, 0.4, 0.03);
}

TEST(HarForecast, LaterDaysChangeNothing) {
    auto const variance = made(800, 3);
    std::vector<double> values;
    for (std::size_t i = 0; i < 800; ++i) values.push_back(i < 700 ? variance[i] : 1.0);
    DailyVariance const other(new_year, values);
    auto const a = fit_har(variance, 700, 30), b = fit_har(other, 700, 30);
    EXPECT_EQ(a.coefficient, b.coefficient);
    EXPECT_EQ(forecast(a, variance, 700).mean, forecast(b, other, 700).mean);
}

TEST(HarForecast, WindowsThatTouchAnUnusableDayDropOut) {
    auto const variance = made(400, 4);
    std::vector<double> values;
    for (std::size_t i = 0; i < 400; ++i)
        values.push_back(i == 200 ? std::numeric_limits<double>::quiet_NaN() : variance[i]);
    // Of the windows from day 30 to 393, those that begin at 194 to 230 need day 200.
    EXPECT_EQ(fit_har({new_year, values}, 400, 7).n_windows, 364U - 37U);
    EXPECT_FALSE(can_forecast({new_year, values}, 230));
    EXPECT_TRUE(can_forecast({new_year, values}, 231));
    EXPECT_FALSE(can_forecast(variance, 29));
}

TEST(HarForecast, TooFewWindowsAndVariancesThatDoNotDifferAreRefused) {
    EXPECT_THROW(static_cast<void>(fit_har(made(130, 5), 130, 7)), Error);
    DailyVariance const constant(new_year, std::vector<double>(400, 1e-3));
    EXPECT_THROW(static_cast<void>(fit_har(constant, 400, 7)), Error);
}

}  // namespace
}  // namespace liq::estimation
