// The quadratic-exponential scheme, compared with the moments of a square-root variance and of the
// price.
#include "models/price/heston.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "models/price/bates.hpp"
#include "tests/models/price_walk.hpp"

namespace liq::tests {
namespace {

constexpr HestonParameters usual{0.3, 4, 0.2, 1.2, -0.6};
constexpr HestonParameters at_zero{0.05, 1.5, 0.04, 2, -0.7};  // Feller's condition far from met
constexpr HestonParameters upward{0.3, 4, 0.2, 1.2, 0.8};
constexpr double year = 365 * day;

/// Mean and variance of v after a time (Cox, Ingersoll & Ross 1985).
double mean_of(HestonParameters const& p, double t) {
    double const kept = std::exp(-p.mean_reversion * t);
    return p.long_run_variance + (p.variance0 - p.long_run_variance) * kept;
}
double variance_of(HestonParameters const& p, double t) {
    double const kept = std::exp(-p.mean_reversion * t), lost = 1 - kept;
    double const xi2 = p.vol_of_variance * p.vol_of_variance / p.mean_reversion;
    return xi2 * lost * (p.variance0 * kept + 0.5 * p.long_run_variance * lost);
}

TEST(Heston, VarianceHasItsMeanAndVarianceAtEveryStep) {
    // Both are exact in the scheme, for steps of any length.
    for (auto const& p : {usual, at_zero, upward}) {
        for (double step : {minute, hour, 4 * hour, 10 * day}) {
            int const steps = 48;
            Moments v, squares;
            double const mean = mean_of(p, steps * step);
            walk<32>(Heston(p, inputs_of(step, 0)), 1 << 13, steps,
                     [&](int, int at, Move const&, auto const& state, int lane) {
                         if (at != steps - 1) return;
                         double const last = state.variance[lane];
                         v.add(last);
                         squares.add((last - mean) * (last - mean));
                     });
            EXPECT_NEAR(v.mean(), mean, 3 * v.error()) << step / minute;
            EXPECT_NEAR(squares.mean(), variance_of(p, steps * step), 3 * squares.error())
                << step / minute;
        }
    }
}

TEST(Heston, VarianceRisesWithItsWordInBothBranches) {
    for (auto const& p : {usual, at_zero}) {
        for (double step : {minute, 4 * hour, 30 * day}) {
            QuadraticExponential const scheme(p, 0, step);
            for (float v : {0.0f, 1e-4f, 0.05f, 1.0f}) {
                float last = -1;
                for (double u = 0.5e-4; u < 1; u += 1e-4) {
                    // Words in the order of their normals: first the negative ones, the largest
                    // words first.
                    auto const place = static_cast<std::uint32_t>(u * 0x1p32);
                    std::uint32_t const n =
                        place < 0x80000000u ? 0x80000000u | place : 0xffffffffu - place;
                    VarianceDraw const draw{standard_normal(n), upper_tail(n)};
                    ASSERT_NEAR(draw.upper_tail, 1 - u, 2e-7);
                    float const after = scheme.advance(v, draw).after;
                    // In the quadratic branch (b + Z)^2 grows again below Z = -b.
                    if (draw.normal > -1) {
                        ASSERT_GE(after, last * (1 - 1e-6f)) << v << ' ' << u;
                        last = after;
                    }
                }
            }
        }
    }
}

/// E[exp of the price's move] given v in the scheme itself, summed over the words of the variance.
/// It is 1 wherever the martingale correction applies.
double growth_given(HestonParameters const& p, double step, float v) {
    QuadraticExponential const scheme(p, 0, step);
    double const h = 0.5 * step * (1 - p.correlation * p.correlation);
    double sum = 0;
    int const n = 1 << 16;
    for (int i = 0; i < n; ++i) {
        auto const word = static_cast<std::uint32_t>((i + 0.5) / n * 0x1p32);
        VarianceMove const move = scheme.advance(v, {standard_normal(word), upper_tail(word)});
        double const spread = h * (static_cast<double>(v) + move.after);
        sum += std::exp(scheme.increment(v, move, 0) + 0.5 * spread);
    }
    return sum / n;
}

TEST(Heston, PriceIsAMartingaleGivenTheVarianceInBothBranches) {
    for (auto const& p : {usual, at_zero, upward}) {
        for (double step : {minute, hour, 4 * hour, day}) {
            for (float v : {0.0f, 1e-4f, 0.01f, 0.2f, 2.0f})
                EXPECT_NEAR(growth_given(p, step, v), 1, 1e-7 + 1e-5 * std::sqrt(step))
                    << p.correlation << ' ' << step / minute << ' ' << v;
        }
    }
}

TEST(Heston, GrowsAtTheDriftAtEveryStep) {
    for (auto const& p : {usual, at_zero, upward}) {
        for (double step : {minute, 5 * minute, hour, 4 * hour}) {
            Moments const m = growth_of<Heston>(p, step, 0.3, 1 << 12, 96);
            EXPECT_NEAR(m.mean(), std::exp(0.3 * 96 * step), 3 * m.error()) << step / minute;
        }
    }
}

TEST(Heston, VarianceStaysWhereItIsWithoutNoise) {
    HestonParameters const still{0.16, 4, 0.16, 1e-4, -0.5};
    for (Move const& move : moves_of<32>(Heston(still, inputs_of(hour, 0)), 32, 64)) {
        EXPECT_NEAR(move.variance, 0.16 * hour, 1e-3 * 0.16 * hour);
        EXPECT_NEAR(move.log2_ratio, 0, 1e-3);
    }
}

TEST(Heston, PriceMovesAgainstVarianceAsCorrelated) {
    Moments x, v, both;
    double before = usual.variance0;
    walk<32>(Heston(usual, inputs_of(hour, 0)), 1 << 16, 1,
             [&](int, int, Move const& move, auto const& state, int lane) {
                 double const dv = state.variance[lane] - before;
                 x.add(move.increment);
                 v.add(dv);
                 both.add(move.increment * dv);
             });
    double const correlation =
        (both.mean() - x.mean() * v.mean()) / std::sqrt(x.variance() * v.variance());
    EXPECT_NEAR(correlation, usual.correlation, 0.01);
}

TEST(Heston, ReportsTheVarianceOfTheStepAndItsStart) {
    float before = 0;
    walk<1>(Heston(usual, inputs_of(hour, 0)), 1, 64,
            [&](int, int step, Move const& move, auto const& state, int) {
                if (step == 0) before = static_cast<float>(usual.variance0);
                EXPECT_NEAR(move.log2_ratio, std::log2(before / 0.2f), 1e-6);
                EXPECT_FLOAT_EQ(move.variance,
                                static_cast<float>(0.5 * hour) * (before + state.variance[0]));
                before = state.variance[0];
            });
}

TEST(Bates, GrowsAtTheDriftAtEveryStep) {
    BatesParameters const p{0.3, 4, 0.2, 1.2, -0.6, 60, -0.02, 0.05};
    for (double step : {minute, 5 * minute, hour, 4 * hour}) {
        Moments const m = growth_of<Bates>(p, step, 0.3, 1 << 12, 96);
        EXPECT_NEAR(m.mean(), std::exp(0.3 * 96 * step), 3 * m.error()) << step / minute;
    }
}

TEST(Bates, WithoutJumpsIsHeston) {
    BatesParameters const p{0.3, 4, 0.2, 1.2, -0.6, 0, -0.02, 0.05};
    EXPECT_TRUE(moves_of<32>(Bates(p, inputs_of(hour, 0.1)), 64, 33) ==
                moves_of<32>(Heston(usual, inputs_of(hour, 0.1)), 64, 33));
}

TEST(StochasticVariance, HasTheSameBitsForEveryLaneWidth) {
    BatesParameters const often{0.05, 1.5, 0.04, 2, -0.7, 0.8 / hour, -0.02, 0.05};
    Bates const model(often, inputs_of(4 * hour, 0));
    for (bool antithetic : {false, true}) {
        auto const one = moves_of<1>(model, 64, 41, antithetic);
        EXPECT_TRUE(moves_of<8>(model, 64, 41, antithetic) == one);
        EXPECT_TRUE(moves_of<32>(model, 64, 41, antithetic) == one);
    }
}

/// Whether the usual step of `scheme` has the bits of the whole one, if it was `meant` for this v.
bool usual_step_has_the_same_bits(QuadraticExponential const& scheme, float v, std::uint32_t word,
                                  std::uint32_t& meant) {
    float const z = standard_normal(word);
    VarianceMove const whole = scheme.advance(v, {z, upper_tail(word)});
    VarianceMove const move = scheme.advance_usually(v, z, meant);
    return meant == 0 || (move.after == whole.after && move.unexpected == whole.unexpected &&
                          move.mean == whole.mean && move.correction == whole.correction);
}

/// Near v = 0 psi is xi^2/(2 kappa theta), which is above 3/2 in one of the three. In another one M
/// is infinite at every v where a step takes twenty years.
TEST(StochasticVariance, UsualStepsHaveTheBitsOfWholeOnesAndAreNotMeantForTheRest) {
    for (auto const& p : {usual, at_zero, upward}) {
        for (double step : {minute, hour, 4 * hour, day, 20 * year}) {
            QuadraticExponential const scheme(p, 0.1, step);
            std::uint32_t n_meant = 0, n = 0;
            for (float v = 1e-9f; v < 10; v *= 1.1f) {
                for (std::uint32_t i = 0; i < 64; ++i, ++n) {
                    std::uint32_t meant = 0;
                    ASSERT_TRUE(usual_step_has_the_same_bits(scheme, v, i * 0x03fedcbau, meant))
                        << v;
                    n_meant += meant;
                }
            }
            bool const infinite = p.correlation > 0 && step > year;
            bool const at_zero_too = 2 * p.mean_reversion * p.long_run_variance * 1.5 <
                                     p.vol_of_variance * p.vol_of_variance;
            EXPECT_EQ(n_meant < n, infinite || at_zero_too) << step / minute;
            EXPECT_EQ(n_meant == 0, infinite || (at_zero_too && step > year)) << step / minute;
        }
    }
}

TEST(StochasticVariance, HasTheSameBitsForEveryLaneWidthWhereTheCorrectionIsInfinite) {
    Heston const model(upward, inputs_of(20 * year, 0));
    auto const one = moves_of<1>(model, 64, 41);
    EXPECT_TRUE(moves_of<8>(model, 64, 41) == one);
    EXPECT_TRUE(moves_of<32>(model, 64, 41) == one);
}

TEST(StochasticVariance, IsFiniteAtTheEndsOfWhatIsAccepted) {
    for (double v0 : {0.0, 100.0})
        for (double kappa : {1e-3, 1e4})
            for (double theta : {1e-6, 100.0})
                for (double xi : {1e-4, 100.0})
                    for (double rho : {-1.0, 0.3, 1.0})
                        for (double step : {minute / 60, day}) {
                            Heston const model(HestonParameters{v0, kappa, theta, xi, rho},
                                               inputs_of(step, 0));
                            for (Move const& m : moves_of<32>(model, 64, 32))
                                ASSERT_TRUE(std::isfinite(m.increment) && m.variance >= 0 &&
                                            std::isfinite(m.variance) && m.log2_ratio >= -40)
                                    << v0 << ' ' << kappa << ' ' << theta << ' ' << xi << ' ' << rho
                                    << ' ' << step << ' ' << m.increment << ' ' << m.variance;
                        }
}

}  // namespace
}  // namespace liq::tests
