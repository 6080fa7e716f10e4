// The book whose positions are closed by their owners and opened anew (models/law.md 4).
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "tests/support/fuel.hpp"
#include "tests/support/full_book.hpp"

namespace liq::tests {
namespace {

constexpr double h = grid::spacing;
constexpr int long_index = 0, short_index = 1;
/// What opens at a renewal of a book of 1e6 USD that turns over in an hour is a whole number of
/// units, of which there are 2^14 at first [USD].
constexpr double whole_units = 1e6 / (1 << 14);

/// A book that turns over in `turnover_hours`, renewed every hour of 12 steps, in which orders do
/// not move the price.
FullTerms living(double turnover_hours) {
    FullTerms terms;
    terms.pressure.impact.depth = {1e18, 1e18};
    terms.turnover = DurationOrNever{Duration{static_cast<std::int64_t>(turnover_hours * 3600)}};
    return terms;
}

/// Lets hours pass at a fundamental price.
void wait(FullBook<LivingBook>& book, int hours, LogPrice x = 0.0f) {
    for (int step = 0; step < 12 * hours; ++step) {
        book.visit(x);
        book.next_step();
    }
}

TEST(LivingBook, RelaxesToItsTargetAtTheStatedRateWithoutACascade) {
    FullTerms terms = living(72);
    terms.longs.add(400, usd(1e9), 0);
    terms.shorts.add(300, usd(5e8), 0);
    terms.inflow[long_index] = {{-.3, 2, 0}, {-.1, 1, 0}};
    terms.inflow[short_index] = {{.2, 1, 0}};
    terms.target = {0.25, 2};
    FullBook<LivingBook> book(terms);
    for (int hours : {1, 24, 72, 720}) {
        while (book.step() < 12 * hours) wait(book, 1);
        double const left = std::exp(-hours / 72.);
        CascadeEnd const end = book.end();
        // What opens is a whole number of units, 512 at first.
        EXPECT_NEAR(in_usd(end.flows[long_index].alive), 1e9 * (.25 + .75 * left), 1e5) << hours;
        EXPECT_NEAR(in_usd(end.flows[short_index].alive), 5e8 * (2 - left), 1e5) << hours;
    }
}

TEST(LivingBook, KeepsEverythingWhenItNeverTurnsOver) {
    FullTerms terms = living(1);
    terms.turnover = DurationOrNever{{}, true};
    terms.longs.add(400, usd(1e9) + 7, 0);
    terms.inflow[long_index] = {{-.1, 1, 0}};
    FullBook<LivingBook> book(terms);
    wait(book, 48);
    EXPECT_EQ(book.end().flows[long_index].alive, usd(1e9) + 7);
    EXPECT_EQ(book.end().flows[long_index].opened, 0);
}

TEST(LivingBook, OpensAtFixedDistancesFromTheTradedPriceSplitBetweenTheNearestLevels) {
    FullTerms terms = living(1);
    terms.longs.add(700, usd(1e6), 0);
    terms.shorts.add(700, usd(1e6), 0);
    terms.inflow[long_index] = {{-20.25 * h, 1, 0}};
    terms.inflow[short_index] = {{10.5 * h, 1, 0}};
    FullBook<LivingBook> book(terms);
    wait(book, 1, static_cast<LogPrice>(30 * h));
    double const opened = 1e6 * (1 - std::exp(-1.));
    // Longs are at 30 - 20.25 levels above spot: three quarters at 10, a quarter at 9.
    auto longs = book.visit(static_cast<LogPrice>(9 * h));
    ASSERT_EQ(longs.size(), 2u);
    EXPECT_EQ(longs[0].level, -10) << "outwards is down, so this level lies above spot";
    EXPECT_NEAR(in_usd(longs[0].fuel), .75 * opened, whole_units);
    EXPECT_EQ(longs[1].level, -9);
    EXPECT_NEAR(in_usd(longs[1].fuel), .25 * opened, whole_units);
    auto shorts = book.visit(static_cast<LogPrice>(40 * h));
    ASSERT_EQ(shorts.size(), 1u);
    EXPECT_EQ(shorts[0].level, 40);
    EXPECT_NEAR(in_usd(shorts[0].fuel), .5 * opened, whole_units);
}

TEST(LivingBook, PutsWhatLiesAtOrBeyondTheMarkIntoTheFirstLevelBeyondIt) {
    for (double x : {.0, .5, -.5, 7.}) {
        FullTerms terms = living(1);
        terms.longs.add(700, usd(1e6), 0);
        terms.shorts.add(700, usd(1e6), 0);
        terms.inflow[long_index] = {{2 * h, 1, 0}};     // above the entry price
        terms.inflow[short_index] = {{-.2 * h, 1, 0}};  // below it
        FullBook<LivingBook> book(terms);
        auto const price = static_cast<LogPrice>(x * h);
        wait(book, 1, price);
        EXPECT_TRUE(book.visit(price).empty()) << x;
        // A tenth of a level further, because sales move the price a little.
        auto const below = book.visit(static_cast<LogPrice>((std::ceil(x) - 1.1) * h));
        ASSERT_EQ(below.size(), 1u) << x;
        EXPECT_EQ(below[0].side, Side::long_side);
        EXPECT_EQ(below[0].level, 1 - static_cast<int>(std::ceil(x)));
        EXPECT_NEAR(in_usd(below[0].fuel), 1e6 * (1 - std::exp(-1.)), whole_units) << x;
        auto const above = book.visit(static_cast<LogPrice>((std::floor(x) + 1.1) * h));
        ASSERT_EQ(above.size(), 1u) << x;
        EXPECT_EQ(above[0].side, Side::short_side);
        EXPECT_EQ(above[0].level, 1 + static_cast<int>(std::floor(x)));
        EXPECT_NEAR(in_usd(above[0].fuel), 1e6 * (1 - std::exp(-1.)), whole_units) << x;
    }
}

TEST(LivingBook, CountsWhatOpensOffTheGrid) {
    FullTerms terms = living(1);
    terms.longs.add(819, usd(1e6), 0);
    terms.inflow[long_index] = {{-.5, 1, 0}, {-.9, 3, 0}};
    FullBook<LivingBook> book(terms);
    wait(book, 1);
    BookFlows const& flows = book.end().flows[long_index];
    EXPECT_NEAR(in_usd(flows.inflow_off_grid), .75e6 * (1 - std::exp(-1.)), whole_units);
    EXPECT_NEAR(in_usd(flows.opened), .25e6 * (1 - std::exp(-1.)), whole_units);
}

TEST(LivingBook, FillsBucketsAgainThatWereSwept) {
    FullTerms terms = living(10);
    for (int level = 5; level < 15; ++level) terms.longs.add(level, usd(1000), 0);
    terms.inflow[long_index] = {{-10 * h, 1, 0}};
    FullBook<LivingBook> book(terms);
    EXPECT_EQ(book.visit(static_cast<LogPrice>(-20 * h)).size(), 10u);
    EXPECT_EQ(book.end().flows[long_index].alive, 0);
    wait(book, 1);  // back at spot
    auto const again = book.visit(static_cast<LogPrice>(-10 * h));
    ASSERT_EQ(again.size(), 1u);
    EXPECT_EQ(again[0].level, 10);
    EXPECT_NEAR(in_usd(again[0].fuel), 1e4 * (1 - std::exp(-.1)), .2);
}

TEST(LivingBook, IsRenewedOnlyAtMultiplesOfRefresh) {
    FullTerms terms = living(72);
    terms.refresh = Duration{1500};  // five steps
    terms.longs.add(100, usd(1e6), 0);
    FullBook<LivingBook> book(terms);
    for (int step = 1; step <= 20; ++step) {
        book.visit(0.0f);
        book.next_step();
        double const renewals = std::floor(step / 5.);
        EXPECT_NEAR(in_usd(book.end().flows[long_index].closed),
                    1e6 * (1 - std::exp(-renewals * 1500 / (72 * 3600.))), .5)
            << step;
    }
}

/// A random book with random parameters, which a random walk sweeps and refills.
class RandomLife {
  public:
    explicit RandomLife(std::uint64_t seed) : random_(seed) {
        double const size = std::pow(10., uniform(3, 10));
        fill(terms_, size);
        terms_.more_classes.resize(seed % 4);
        for (ClassTerms& more : terms_.more_classes) fill(more, size);
        terms_.refill = seed % 3 == 0 ? Refill::target : Refill::closings;
        PressureParameters& p = terms_.pressure;
        p.impact.depth = {size * uniform(1, 100), size * uniform(1, 100)};
        p.waterfall.enabled = uniform(0, 1) < .5;
        p.waterfall.fund = size * uniform(0, .02);
    }
    void live(int hours) {
        FullBook<LivingBook> book(terms_);
        double x = 0;
        for (int step = 0; step < 12 * hours; ++step) {
            x += uniform(-.004, .004);
            book.visit(static_cast<LogPrice>(x + uniform(-.004, .004)));
            book.visit(static_cast<LogPrice>(x));
            book.next_step();
        }
        CascadeEnd const end = book.end();
        for (BookFlows const& f : end.flows) {
            double const missing = std::abs(
                in_usd(f.initial + f.opened - f.closed - f.liquidated - f.deleveraged - f.alive));
            // The fuel at the start is counted in whole units.
            auto const side = &f == &end.flows[0] ? Side::long_side : Side::short_side;
            double units = unit_of(terms_, side);
            for (ClassTerms const& more : terms_.more_classes) units += unit_of(more, side);
            auto const n_classes = static_cast<double>(1 + terms_.more_classes.size());
            worst_ = std::max(worst_, (missing - units / 2) / (hours * n_classes));
            swept_ += f.liquidated > 0 && f.opened > 0 && f.closed > 0 ? 1 : 0;
            deleveraged_ += f.deleveraged > 0 ? 1 : 0;
        }
    }
    /// USD per renewal, class and side.
    [[nodiscard]] double worst() const { return worst_; }
    [[nodiscard]] int swept() const { return swept_; }
    [[nodiscard]] int deleveraged() const { return deleveraged_; }

