/// Closed forms of races and touches: two series against each other and against the exact forms of
/// models/exact, and the quadrature over an uncertain variance.
#include "host/validation/passage.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "models/exact/double_barrier.hpp"
#include "models/exact/one_sided_passage.hpp"

namespace liq::validation {
namespace {

struct Levels {
    double up, down;
};
constexpr Levels levels[] = {{0.107, 0.087}, {0.05, 0.05}, {0.3, 0.02}, {0.01, 0.8}};
constexpr double tilts[] = {-0.5, 0, 0.7};

TEST(Passage, ImagesAndSinesAgreeWhereBothConverge) {
    for (auto const& [up, down] : levels)
        for (double const tilt : tilts)
            for (double const share : {0.05, 0.2, 0.3, 0.5, 1.0}) {
                double const variance = share * (up + down) * (up + down);
                auto const images = race_by_images(variance, tilt * variance, up, down);
                auto const sines = race_by_sines(variance, tilt * variance, up, down);
                EXPECT_NEAR(images.up, sines.up, 1e-12) << up << ' ' << down << ' ' << share;
                EXPECT_NEAR(images.down, sines.down, 1e-12) << up << ' ' << down << ' ' << share;
            }
}

TEST(Passage, TheRaceIsThatOfTwoBarriersAroundAGeometricBrownianMotion) {
    exact::DoubleBarrier const barrier{
        .spot = 101'500, .lower = 93'000, .upper = 113'000, .volatility = 0.45, .drift = 0.1};
    double const years = 30.0 / 365, variance = 0.45 * 0.45 * years;
    double const drift = (0.1 - 0.45 * 0.45 / 2) * years;
    auto const race =
        race_probability(variance, drift, std::log(113.0 / 101.5), std::log(101.5 / 93.0));
    EXPECT_NEAR(race.up, barrier.upper_first(years), 1e-12);
    EXPECT_NEAR(race.down, barrier.lower_first(years), 1e-12);
    EXPECT_NEAR(race.neither(), barrier.neither(years), 1e-12);
}

TEST(Passage, ImagesAreTakenBelowTheSwitchAndSinesAboveIt) {
    double const up = 0.1, down = 0.2, edge = images_below * 0.3 * 0.3;
    for (double const tilt : tilts) {
        double const below = edge * (1 - 1e-9), above = edge * (1 + 1e-9);
        EXPECT_EQ(race_probability(below, tilt * below, up, down).up,
                  race_by_images(below, tilt * below, up, down).up);
        EXPECT_EQ(race_probability(above, tilt * above, up, down).up,
                  race_by_sines(above, tilt * above, up, down).up);
        EXPECT_NEAR(race_probability(below, tilt * below, up, down).up,
                    race_probability(above, tilt * above, up, down).up, 1e-8);
    }
}

TEST(Passage, SmallVariancesGiveNumbersWhereSinesDoNot) {
    for (double const variance : {1e-3, 1e-4, 1e-6, 1e-9}) {
        auto const race = race_probability(variance, -variance / 2, 0.1, 0.1);
        EXPECT_GE(race.up, 0);
        EXPECT_LE(race.up, 1e-2);
        EXPECT_LE(race.up, race.down);
        EXPECT_GE(race.neither(), 0.99);
    }
}

TEST(Passage, ARaceWithAFarLevelIsATouchOfTheNearOne) {
    for (double const variance : {0.001, 0.01, 0.05}) {
        double const drift = -variance / 2;
        EXPECT_NEAR(race_probability(variance, drift, 0.1, 4).up,
                    touch_probability(variance, drift, 0.1), 1e-12);
        EXPECT_NEAR(race_probability(variance, drift, 4, 0.1).down,
                    touch_probability(variance, drift, -0.1), 1e-12);
    }
}

TEST(Passage, ATouchIsThatOfAGeometricBrownianMotion) {
    EXPECT_NEAR(touch_probability(0.04, -0.02, std::log(0.9)),
                exact::touch_probability(100, 90, 0.2, 0, 1), 1e-14);
    EXPECT_NEAR(touch_probability(0.04, 0.01, std::log(1.2)),
                exact::touch_probability(100, 120, 0.2, 0.03, 1), 1e-14);
}

TEST(Passage, TheNodesHaveTheMomentsOfTheStandardNormalLaw) {
    auto const& nodes = normal_nodes();
    double expected = 1;  // E Z^power of even powers
    for (int power = 0; power <= 20; power += 2) {
        double even = 0, odd = 0;
        for (std::size_t i = 0; i < NormalNodes::n; ++i) {
            even += nodes.weight[i] * std::pow(nodes.z[i], power);
            odd += nodes.weight[i] * std::pow(nodes.z[i], power + 1);
        }
        EXPECT_NEAR(even / expected, 1, 1e-12) << power;
        EXPECT_NEAR(odd / expected, 0, 1e-10) << power;
        expected *= power + 1;
    }
}

TEST(Passage, AnUncertainVarianceIsIntegratedOver) {
    double const mean = std::log(0.01), deviation = 0.5, up = 0.107, down = 0.087;
    auto const law = VarianceLaw::lognormal(mean, deviation, -0.5);
    double sum = 0, touch = 0;  // the midpoint rule over 12 standard deviations
    int const n = 4'000;
    for (int i = 0; i < n; ++i) {
        double const z = -6 + 12 * (i + 0.5) / n, variance = std::exp(mean + deviation * z);
        double const weight = 12.0 / n * std::exp(-z * z / 2) / std::sqrt(2 * std::acos(-1.0));
        sum += weight * race_probability(variance, -variance / 2, up, down).up;
        touch += weight * touch_probability(variance, -variance / 2, up);
    }
    EXPECT_NEAR(race_probability(law, up, down).up, sum, 1e-5);
    EXPECT_NEAR(touch_probability(law, up), touch, 1e-5);
}

}  // namespace
}  // namespace liq::validation
