/// Losses by hand, and the skill of forecasts that know everything or no more than climatology.
#include "host/validation/scores.hpp"

#include <gtest/gtest.h>

#include <cmath>

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
