/// Laws by likelihood find the parameters of histories that the product itself has simulated.
#include "host/estimation/price_law.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "host/errors.hpp"
#include "models/price/bates.hpp"
#include "models/price/gbm.hpp"
#include "models/price/hawkes.hpp"
#include "models/price/kou.hpp"
#include "models/price/merton.hpp"
#include "tests/host/estimation/simulated_history.hpp"

namespace liq::estimation {
namespace {

constexpr std::int64_t hour = 3'600, day = 86'400;

LawFit fitted(std::string const& name, Sample const& sample, std::size_t n_draws = 0) {
    for (PriceLaw const* law : price_laws())
        if (law->name == name) return law->fit(sample, {n_draws, 1});
    throw std::out_of_range(name);
}

/// Collects the keys of parameters with their values.
struct Truth {
    std::vector<std::pair<std::string, double>> values;
    void field(char const* name, double value, Field const& /*f*/) {
        values.emplace_back(name, value);
    }
    template <class T>
    void field(char const* /*name*/, std::optional<T> const& /*value*/, Field const& /*f*/) {}
};

template <class Parameters>
void expect_near(LawFit const& fit, Parameters parameters, std::string const& but = "") {
    Truth truth;
    parameters.describe(truth);
    for (auto const& [name, value] : truth.values) {
        if (name == but) continue;
        auto const& found = estimate_of(fit, name);
        EXPECT_TRUE(found.identified) << name << ": " << found.why_not;
        EXPECT_LT(std::fabs(found.value - value), 3 * found.error)
            << name << " = " << found.value << " +- " << found.error << ", truth " << value;
        EXPECT_LT(found.error, 0.6 * std::fabs(value) + 0.02) << name;
    }
}

TEST(GbmLaw, FindsTheVolatilityWithTheErrorOfTheClosedForm) {
    auto const history = simulated<Gbm>(GbmParameters{0.5}, hour, 8'760);
    auto const fit = fitted("gbm", sample_of(history), 500);
    expect_near(fit, GbmParameters{0.5});
    auto const& volatility = estimate_of(fit, "volatility");
    auto const n = static_cast<double>(fit.n);
    EXPECT_NEAR(volatility.error, volatility.value / std::sqrt(2 * n), 2e-3 * volatility.error);
    EXPECT_NEAR(fit.median_drift, volatility.value * volatility.value / 2, 1e-12);
    EXPECT_GT(fit.test.p_value, 0.01);
    EXPECT_NEAR(fit.aic, 4 - 2 * fit.log_likelihood, 1e-9);
    EXPECT_NEAR(fit.bic, 2 * std::log(n) - 2 * fit.log_likelihood, 1e-9);
    tests::Moments draws;
    for (auto const& draw : fit.draws) draws.add(draw[0]);
    EXPECT_NEAR(draws.mean(), volatility.value, 4 * draws.error());
    EXPECT_NEAR(std::sqrt(draws.variance()) / volatility.error, 1, 0.15);
}

TEST(GbmLaw, CountsAReturnOverAHoleWithItsTime) {
    auto history = simulated<Gbm>(GbmParameters{0.5}, hour, 4'000);
    double const whole = estimate_of(fitted("gbm", sample_of(history)), "volatility").value;
    // Every fifth day goes; what is left has the same volatility, in returns of 1 h and of 25 h.
    data::PriceHistory cut = history;
    for (auto* column : {&cut.begin, &cut.end}) column->clear();
    cut.close.clear();
    for (std::size_t i = 0; i < history.size(); ++i) {
        if (i / 24 % 5 == 4) continue;
        cut.begin.push_back(history.begin[i]);
        cut.end.push_back(history.end[i]);
        cut.close.push_back(history.close[i]);
    }
    auto const sample = sample_of(cut);
    EXPECT_NEAR(*std::ranges::max_element(sample.returns.years), 25.0 / 8'760, 1e-12);
    auto const found = estimate_of(fitted("gbm", sample), "volatility");
    EXPECT_NEAR(found.value, whole, 3 * found.error);
}

TEST(MertonLaw, FindsTheParametersOfASimulation) {
    MertonParameters const truth{0.4, 60, -0.02, 0.05};
    auto const fit = fitted("merton", sample_of(simulated<Merton>(truth, hour, 2 * 8'760)));
    expect_near(fit, truth);
    EXPECT_TRUE(fit.warnings.empty());
    EXPECT_GT(fit.test.p_value, 0.01);
}

TEST(KouLaw, FindsTheParametersOfASimulation) {
    KouParameters const truth{0.4, 80, 0.4, 0.03, 0.04};
    auto const fit = fitted("kou", sample_of(simulated<Kou>(truth, hour, 2 * 8'760)));
    expect_near(fit, truth);
    EXPECT_GT(fit.test.p_value, 0.01);
}

TEST(HawkesLaw, FindsIntensitiesPerYearFromDailyClosesAndSaysTheBranchingRatio) {
    // Sixteen years of days; a jump causes half a jump, at a rate of 40 a year.
    HawkesParameters const truth{0.1, 10, {}, 20, 40, 0.5, 0.03, 0.03};
    auto const history = simulated<Hawkes>(truth, day, 16 * 365, 24, 3);
    auto const fit = fitted("hawkes", sample_of(history), 50);
    expect_near(fit, truth);
    ASSERT_EQ(fit.figures[0].name, "branching_ratio");
    EXPECT_NEAR(fit.figures[0].value,
                estimate_of(fit, "self_excitation").value / estimate_of(fit, "decay").value, 1e-9);
    EXPECT_NEAR(fit.figures[0].value, 0.5, 0.25);
    EXPECT_EQ(fit.figures[1].name, "jumps_per_year");
    EXPECT_NEAR(fit.figures[1].value, 20, 8);
    EXPECT_EQ(fit.figures[2].name, "longest_step");
    HawkesParameters at = truth;
    at.self_excitation = estimate_of(fit, "self_excitation").value;
    at.decay = estimate_of(fit, "decay").value;
    EXPECT_NEAR(branching_in_steps(at, fit.figures[2].value / (365 * 86'400.0)), 1, 1e-9);
    for (auto const& draw : fit.draws) EXPECT_LT(draw[2], draw[3]) << "self_excitation below decay";
    // The same history without clusters in mind is less likely.
    EXPECT_GT(fit.log_likelihood, fitted("kou", sample_of(history)).log_likelihood + 10);
}

TEST(BatesLaw, FindsJumpsAndTheVarianceOfASimulation) {
    BatesParameters const truth{0.25, 60, 0.25, 5, -0.3, 60, -0.01, 0.04};
    auto const fit = fitted("bates", sample_of(simulated<Bates>(truth, 300, 500 * 288)), 50);
    expect_near(fit, truth, "variance0");
    EXPECT_NEAR(fit.figures[0].value,
                std::log(2.0) / estimate_of(fit, "mean_reversion").value * 365, 1e-9);
}

TEST(LawsWithJumps, SayThatThereAreNoneInARandomWalk) {
    auto const history = simulated<Gbm>(GbmParameters{0.6}, 300, 40 * 288);
    Sample const sample = sample_of(history);
    Sample hours = sample;
    hours.returns = returns_of(history, sample.until, sample.days, hour);
    for (char const* name : {"merton", "kou"}) {
        auto const fit = fitted(name, hours);
        ASSERT_FALSE(fit.warnings.empty()) << name;
        EXPECT_NE(fit.warnings.front().find("no jumps found"), std::string::npos);
    }
    try {
        fitted("bates", sample);
        FAIL() << "bates needs jumps";
    } catch (Error const& error) {
        EXPECT_NE(std::string(error.what()).find("no jumps found"), std::string::npos);
    }
    EXPECT_NEAR(estimate_of(fitted("gbm", sample), "volatility").value, 0.6, 0.015);
}

TEST(Laws, RefuseTooFewReturnsAndAPriceThatNeverMoves) {
    auto history = simulated<Gbm>(GbmParameters{0.6}, hour, 90);
    for (PriceLaw const* law : price_laws())
        EXPECT_THROW(law->fit(sample_of(history), {}), Error) << law->name;
    history = simulated<Gbm>(GbmParameters{0.6}, hour, 400);
    std::ranges::fill(history.close, 100.0);
    for (PriceLaw const* law : price_laws())
        EXPECT_THROW(law->fit(sample_of(history), {}), Error) << law->name;
}

}  // namespace
}  // namespace liq::estimation
