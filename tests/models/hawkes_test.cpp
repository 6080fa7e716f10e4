// Jumps that cause further jumps: their numbers, compared with the moments of the recursion.
#include "models/price/hawkes.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "models/price/gbm.hpp"
#include "models/price/kou.hpp"
#include "tests/models/price_walk.hpp"

namespace liq::tests {
namespace {

constexpr HawkesParameters excited{0.4, 400, 900.0, 1000, 1600, 0.4, 0.015, 0.02};

/// Mean and variance of the number of jumps in so many steps, from lambda' = decayed + alpha N.
struct Counts {
    double mean = 0, variance = 0;
    Counts(HawkesParameters const& p, double step, int steps) {
        double const kept = std::exp(-p.decay * step), gain = p.self_excitation * step;
        double const base = p.base_intensity * step;
        double expected = p.first_intensity() * step, spread = 0, both = 0;
        for (int i = 0; i < steps; ++i) {
            variance += 2 * both + expected + spread;
            mean += expected;
            both = (kept + gain) * (both + spread) + gain * expected;
            spread = (kept + gain) * (kept + gain) * spread + gain * gain * expected;
            expected = base * (1 - kept) + (kept + gain) * expected;
        }
    }
};

TEST(Hawkes, NumberOfJumpsHasItsMeanAndVariance) {
    int const steps = 64;
    for (double step : {5 * minute, hour, 4 * hour}) {
        double const kept = std::exp(-excited.decay * step);
        Counts const exact(excited, step, steps);
        Moments counts, squares;
        std::vector<double> before(1 << 13, excited.first_intensity() * step);
        std::vector<double> jumps(1 << 13);
        walk<32>(Hawkes(excited, inputs_of(step, 0)), 1 << 13, steps,
                 [&](int path, int, Move const& move, auto const& state, int lane) {
                     auto const i = static_cast<std::size_t>(path);
                     double const base = excited.base_intensity * step;
                     double const decayed = base + (before[i] - base) * kept;
                     double const now = state.expected[lane];
                     double const n = (now - decayed) / (excited.self_excitation * step);
                     ASSERT_NEAR(n, std::round(n), 1e-3);
                     ASSERT_EQ(move.jumped, n > 0.5);
                     jumps[i] += std::round(n);
                     before[i] = now;
                 });
        for (double n : jumps) {
            counts.add(n);
            squares.add((n - exact.mean) * (n - exact.mean));
        }
        EXPECT_NEAR(counts.mean(), exact.mean, 3 * counts.error()) << step / minute;
        EXPECT_NEAR(squares.mean(), exact.variance, 3 * squares.error()) << step / minute;
    }
}

TEST(Hawkes, GrowsAtTheDriftAtEveryStep) {
    for (double step : {minute, 5 * minute, hour, 4 * hour}) {
        Moments const m = growth_of<Hawkes>(excited, step, 0.3, 1 << 13, 96);
        EXPECT_NEAR(m.mean(), std::exp(0.3 * 96 * step), 3 * m.error()) << step / minute;
    }
}

TEST(Hawkes, WithoutExcitationHasTheJumpsOfKou) {
    // The same words decide. Increments differ by the rounding of the compensator.
    HawkesParameters const calm{0.4, 900, {}, 0, 1600, 0.4, 0.015, 0.02};
    auto const jumps = moves_of<32>(Hawkes(calm, inputs_of(hour, 0.1)), 256, 64);
    auto const same =
        moves_of<32>(Kou({0.4, 900, 0.4, 0.015, 0.02}, inputs_of(hour, 0.1)), 256, 64);
    for (std::size_t i = 0; i < jumps.size(); ++i) {
        ASSERT_EQ(jumps[i].jump, same[i].jump) << i;
        ASSERT_NEAR(jumps[i].increment, same[i].increment, 2e-8);
    }
}

TEST(Hawkes, StartsFromTheStationaryIntensityUnlessToldOtherwise) {
    HawkesParameters p = excited;
    EXPECT_EQ(p.first_intensity(), 900);
    p.initial_intensity.reset();
    EXPECT_DOUBLE_EQ(p.first_intensity(), 1600.0 * 400 / 600);
    p.self_excitation = 0;
    EXPECT_EQ(p.first_intensity(), 400);
}

TEST(Hawkes, BranchesMoreInLongSteps) {
    EXPECT_NEAR(branching_in_steps(excited, 1e-9), 1000.0 / 1600, 1e-6);
    EXPECT_NEAR(branching_in_steps(excited, 1e-3), 1 / (1 - std::exp(-1.6)), 1e-12);
    EXPECT_NEAR(branching_in_steps(excited, 1), 1000, 1e-9);
}

TEST(Hawkes, HasTheSameBitsForEveryLaneWidth) {
    Hawkes const model(excited, inputs_of(4 * hour, 0));
    for (bool antithetic : {false, true}) {
        auto const one = moves_of<1>(model, 64, 41, antithetic);
        EXPECT_TRUE(moves_of<8>(model, 64, 41, antithetic) == one);
        EXPECT_TRUE(moves_of<32>(model, 64, 41, antithetic) == one);
    }
}

TEST(Hawkes, KeepsItsIntensityFiniteWhenJumpsGrowWithoutEnd) {
    HawkesParameters const runaway{1, 1e5, {}, 9.99e5, 1e6, 0.5, 0.5, 0.5};
    walk<32>(Hawkes(runaway, inputs_of(hour, 0)), 64, 64,
             [&](int, int, Move const& move, auto const& state, int lane) {
                 ASSERT_TRUE(std::isfinite(move.increment) && std::isfinite(move.jump));
                 ASSERT_LE(state.expected[lane], max_jumps_a_step);
             });
}

}  // namespace
}  // namespace liq::tests
