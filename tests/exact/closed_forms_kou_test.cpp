// First passages of Kou's jump diffusion: printed values, and limits.
#include <gtest/gtest.h>

#include "models/exact/double_barrier.hpp"
#include "models/exact/kou_passage.hpp"
#include "models/exact/one_sided_passage.hpp"

namespace liq::tests {
namespace {

constexpr double spot = 104'000, lower = 93'000, upper = 113'000;
constexpr double month = 30 / 365., week = 7 / 365.;
constexpr exact::KouPassage law{.35, 50, .4, .015, .02, 0};  // models/law.md 9.2

TEST(KouPassage, ReproducesThePrintedProbabilitiesOfTwoBarriers) {
    EXPECT_NEAR(law.upper_first(spot, lower, upper, month), .428765, 5e-7);
    EXPECT_NEAR(law.lower_first(spot, lower, upper, month), .315111, 5e-7);
    EXPECT_NEAR(law.upper_first(spot, lower, upper, week), .110831, 5e-7);
    EXPECT_NEAR(law.lower_first(spot, lower, upper, week), .045298, 5e-7);
}

TEST(KouPassage, OfOneBarrierIsThatOfTwoWhenTheOtherIsFar) {
    for (double years : {week, month, 1.}) {
        EXPECT_NEAR(law.touch(spot, upper, years), law.upper_first(spot, 100, upper, years), 1e-9);
        EXPECT_NEAR(law.touch(spot, lower, years), law.lower_first(spot, lower, 1e8, years), 1e-9);
    }
}

TEST(KouPassage, WithHardlyAnyJumpIsGbm) {
    exact::KouPassage const rare{.4, 1e-9, .4, .015, .02, .1};
    exact::DoubleBarrier const gbm{spot, lower, upper, .4, .1};
    for (double years : {week, month}) {
        EXPECT_NEAR(rare.touch(spot, upper, years),
                    exact::touch_probability(spot, upper, .4, .1, years), 2e-9);
        EXPECT_NEAR(rare.touch(spot, lower, years),
                    exact::touch_probability(spot, lower, .4, .1, years), 2e-9);
        EXPECT_NEAR(rare.upper_first(spot, lower, upper, years), gbm.upper_first(years), 2e-9);
        EXPECT_NEAR(rare.lower_first(spot, lower, upper, years), gbm.lower_first(years), 2e-9);
    }
}

}  // namespace
}  // namespace liq::tests
