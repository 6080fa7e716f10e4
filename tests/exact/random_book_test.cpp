// A random book of equal positions: the number that a shock liquidates follows the generalised
// Poisson law (Consul & Jain 1973; models/law.md 9.4), exactly and for any spacing of the grid.
#include <gtest/gtest.h>

#include <boost/math/distributions/chi_squared.hpp>
#include <map>
#include <random>
#include <sstream>

#include "models/exact/generalised_poisson.hpp"
#include "tests/support/plan_builder.hpp"
#include "tests/support/seeds.hpp"
#include "tests/support/settled.hpp"
#include "tests/support/totals_reader.hpp"

namespace liq::tests {
namespace {

/// Poisson(mean) positions a grid point, each moving the price by `jump` levels, after a shock of
/// (shock + 1/2) levels.
struct Setting {
    double mean;
    int jump, shock;

    [[nodiscard]] exact::GeneralisedPoisson law() const { return {mean * shock, mean * jump}; }
};
constexpr Setting settings[]{{.175, 2, 12}, {.2, 3, 5}, {.3, 1, 40}, {.05, 6, 30}};

constexpr FuelTicks position = 1000 * ticks_per_usd;
constexpr double position_usd = 1000;

/// A book flat enough that one position moves the price by `jump` levels.
ImpactParameters impact_of(Setting const& setting) {
    double const depth = position_usd / (setting.jump * grid::spacing) * 0.01;
    ImpactParameters impact;
    impact.depth = {depth, depth};
    return impact;
}

LevelFuel random_longs(Setting const& setting, std::mt19937_64& random) {
    std::poisson_distribution<int> number(setting.mean);
    LevelFuel fuel;
    for (int level = 1; level <= grid::levels; ++level) {
        if (int const n = number(random); n > 0) fuel.add(level, n * position, 0);
    }
    return fuel;
}

float shock_of(Setting const& setting) {
    return static_cast<float>(-(setting.shock + 0.5) * grid::spacing);
}

std::string inputs(Setting const& setting, std::uint64_t seed) {
    std::ostringstream text;
    text << "mean per level " << setting.mean << ", positions move " << setting.jump
         << " levels, shock " << setting.shock << ".5 levels, theta " << setting.law().theta
         << ", n " << setting.law().n << ", seed " << seed;
    return text.str();
}

/// Trials by number liquidated.
std::map<int, int> liquidations(Setting const& setting, std::uint64_t seed, int n_trials) {
    std::mt19937_64 random(seed);
    CascadeParameters cascade;
    cascade.max_rounds = 1'000'000;
    std::map<int, int> trials;
    for (int i = 0; i < n_trials; ++i) {
        SettledBook book(random_longs(setting, random), {}, cascade, impact_of(setting));
        book.visit(shock_of(setting));
        ++trials[static_cast<int>(book.removed().longs / position)];
    }
    return trials;
}

/// Probability that chi-square is at least as large if the counts follow the law; cells with fewer
/// than 20 expected are pooled.
double p_value(std::map<int, int> const& trials, exact::GeneralisedPoisson const& law,
               int n_trials) {
    double chi_square = 0, expected_left = n_trials;
    int cells = 0, left = n_trials;
    double expected = 0, observed = 0;
    for (int k = 0; expected_left - expected > 20; ++k) {
        expected += n_trials * law.probability(k);
        observed += trials.contains(k) ? trials.at(k) : 0;
        if (expected < 20) continue;
        chi_square += (observed - expected) * (observed - expected) / expected;
        ++cells;
        expected_left -= expected;
        left -= static_cast<int>(observed);
        expected = observed = 0;
    }
    chi_square += (left - expected_left) * (left - expected_left) / expected_left;
    boost::math::chi_squared const distribution(cells);
    return boost::math::cdf(boost::math::complement(distribution, chi_square));
}

TEST(GeneralisedPoisson, SumsToOneWithItsMeanAndVariance) {
    for (Setting const& setting : settings) {
        exact::GeneralisedPoisson const law = setting.law();
        double sum = 0, mean = 0, square = 0;
        for (int k = 0; k < 3000; ++k) {
            double const p = law.probability(k);
            sum += p;
            mean += k * p;
            square += static_cast<double>(k) * k * p;
        }
        EXPECT_NEAR(sum, 1, 1e-12) << inputs(setting, 0);
        EXPECT_NEAR(mean, law.mean(), 1e-10) << inputs(setting, 0);
        EXPECT_NEAR(square - mean * mean, law.variance(), 1e-8) << inputs(setting, 0);
    }
}

TEST(GeneralisedPoisson, IsThePoissonLawWithoutBranching) {
    exact::GeneralisedPoisson const law{2.5, 0};
    for (int k = 0; k < 20; ++k) {
        EXPECT_NEAR(law.probability(k), std::exp(k * std::log(2.5) - 2.5 - std::lgamma(k + 1.)),
                    1e-15);
    }
}

// The chi-square is held to the two-sided level of 3 standard errors, 0.27 %.
TEST(RandomBook, LiquidatesNumbersThatFollowTheGeneralisedPoissonLaw) {
    int const n_trials = full_run() ? 300'000 : 40'000;
    for (std::uint64_t seed : seeds_of_this_run()) {
        for (Setting const& setting : settings) {
            auto const trials = liquidations(setting, seed, n_trials);
            exact::GeneralisedPoisson const law = setting.law();
            EXPECT_GT(p_value(trials, law, n_trials), .0027) << inputs(setting, seed);

            double mean = 0, square = 0, fourth = 0;
            for (auto const& [number, count] : trials) mean += 1. * number * count / n_trials;
            for (auto const& [number, count] : trials) {
                double const away = (number - mean) * (number - mean);
                square += away * count / n_trials;
                fourth += away * away * count / n_trials;
            }
            EXPECT_TRUE(within_3_standard_errors({mean, std::sqrt(square / n_trials)}, law.mean(),
                                                 "mean, " + inputs(setting, seed)));
            EXPECT_TRUE(
                within_3_standard_errors({square, std::sqrt((fourth - square * square) / n_trials)},
                                         law.variance(), "variance, " + inputs(setting, seed)));
        }
    }
}

// The same books through a whole run: the initial jump is settled once, before the first step, and
// without volatility nothing happens after it.
TEST(RandomBook, LiquidatesThroughARunWhatOneSettlementOfItsInitialJumpDoes) {
    Setting const& setting = settings[1];
    std::mt19937_64 random(seeds[0]);
    CascadeParameters cascade;
    auto const backend = make_cpu_backend({});
    for (int trial = 0; trial < 200; ++trial) {
        LevelFuel const longs = random_longs(setting, random);
        SettledBook book(longs, {}, cascade, impact_of(setting));
        Settled const end = book.visit(shock_of(setting));

        PlanBuilder builder;
        builder.clock(2, Duration{300}).gbm(0, 0).cascade(cascade).impact(impact_of(setting));
        builder.initial_jump(shock_of(setting)).touch(end.traded).touch(end.traded - 1e-4);
        for (std::size_t i = 0; i < longs.level.size(); ++i) {
            builder.fuel(Side::long_side, longs.level[i], longs.fuel[i]);
        }
        Totals const totals = totals_on(*backend, builder.build(), {0, 3});
        ASSERT_EQ(sum_of(totals, Quantity::liquidated_long), 3.0L * book.removed().longs) << trial;
        ASSERT_EQ(sum_of(totals, Quantity::largest_cascade), 3.0L * book.removed().longs) << trial;
        EXPECT_EQ(totals.outcome(0, TotalsLayout::hits), 3u) << "the price the settlement ends at";
        EXPECT_EQ(totals.outcome(0, TotalsLayout::steps), 0u) << "is reached at the start";
        EXPECT_EQ(totals.outcome(1, TotalsLayout::hits), 0u) << "and not passed";
    }
}

}  // namespace
}  // namespace liq::tests
