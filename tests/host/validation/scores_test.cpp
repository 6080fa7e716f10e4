/// Losses by hand, and the skill of forecasts that know everything or no more than climatology.
#include "host/validation/scores.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>

#include "host/validation/tables.hpp"

namespace liq::validation {
namespace {

TEST(Scores, TheLossesOfARaceAreThoseByHand) {
    auto const loss = loss_of_race({0.5, 0.3, 0.2}, 1);
    EXPECT_NEAR(loss.brier, 0.25 + 0.49 + 0.04, 1e-15);
    EXPECT_NEAR(loss.log, -std::log(0.3), 1e-15);
    EXPECT_NEAR(loss.hit, -std::log(0.8), 1e-15);
    EXPECT_NEAR(loss.direction, -std::log(0.3 / 0.8), 1e-15);
    auto const neither = loss_of_race({0.5, 0.3, 0.2}, 2);
    EXPECT_NEAR(neither.hit, -std::log(0.2), 1e-15);
    EXPECT_EQ(neither.direction, 0);
}

TEST(Scores, TheLossesOfATouchAreThoseByHand) {
    EXPECT_NEAR(loss_of_touch(0.7, true).brier, 0.09, 1e-15);
    EXPECT_NEAR(loss_of_touch(0.7, false).log, -std::log(0.3), 1e-15);
}

TEST(Scores, AForecastOfZeroIsPunishedAsOneOfTheLeastProbability) {
    EXPECT_NEAR(loss_of_race({0, 0.6, 0.4}, 0).log, -std::log(1e-4 / 1.0001), 1e-12);
    EXPECT_NEAR(loss_of_touch(1, false).log, -std::log(1e-4 / 1.0001), 1e-12);
}

/// Calls `take` with every count of hits in n trials, with its probability.
void each_count(int n, double p, std::function<void(int, double)> const& take) {
    double weight = std::pow(1 - p, n);
    for (int k = 0; k <= n; ++k) {
        take(k, weight);
        weight *= p / (1 - p) * (n - k) / (k + 1);
    }
}

TEST(Scores, WithoutWhatChanceAddsACountedTouchHasTheLossOfItsProbability) {
    int const n = 400;
    double const p = 0.3;
    for (bool const hit : {true, false}) {
        Loss mean;
        double squares = 0, error = 0;
        each_count(n, p, [&](int k, double weight) {
            double const counted = static_cast<double>(k) / n;
            auto const chance = chance_of(std::array{counted}, hit ? 0 : 1, n);
            auto const loss = loss_of_touch(counted, hit);
            mean.brier += weight * (loss.brier - chance.excess.brier);
            mean.log += weight * (loss.log - chance.excess.log);
            squares += weight * loss.brier * loss.brier;
            error += weight * chance.brier_error;
        });
        auto const exact = loss_of_touch(p, hit);
        EXPECT_NEAR(mean.brier, exact.brier, 1e-12);
        EXPECT_NEAR(mean.log, exact.log, 3e-5) << "to second order; without it 3e-3";
        double const plain = exact.brier + p * (1 - p) / n;
        EXPECT_NEAR(error, std::sqrt(squares - plain * plain), 0.01 * error);
    }
}

TEST(Scores, WithoutWhatChanceAddsACountedRaceHasTheLossesOfItsProbabilities) {
    int const n = 300;
    double const up = 0.5, down = 0.3, neither = 0.2;
    for (std::size_t happened = 0; happened < 3; ++happened) {
        Loss mean;
        double squares = 0, error = 0;
        each_count(n, up, [&](int n_up, double of_up) {
            if (of_up < 1e-9) return;
            each_count(n - n_up, down / (1 - up), [&](int n_down, double of_down) {
                std::array const counted{n_up / 300.0, n_down / 300.0, (n - n_up - n_down) / 300.0};
                auto const loss = loss_of_race(counted, happened);
                auto const chance = chance_of(counted, happened, n);
                double const weight = of_up * of_down;
                mean.brier += weight * (loss.brier - chance.excess.brier);
                mean.hit += weight * (loss.hit - chance.excess.hit);
                mean.direction += weight * (loss.direction - chance.excess.direction);
                squares += weight * loss.brier * loss.brier;
                error += weight * chance.brier_error;
            });
        });
        auto const exact = loss_of_race({up, down, neither}, happened);
        EXPECT_NEAR(mean.brier, exact.brier, 1e-7);
        EXPECT_NEAR(mean.hit, exact.hit, 2e-4);
        EXPECT_NEAR(mean.direction, exact.direction, 2e-4);
        double const plain =
            exact.brier + (up * (1 - up) + down * (1 - down) + neither * (1 - neither)) / n;
        EXPECT_NEAR(error, std::sqrt(squares - plain * plain), 0.03 * error);
    }
}

/// A history in which each of the three outcomes follows the other.
std::vector<Loss> losses(std::array<double, 3> const& probability, std::size_t n) {
    std::vector<Loss> all;
    for (std::size_t i = 0; i < n; ++i) all.push_back(loss_of_race(probability, i % 3));
    return all;
}

TEST(Scores, APerfectForecastHasSkillOneAndClimatologyNone) {
    std::size_t const n = 300;
    BlockBootstrap const bootstrap(n, 1, 200);
    auto const a = losses({1.0 / 3, 1.0 / 3, 1.0 / 3}, n), b = losses({0.5, 0.25, 0.25}, n);
    std::vector<Loss> perfect;
    for (std::size_t i = 0; i < n; ++i) {
        std::array<double, 3> known{};
        known[i % 3] = 1;
        perfect.push_back(loss_of_race(known, i % 3));
    }
    Score const best = score_of(bootstrap, perfect, a, b, true);
    EXPECT_EQ(best.brier, 0);
    EXPECT_EQ(best.skill_a.value, 1);
    EXPECT_EQ(best.skill_a.low, 1);
    EXPECT_NEAR(best.log_gain_a.value, std::log(3), 1e-3);
    EXPECT_NEAR(best.hit_gain.value + best.direction_gain.value, best.log_gain_a.value, 1e-12);
    Score const same = score_of(bootstrap, a, a, b, true);
    EXPECT_NEAR(same.brier, 2.0 / 3, 1e-12);
    EXPECT_EQ(same.skill_a.value, 0);
    EXPECT_EQ(same.skill_a.high, 0);
    EXPECT_GT(same.skill_b.value, 0);
}

TEST(Scores, BinsCountWhatWasForetoldAndWhatHappened) {
    BlockBootstrap const bootstrap(200, 1, 200);
    Foretold one;
    for (int i = 0; i < 200; ++i) {
        one.probability.push_back(i % 2 == 0 ? 0.25 : 1.0);
        one.happened.push_back(i % 4 == 0 || i % 2 == 1 ? 1 : 0);
    }
    auto const bins = reliability_of(bootstrap, {one});
    EXPECT_EQ(bins[2].n, 100U);
    EXPECT_EQ(bins[2].forecast, 0.25);
    EXPECT_EQ(bins[2].observed.value, 0.5);
    EXPECT_EQ(bins[9].n, 100U) << "1 belongs to the last bin";
    EXPECT_EQ(bins[9].observed.low, 1);
    EXPECT_EQ(bins[0].n, 0U);
    EXPECT_TRUE(std::isnan(bins[0].forecast) && std::isnan(bins[0].observed.value));
}

TEST(Scores, YearsAndCoverageAreMeans) {
    std::vector<Loss> const all{{1, 2, 0, 0}, {3, 4, 0, 0}, {5, 6, 0, 0}};
    auto const years = by_year(all, {2023, 2023, 2024});
    ASSERT_EQ(years.size(), 2U);
    EXPECT_EQ(years[0].n, 2U);
    EXPECT_EQ(years[0].brier, 2);
    EXPECT_EQ(years[1].log, 6);
    BlockBootstrap const bootstrap(4, 1, 200, 2);
    auto const shares = coverage_of(bootstrap, {0.5, 0.2, 0.96, 0.999});
    EXPECT_EQ(shares[0].value, 0.25);
    EXPECT_EQ(shares[1].value, 0.5);
    EXPECT_EQ(shares[2].value, 0.75);
}

}  // namespace
}  // namespace liq::validation
