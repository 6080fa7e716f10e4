// The full cascade: it has the bits of the fast cascade where both can do the work, and a living
// book that never turns over has those of the frozen book.
#include "models/cascade/full_cascade.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <random>

#include "tests/support/fuel.hpp"
#include "tests/support/full_book.hpp"
#include "tests/support/settled.hpp"

namespace liq::tests {
namespace {

constexpr double h = grid::spacing;

std::uint32_t bits(float value) {
    return std::bit_cast<std::uint32_t>(value);
}

/// A random book and random impact.
class RandomTerms {
  public:
    explicit RandomTerms(std::uint64_t seed) : random_(seed) {
        for (int i = 0; i < 400; ++i) {
            FuelTicks const fuel = usd(uniform(0, 1e7));
            (i % 2 ? terms.longs : terms.shorts)
                .add(std::uniform_int_distribution<int>(1, 819)(random_), fuel,
                     std::llround(static_cast<double>(fuel) * uniform(0, .01) / gap_unit));
        }
        PressureParameters& p = terms.pressure;
        p.impact.depth = {uniform(3e8, 3e9), uniform(3e8, 3e9)};
        p.impact.exponent = uniform(1, 2);
        p.impact.permanent_share = uniform(0, .3);
        p.cascade.market_fraction = uniform(.3, 1);
        p.cascade.mark_pass_through = uniform(.3, 1);
        p.cascade.max_rounds = 1 << std::uniform_int_distribution<int>(0, 8)(random_);
    }
    double uniform(double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random_);
    }
    /// Visits that go further and further from spot.
    LogPrice visit(int step) { return static_cast<LogPrice>(uniform(-.6, .6) * step / 500); }

    FullTerms terms;

  private:
    std::mt19937_64 random_;
};

template <class Depth>
void check_against_fast(std::uint64_t seed) {
    RandomTerms random(seed);
    PressureParameters& p = random.terms.pressure;
    if (Depth::varies) p.withdrawal.sensitivity = random.uniform(.1, 3);
    FullBook<FrozenBook> full(random.terms);
    SettledBook<Depth> fast(random.terms.longs, random.terms.shorts, p.cascade, p.impact,
                            p.withdrawal);
    for (int step = 0; step < 500; ++step) {
        for (int i = 0; i < 3; ++i) {
            LogPrice const x = random.visit(step);
            full.visit(x);
            Settled const settled = fast.visit(x);
            ASSERT_EQ(bits(full.traded(x)), bits(settled.traded)) << seed << " " << step;
        }
        RemovedFuel const a = full.next_step(), b = fast.next_step();
        ASSERT_EQ(a.longs, b.longs);
        ASSERT_EQ(a.shorts, b.shorts);
        ASSERT_EQ(bits(full.state().imbalance[0]), bits(fast.imbalance()));
        ASSERT_EQ(bits(full.traded(0.0f)), bits(fast.traded(0.0f)));
    }
    EXPECT_EQ(full.removed().longs, fast.removed().longs);
    EXPECT_GT(full.removed().longs, usd(1e7));
    BookFlows const flows = full.end().flows[0];
    EXPECT_EQ(flows.initial, flows.liquidated + flows.alive);
}

TEST(FullCascade, HasTheBitsOfTheFastOneOnAFrozenBookWithAPowerLaw) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        check_against_fast<SteadyDepth>(seed);
        check_against_fast<WithdrawingDepth>(seed);
    }
}

void expect_equal(BookFlows const& a, BookFlows const& b) {
    EXPECT_EQ(a.initial, b.initial);
    EXPECT_EQ(a.liquidated, b.liquidated);
    EXPECT_EQ(a.deleveraged, b.deleveraged);
    EXPECT_EQ(a.alive, b.alive);
    EXPECT_EQ(a.opened, b.opened);
    EXPECT_EQ(a.closed, b.closed);
    EXPECT_EQ(a.inflow_off_grid, b.inflow_off_grid);
}

