// A living book in classes, each with a turnover of its own (models/law.md 4).
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <map>
#include <random>

#include "tests/support/fuel.hpp"
#include "tests/support/full_book.hpp"

namespace liq::tests {
namespace {

constexpr double h = grid::spacing;

DurationOrNever hours(double length) {
    return {Duration{static_cast<std::int64_t>(length * 3600)}};
}

/// A class with 1e9 USD of longs at one level, which opens longs at a distance.
ClassTerms one_level(int level, double distance, DurationOrNever turnover) {
    ClassTerms terms;
    terms.longs.add(level, usd(1e9), 0);
    terms.inflow[0] = {{-distance, 1, .001}};
    terms.turnover = turnover;
    return terms;
}

/// Orders do not move the price.
FullTerms without_impact(ClassTerms const& first) {
    FullTerms terms;
    static_cast<ClassTerms&>(terms) = first;
    terms.pressure.cascade.market_fraction = 0;
    return terms;
}

void wait(FullBook<LivingBook>& book, int n_hours, LogPrice x = 0.0f) {
    for (int step = 0; step < 12 * n_hours; ++step) {
        book.visit(x);
        book.next_step();
    }
}

FuelTicks longs_of(std::vector<Removal> const& removals) {
    FuelTicks sum = 0;
    for (Removal const& r : removals) sum += r.side == Side::long_side ? r.fuel : 0;
    return sum;
}

TEST(LivingClasses, EachReturnsToItsOwnTargetAtItsOwnRate) {
    FullTerms terms = without_impact(one_level(500, .3, hours(72)));
    ClassTerms fast = one_level(300, .2, hours(5));
    fast.target = {.5, 1};
    terms.more_classes = {fast, one_level(400, .25, DurationOrNever{{}, true})};
    FullBook<LivingBook> book(terms);
    wait(book, 10);
    BookFlows const f = book.end().flows[0];
    double const kept = std::exp(-10. / 5);
    EXPECT_NEAR(in_usd(f.alive), 1e9 * (1 + .5 + .5 * kept + 1), 1e5);
    EXPECT_NEAR(in_usd(f.closed), 1e9 * (10. / 72 + (.5 * 10 / 5 + .5 * (1 - kept))), 1e8);
    // What is left of the three levels from the start: the mark reaches them before new ones.
    EXPECT_NEAR(in_usd(longs_of(book.visit(static_cast<LogPrice>(-300 * h)))),
                1e9 * (kept + .5 * (1 - kept)), 1e5);
    EXPECT_NEAR(in_usd(longs_of(book.visit(static_cast<LogPrice>(-400 * h)))),
                1e9 * (1 + 1 - std::exp(-10. / 72)), 1e5);
    EXPECT_NEAR(in_usd(longs_of(book.visit(static_cast<LogPrice>(-500 * h)))),
                1e9 * std::exp(-10. / 72), 1e5);
}

TEST(LivingClasses, WhatWasLiquidatedComesBackOnlyWhereASideIsHeldAtItsTarget) {
    for (Refill const refill : {Refill::closings, Refill::target}) {
        FullTerms terms = without_impact(one_level(20, .3, hours(10)));
        terms.more_classes = {one_level(200, .3, hours(10))};
        terms.refill = refill;
        FullBook<LivingBook> book(terms);
        wait(book, 1);
        FuelTicks const swept = longs_of(book.visit(static_cast<LogPrice>(-20 * h)));
        EXPECT_NEAR(in_usd(swept), 1e9 * std::exp(-.1), 1e5);
        wait(book, 200);
        double const lost = refill == Refill::closings ? in_usd(swept) : 0.0;
        EXPECT_NEAR(in_usd(book.end().flows[0].alive), 2e9 - lost, 1e5);
    }
}

TEST(LivingClasses, NothingOpensInAClassOfWhichAllWasLiquidated) {
    FullTerms terms = without_impact(one_level(20, 20.5 * h, hours(10)));
    terms.refill = Refill::closings;
    FullBook<LivingBook> book(terms);
    for (int i = 1; i <= 30; ++i) wait(book, 8, static_cast<LogPrice>(-22 * i * h));
    BookFlows const f = book.end().flows[0];
    EXPECT_LT(in_usd(f.liquidated), 1.0001e9) << "no more than the side was held at";
    EXPECT_GT(in_usd(f.liquidated), .9e9);
    EXPECT_LT(in_usd(f.alive), 1e8);
}

/// Splits a random book by dealing its entries to three classes.
struct Dealt {
    FullTerms whole, classes;