  private:
    void fill(ClassTerms& terms, double size) {
        for (int i = 0; i < 60; ++i) {
            terms.longs.add(level(), usd(size * uniform(0, 1)), 0);
            terms.shorts.add(level(), usd(size * uniform(0, 1)), 0);
        }
        for (auto& kinds : terms.inflow) {
            double const sign = &kinds == &terms.inflow[0] ? -1 : 1;
            for (int i = 0; i < 40; ++i)
                kinds.push_back({sign * uniform(-.001, .9), uniform(0, 1), uniform(0, .01)});
        }
        terms.turnover =
            DurationOrNever{Duration{static_cast<std::int64_t>(std::pow(10., uniform(2, 6)))}};
        terms.target = {uniform(0, 3), uniform(0, 3)};
    }
    [[nodiscard]] double unit_of(ClassTerms const& terms, Side side) const {
        double const kept = std::exp(-terms_.refresh.years() / terms.turnover.length.years());
        LevelFuel const& fuel = side == Side::long_side ? terms.longs : terms.shorts;
        FuelTicks const initial = build_ladder_side(fuel).fuel_up_to.back();
        return LivingUnits(kept, terms.target.of(side), true).first_worth(initial) / ticks_per_usd;
    }
    double uniform(double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random_);
    }
    int level() { return std::uniform_int_distribution<int>(1, grid::levels)(random_); }

    std::mt19937_64 random_;
    FullTerms terms_;
    double worst_ = 0;
    int swept_ = 0, deleveraged_ = 0;
};

TEST(LivingBook, ConservesEveryDollarWithinAnEighthPerRenewalClassAndSide) {
    int swept = 0, deleveraged = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        RandomLife life(seed);
        life.live(seed % 10 == 0 ? 2000 : 1 + static_cast<int>(seed));
        EXPECT_LE(life.worst(), 1. / 8) << "seed " << seed;
        swept += life.swept();
        deleveraged += life.deleveraged();
    }
    EXPECT_GT(swept, 60) << "the walks must meet what they are to test";
    EXPECT_GT(deleveraged, 5);
}

}  // namespace
}  // namespace liq::tests