/// Whether anything was deleveraged.
bool check_living_against_frozen(std::uint64_t seed) {
    RandomTerms random(seed);
    PressureParameters& p = random.terms.pressure;
    p.withdrawal.sensitivity = seed % 2 ? random.uniform(.1, 3) : 0.0;
    p.waterfall.enabled = seed % 3 != 0;
    p.waterfall.fund = random.uniform(0, 1e7);
    random.terms.turnover = DurationOrNever{{}, true};
    random.terms.inflow[0] = {{-.1, 1, .004}};
    std::vector<Wall> const walls{{-.1f, 2e8f, 1e6f}, {.07f, 3e8f, 0.0f}};
    if (seed % 4 == 0) p.walls = {walls.data(), 2};
    FullBook<FrozenBook> frozen(random.terms);
    FullBook<LivingBook> living(random.terms);
    for (int step = 0; step < 500; ++step) {
        for (int i = 0; i < 3; ++i) {
            LogPrice const x = random.visit(step);
            auto const a = frozen.visit(x), b = living.visit(x);
            EXPECT_EQ(a.size(), b.size());
            for (std::size_t k = 0; k < std::min(a.size(), b.size()); ++k) {
                EXPECT_EQ(a[k].level, b[k].level);
                EXPECT_EQ(a[k].fuel, b[k].fuel);
            }
            EXPECT_EQ(bits(frozen.traded(x)), bits(living.traded(x))) << seed << " " << step;
        }
        RemovedFuel const a = frozen.next_step(), b = living.next_step();
        EXPECT_EQ(a.longs, b.longs);
        EXPECT_EQ(a.shorts, b.shorts);
        EXPECT_EQ(bits(frozen.state().imbalance[0]), bits(living.state().imbalance[0]));
        EXPECT_EQ(frozen.fund().change, living.fund().change);
    }
    CascadeEnd const a = frozen.end(), b = living.end();
    EXPECT_EQ(a.fund_drawdown, b.fund_drawdown);
    for (int side = 0; side < n_sides; ++side) expect_equal(a.flows[side], b.flows[side]);
    EXPECT_EQ(frozen.exhausted(), living.exhausted());
    return a.flows[0].deleveraged + a.flows[1].deleveraged > 0;
}

TEST(FullCascade, OfALivingBookThatNeverTurnsOverIsThatOfTheFrozenOneBitForBit) {
    int deleveraged = 0;
    for (std::uint64_t seed = 1; seed <= 40 && !HasFailure(); ++seed)
        deleveraged += check_living_against_frozen(seed) ? 1 : 0;
    EXPECT_GT(deleveraged, 10);
}

/// A living book in which new positions open at the next hour.
FullTerms level_terms(std::initializer_list<int> levels, double amount) {
    FullTerms terms;
    for (int level : levels) terms.longs.add(level, usd(amount), 0);
    terms.pressure.impact.depth = {1000 / h * .01, 1000 / h * .01};
    terms.turnover = DurationOrNever{Duration{36000}};
    return terms;
}

TEST(FullCascade, OfALivingBookGoesOnInRoundsUntilNothingNewIsReached) {
    // Each sale moves the price by 1.5 levels: 4 reaches 5, both reach 7, all reach no further than
    // 10.
    FullBook<LivingBook> book(level_terms({4, 5, 6, 7, 20}, 1500));
    EXPECT_EQ(book.visit(static_cast<LogPrice>(-4 * h)).size(), 4u);
    EXPECT_NEAR(book.traded(static_cast<LogPrice>(-4 * h)), -10 * h, 1e-6);
    EXPECT_EQ(book.exhausted(), 0);
}

TEST(FullCascade, OfALivingBookLeavesTheRestToTheNextVisitWhenItsRoundsAreExhausted) {
    FullTerms terms = level_terms({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 1010);
    terms.pressure.cascade.max_rounds = 4;
    FullBook<LivingBook> book(terms);
    EXPECT_EQ(book.visit(static_cast<LogPrice>(-h)).size(), 4u);
    EXPECT_EQ(book.visit(static_cast<LogPrice>(-h)).size(), 4u);
    EXPECT_EQ(book.exhausted(), 2);
    EXPECT_EQ(book.visit(static_cast<LogPrice>(-h)).size(), 2u);
    EXPECT_EQ(book.exhausted(), 2);
}

TEST(FullCascade, ReachesALevelThatThePriceIsExactlyOn) {
    for (int level : {1, 5, 400, 819}) {
        FullBook<LivingBook> book(level_terms({level}, 1000));
        auto const on = static_cast<LogPrice>(-level * h);
        EXPECT_TRUE(book.visit(std::nextafter(on, 0.0f)).empty()) << level;
        EXPECT_EQ(book.visit(on).size(), 1u) << level;
    }
}

TEST(FullCascade, FallsNoFurtherThanAWallUntilItIsUsedUp) {
    FullTerms terms = level_terms({4}, 20'000);
    std::vector<Wall> const walls{{static_cast<LogPrice>(-10 * h), 30'000.0f, 0.0f}};
    terms.pressure.walls = {walls.data(), 1};
    FullBook<FrozenBook> book(terms);
    auto const x = static_cast<LogPrice>(-4 * h);
    book.visit(x);
    EXPECT_NEAR(book.traded(x), -10 * h, 1e-6) << "20 levels without the wall";
    EXPECT_EQ(book.visit(static_cast<LogPrice>(-11 * h)).size(), 0u);
    EXPECT_NEAR(book.traded(static_cast<LogPrice>(-11 * h)), -31 * h, 1e-6)
        << "a wall that X has passed holds nothing";
}

}  // namespace
}  // namespace liq::tests
