// Mean and variance of the number of jumps of a Hawkes process.
#include <gtest/gtest.h>

#include "models/exact/hawkes_moments.hpp"

namespace liq::tests {
namespace {

TEST(HawkesMoments, WithoutExcitationAreThoseOfPoisson) {
    exact::HawkesMoments const law{30, 30, 0, 100};
    EXPECT_NEAR(law.count(.2).mean, 6, 1e-12);
    EXPECT_NEAR(law.count(.2).variance, 6, 1e-12);
    EXPECT_NEAR(law.count_in_steps(48, .2 / 48).mean, 6, 1e-12);
    EXPECT_NEAR(law.count_in_steps(48, .2 / 48).variance, 6, 1e-12);
}

TEST(HawkesMoments, OverLongTimesHaveTheStationaryRateAndDispersion) {
    exact::HawkesMoments const law{30, 75, 60, 100};  // branching ratio .6, rate 75
    double const years = 1e6;
    EXPECT_NEAR(law.count(years).mean / years, 75, 1e-9);
    EXPECT_NEAR(law.count(years).variance / years, 75 / (.4 * .4), 1e-3);
}

TEST(HawkesMoments, InStepsTendToThoseOfContinuousTimeInFirstOrder) {
    exact::HawkesMoments const law{30, 90, 60, 100};
    exact::CountMoments const limit = law.count(.1);
    exact::CountMoments const coarse = law.count_in_steps(1000, 1e-4);
    exact::CountMoments const fine = law.count_in_steps(2000, 5e-5);
    EXPECT_NEAR((coarse.mean - limit.mean) / (fine.mean - limit.mean), 2, .02);
    EXPECT_NEAR((coarse.variance - limit.variance) / (fine.variance - limit.variance), 2, .02);
    // what is left once the first order is gone
    EXPECT_NEAR(2 * fine.mean - coarse.mean, limit.mean, 1e-4 * limit.mean);
    EXPECT_NEAR(2 * fine.variance - coarse.variance, limit.variance, 1e-4 * limit.variance);
}

}  // namespace
}  // namespace liq::tests