    explicit Dealt(std::uint64_t seed) : random_(seed) {
        PressureParameters& p = whole.pressure;
        p.impact.depth = {uniform(3e8, 3e9), uniform(3e8, 3e9)};
        p.cascade.market_fraction = uniform(.3, 1);
        p.withdrawal.sensitivity = seed % 2 ? uniform(.1, 3) : 0.0;
        classes.pressure = p;
        classes.more_classes.resize(2);
        for (int i = 0; i < 400; ++i) {
            FuelTicks const fuel = usd(uniform(0, 1e7));
            int const level = std::uniform_int_distribution<int>(1, 819)(random_);
            ClassTerms* const of_class[] = {&classes, classes.more_classes.data(),
                                            &classes.more_classes[1]};
            for (ClassTerms* terms : {static_cast<ClassTerms*>(&whole), of_class[i / 2 % 3]})
                (i % 2 ? terms->longs : terms->shorts).add(level, fuel, fuel / 100);
        }
    }
    double uniform(double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random_);
    }

  private:
    std::mt19937_64 random_;
};

std::map<std::pair<Side, int>, FuelTicks> by_level(std::vector<Removal> const& removals) {
    std::map<std::pair<Side, int>, FuelTicks> found;
    for (Removal const& r : removals) found[{r.side, r.level}] += r.fuel;
    return found;
}

TEST(LivingClasses, ThatNeverTurnOverAreTheFrozenBookBitForBit) {
    for (std::uint64_t seed = 1; seed <= 20 && !HasFailure(); ++seed) {
        Dealt dealt(seed);
        FullBook<FrozenBook> frozen(dealt.whole);
        FullBook<LivingBook> living(dealt.classes);
        for (int step = 0; step < 500; ++step) {
            auto const x = static_cast<LogPrice>(dealt.uniform(-.6, .6) * step / 500);
            EXPECT_EQ(by_level(frozen.visit(x)), by_level(living.visit(x)));
            EXPECT_EQ(std::bit_cast<std::uint32_t>(frozen.traded(x)),
                      std::bit_cast<std::uint32_t>(living.traded(x)));
            RemovedFuel const a = frozen.next_step(), b = living.next_step();
            EXPECT_EQ(a.longs, b.longs);
            EXPECT_EQ(a.shorts, b.shorts);
        }
        for (int side = 0; side < n_sides; ++side)
            EXPECT_EQ(frozen.end().flows[side].alive, living.end().flows[side].alive);
        EXPECT_GT(frozen.removed().longs, usd(1e7));
    }
}

TEST(LivingClasses, OfEqualTurnoverAndMixAreOneClassButForTheRoundingOfUnits) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        Dealt dealt(seed);
        dealt.whole.refill = dealt.classes.refill = Refill::target;
        for (FullTerms* terms : {&dealt.whole, &dealt.classes}) {
            terms->pressure.waterfall = {true, 1e5};
            for (ClassTerms* of_class = terms; of_class != nullptr;) {
                of_class->turnover = hours(40);
                for (int side = 0; side < n_sides; ++side)
                    of_class->inflow[side] = {{side == 0 ? -.05 : .05, 1, .002},
                                              {side == 0 ? -.02 : .02, 2, .001}};
                auto& more = terms->more_classes;
                bool const is_first = of_class == terms;
                if (is_first)
                    of_class = more.empty() ? nullptr : more.data();
                else
                    of_class = of_class == &more.back() ? nullptr : of_class + 1;
            }
        }
        FullBook<LivingBook> one(dealt.whole), several(dealt.classes);
        for (int step = 0; step < 2000; ++step) {
            auto const x = static_cast<LogPrice>(dealt.uniform(-.2, .2) * step / 2000);
            one.visit(x);
            several.visit(x);
            one.next_step();
            several.next_step();
        }
        bool deleveraged = false;
        for (int side = 0; side < n_sides; ++side) {
            BookFlows const a = one.end().flows[side], b = several.end().flows[side];
            double const rounding = 1e-4 * in_usd(a.initial);
            EXPECT_NEAR(in_usd(a.alive), in_usd(b.alive), rounding);
            EXPECT_NEAR(in_usd(a.liquidated), in_usd(b.liquidated), rounding);
            EXPECT_NEAR(in_usd(a.opened), in_usd(b.opened), rounding);
            EXPECT_NEAR(in_usd(a.deleveraged), in_usd(b.deleveraged), rounding);
            deleveraged |= a.deleveraged > 0;
        }
        EXPECT_TRUE(deleveraged) << "seed " << seed;
    }
}

}  // namespace
}  // namespace liq::tests
