// Displacement by forced orders, and depth that they drive away (models/law.md 5).
#include <gtest/gtest.h>

#include <cmath>

#include "models/impact/displacement.hpp"
#include "models/impact/withdrawal.hpp"

namespace liq::tests {
namespace {

constexpr double exponents[]{.5, 1, 1.16, 2, 3};

ImpactParameters impact_of(double exponent, BidAsk depth = {5e8, 3.5e8}) {
    ImpactParameters impact;
    impact.depth = depth;
    impact.exponent = exponent;
    return impact;
}

TEST(Displacement, IsTheInverseOfThePowerLawOfTheDepth) {
    for (double kappa : exponents) {
        PowerLawImpact const impact(impact_of(kappa));
        for (double u : {1e-5, 1e-4, .001, .01, .0371, .2, .8}) {
            double const bid = 5e8 * std::pow(u / .01, kappa);
            double const ask = 3.5e8 * std::pow(u / .01, kappa);
            if (ask < 2) continue;  // less than a dollar counts as no order
            EXPECT_NEAR(impact.displacement(static_cast<float>(bid), 0) / -u, 1, 4e-6)
                << "kappa " << kappa << ", u " << u;
            EXPECT_NEAR(impact.displacement(static_cast<float>(-ask), 0) / u, 1, 4e-6)
                << "kappa " << kappa << ", u " << u;
        }
    }
}

TEST(Displacement, OfTheOnePercentDepthIsOnePercentForEveryExponent) {
    for (double kappa : exponents) {
        PowerLawImpact const impact(impact_of(kappa));
        EXPECT_NEAR(impact.displacement(5e8f, 0), -.01, 1e-8);
        EXPECT_NEAR(impact.displacement(-3.5e8f, 0), .01, 1e-8);
    }
}

TEST(Displacement, LowersThePriceForSalesAndRaisesItForPurchases) {
    PowerLawImpact const impact(impact_of(1.16));
    for (float size = 1; size < 1e12f; size *= 1.7f) {
        EXPECT_LT(impact.displacement(size, 0), 0);
        EXPECT_GT(impact.displacement(-size, 0), 0);
    }
}

TEST(Displacement, UsesTheBidsForSalesAndTheAsksForPurchases) {
    PowerLawImpact const impact(impact_of(2, {4e8, 1e8}));
    EXPECT_NEAR(impact.displacement(-1e7f, 0) / -impact.displacement(1e7f, 0), 2, 1e-5)
        << "a quarter of the depth moves the price twice as far under square-root impact";
}

TEST(Displacement, OfLessThanADollarIsNone) {
    for (double kappa : exponents) {
        PowerLawImpact const impact(impact_of(kappa));
        for (float size : {0.0f, 1e-30f, .5f, std::nextafter(1.0f, 0.0f)}) {
            EXPECT_EQ(impact.displacement(size, 0), 0) << size;
            EXPECT_EQ(impact.displacement(-size, 0), 0) << -size;
        }
        EXPECT_NE(impact.displacement(1.0f, 0), 0);
    }
}

TEST(Displacement, NeverFallsAsTheImbalanceGrowsAndHasNoJump) {
    for (double kappa : exponents) {
        PowerLawImpact const impact(impact_of(kappa));
        double before = 0;
        for (double size = 1; size < 1e11; size *= 1.0001) {
            double const now = -impact.displacement(static_cast<float>(size), 0);
            double const next = std::pow(1.0001, 1 / kappa);
            EXPECT_GE(now, before * (1 - 1e-6)) << "kappa " << kappa << ", imbalance " << size;
            if (before > 0) {
                EXPECT_LE(now, before * next * (1 + 2e-6)) << "kappa " << kappa << ", " << size;
            }
            before = now;
        }
    }
}

TEST(Displacement, GrowsWithTheDepthThatHasWithdrawn) {
    for (double kappa : exponents) {
        PowerLawImpact const impact(impact_of(kappa));
        for (double w : {1., .5, .25, .07}) {
            double const ratio = impact.displacement(1e7f, static_cast<float>(std::log2(w))) /
                                 impact.displacement(1e7f, 0);
            EXPECT_NEAR(ratio / std::pow(1 / w, 1 / kappa), 1, 4e-6)
                << "kappa " << kappa << ", W " << w;
        }
    }
}

WithdrawalParameters withdrawal(double sensitivity, double floor) {
    return {.sensitivity = sensitivity, .recovery = Duration{3600}, .floor = floor};
}

constexpr double step_years = Duration{300}.years();

double ln_depth_after(WithdrawingDepth const& depth, double ln_before, double longs,
                      double shorts) {
    float const recovered = depth.after_step(static_cast<float>(ln_before / std::log(2)));
    return std::log(2) *
           depth.after_orders(recovered, static_cast<float>(longs), static_cast<float>(shorts));
}

TEST(Withdrawal, FollowsTheFormulaForFuelOfBothSides) {
    double const eta = .8, phi = .7, keep = std::exp(-300. / 3600);
    WithdrawingDepth const depth(withdrawal(eta, .05), impact_of(1, {5e8, 3.5e8}), step_years, phi);
    for (double before : {0., -.3, -2.}) {
        for (double longs : {0., 1e8, 4e8}) {
            for (double shorts : {0., 5e7, 3e8}) {
                double const expected = std::max(
                    std::log(.05), keep * before - eta * phi * (longs / 5e8 + shorts / 3.5e8));
                EXPECT_NEAR(ln_depth_after(depth, before, longs, shorts), expected, 1e-6)
                    << "ln W " << before << ", longs " << longs << ", shorts " << shorts;
            }
        }
    }
}

TEST(Withdrawal, StopsAtItsFloor) {
    WithdrawingDepth const depth(withdrawal(10, .05), impact_of(1), step_years, 1);
    EXPECT_NEAR(ln_depth_after(depth, 0, 1e12, 0), std::log(.05), 1e-6);
    EXPECT_NEAR(ln_depth_after(depth, std::log(.05), 0, 1e12), std::log(.05), 1e-6);
}

TEST(Withdrawal, RecoversToFullDepthByOneEthInItsTime) {
    WithdrawingDepth const depth(withdrawal(1, .05), impact_of(1), step_years, 1);
    double ln_depth = -2;
    for (int step = 0; step < 12; ++step) ln_depth = ln_depth_after(depth, ln_depth, 0, 0);
    EXPECT_NEAR(ln_depth, -2 * std::exp(-1), 1e-6);
    for (int step = 0; step < 5000; ++step) ln_depth = ln_depth_after(depth, ln_depth, 0, 0);
    EXPECT_NEAR(ln_depth, 0, 1e-30);
}

TEST(Withdrawal, RecoversInSharesOfAStepAsInTheWholeOfIt) {
    WithdrawingDepth const depth(withdrawal(1, .05), impact_of(1), step_years, 1);
    float const whole = depth.after_step(-1.5f);
    EXPECT_NEAR(depth.after(depth.after(-1.5f, .3f), .7f), whole, 1e-6f);
    EXPECT_EQ(depth.after(-1.5f, 0.0f), -1.5f);
}

TEST(SteadyDepth, StaysAsItIs) {
    SteadyDepth const depth(withdrawal(1, .05), impact_of(1), step_years, 1);
    EXPECT_EQ(depth.after_orders(0.0f, 1e9f, 1e9f), 0.0f);
    EXPECT_EQ(depth.after_step(0.0f), 0.0f);
    EXPECT_EQ(depth.after(0.0f, .5f), 0.0f);
}

TEST(PowerLawImpact, StaysFiniteForAnyParametersThatAScenarioAccepts) {
    for (double exponent : {0.1, 1.0, 10.0}) {
        for (double depth : {1.0, 1e18}) {
            ImpactParameters p;
            p.depth = {depth, depth};
            p.exponent = exponent;
            PowerLawImpact const impact(p);
            for (float order : {1.0f, 1e6f, 1e14f}) {
                for (float log_depth : {0.0f, -1000.0f}) {
                    float const move = impact.displacement(order, log_depth);
                    EXPECT_LE(move, 0.0f);
                    EXPECT_GE(move, -64.0f);
                    EXPECT_EQ(impact.displacement(-order, log_depth), -move);
                }
            }
        }
    }
}

}  // namespace
}  // namespace liq::tests
