// The cascade at a visited price: the least fixed point, which rounds reach (models/law.md 6.3).
#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/fuel.hpp"
#include "tests/support/settled.hpp"

namespace liq::tests {
namespace {

constexpr double h = grid::spacing;

LogPrice below(double levels) {
    return static_cast<LogPrice>(-levels * h);
}
LogPrice above(double levels) {
    return static_cast<LogPrice>(levels * h);
}

/// A flat book in which `amount` USD of orders moves the price by one level.
ImpactParameters level_per(double amount) {
    ImpactParameters impact;
    impact.depth = {amount / h * .01, amount / h * .01};
    return impact;
}

LevelFuel fuel_at(std::initializer_list<int> levels, double amount) {
    LevelFuel fuel;
    for (int level : levels) fuel.add(level, usd(amount), 0);
    return fuel;
}

TEST(Settle, ReachesALevelThatThePriceIsExactlyOn) {
    for (int level : {1, 5, 400, 819}) {
        SettledBook longs(fuel_at({level}, 1000), {}, {}, level_per(1e6));
        EXPECT_EQ(longs.visit(std::nextafter(below(level), 0.0f)).sweep.long_to, 0);
        EXPECT_EQ(longs.visit(below(level)).sweep.long_to, level);
        SettledBook shorts({}, fuel_at({level}, 1000), {}, level_per(1e6));
        EXPECT_EQ(shorts.visit(std::nextafter(above(level), 0.0f)).sweep.short_to, 0);
        EXPECT_EQ(shorts.visit(above(level)).sweep.short_to, level);
    }
}

TEST(Settle, LetsSalesOfLongsLowerThePriceAndPurchasesOfShortsRaiseIt) {
    SettledBook book(fuel_at({4}, 1000), fuel_at({6}, 3000), {}, level_per(1000));
    EXPECT_NEAR(book.visit(below(4)).traded, -5 * h, 1e-7);
    EXPECT_NEAR(book.imbalance(), 1000, 1e-3);
    EXPECT_EQ(book.removed().longs, usd(1000));
    // X goes up by 7 levels and the price is still displaced by 1 downwards: P is 6 levels above,
    // where the shorts raise it by 3.
    EXPECT_NEAR(book.visit(above(7)).traded, 9 * h, 1e-6);
    EXPECT_NEAR(book.imbalance(), -2000, 1e-3);
    EXPECT_EQ(book.removed().shorts, usd(3000));
}

TEST(Settle, GoesOnInRoundsUntilNothingNewIsReached) {
    // Each level's sale moves the price by 1.5 levels: 4 reaches 5, 4 + 5 reach 6 and 7, all reach
    // no further than 10; 20 is out of reach.
    SettledBook book(fuel_at({4, 5, 6, 7, 20}, 1500), {}, {}, level_per(1000));
    Settled const end = book.visit(below(4));
    EXPECT_EQ(book.removed().longs, usd(4 * 1500));
    EXPECT_NEAR(end.traded, -10 * h, 1e-6);
    EXPECT_FALSE(end.sweep.exhausted);
    EXPECT_EQ(end.sweep.long_from, 0);
    EXPECT_GE(end.sweep.long_to, 7);
    EXPECT_LT(end.sweep.long_to, 20);
}

TEST(Settle, EndsInTheLeastFixedPointNotAFurtherOne) {
    // If everything down to 20 were sold, the price would be at 4 + 16 levels, which is a fixed
    // point too. A cascade that starts at 4 never gets there.
    SettledBook book(fuel_at({4, 20}, 15'000), {}, {}, level_per(1000 * 15. / 8));
    Settled const end = book.visit(below(4));
    EXPECT_EQ(book.removed().longs, usd(15'000));
    EXPECT_NEAR(end.traded, -12 * h, 1e-6);
}

TEST(Settle, TakesEachLevelOnlyOnce) {
    SettledBook book(fuel_at({3, 4}, 1000), {}, {}, level_per(1e6));
    book.visit(below(3.5));
    book.visit(above(2));
    book.visit(below(3.9));
    EXPECT_EQ(book.removed().longs, usd(1000));
    book.visit(below(4.5));
    EXPECT_EQ(book.removed().longs, usd(2000));
}

TEST(Settle, OfManyVisitsIsThatOfOneWhenNothingDecaysAndNothingStays) {
    for (double kappa : {1., 1.16, 2.}) {
        LevelFuel fuel;
        for (int level = 1; level <= 200; ++level) fuel.add(level, usd(900), 0);
        ImpactParameters impact = level_per(10'000);
        impact.exponent = kappa;
        SettledBook once(fuel, {}, {}, impact), often(fuel, {}, {}, impact);
        Settled const end = once.visit(below(100.5));
        Settled last{};
        for (int i = 1; i <= 201; ++i) last = often.visit(below(i / 2.));
        EXPECT_EQ(once.removed().longs, often.removed().longs) << kappa;
        EXPECT_NEAR(end.traded, last.traded, 1e-6) << kappa;
    }
}

TEST(Settle, LeavesTheRestToTheNextVisitWhenItsRoundsAreExhausted) {
    LevelFuel fuel;  // one level a round: each sale reaches just the next level
    for (int level = 1; level <= 10; ++level) fuel.add(level, usd(1010), 0);
    SettledBook book(fuel, {}, {.max_rounds = 4}, level_per(1000));
    Settled const first = book.visit(below(1));
    EXPECT_TRUE(first.sweep.exhausted);
    EXPECT_EQ(first.sweep.long_to, 4);
    Settled const second = book.visit(below(1));
    EXPECT_TRUE(second.sweep.exhausted);
    EXPECT_EQ(second.sweep.long_from, 4);
    EXPECT_EQ(second.sweep.long_to, 8);
    Settled const third = book.visit(below(1));
    EXPECT_FALSE(third.sweep.exhausted);
    EXPECT_EQ(book.removed().longs, usd(10 * 1010));
    EXPECT_FALSE(book.visit(below(1)).sweep.exhausted) << "nothing is left";
}

TEST(Settle, IsNotExhaustedByACascadeThatEndsInItsLastRound) {
    LevelFuel fuel;
    for (int level = 1; level <= 4; ++level) fuel.add(level, usd(1010), 0);
    SettledBook book(fuel, {}, {.max_rounds = 4}, level_per(1000));
    EXPECT_FALSE(book.visit(below(1)).sweep.exhausted);
    EXPECT_EQ(book.removed().longs, usd(4 * 1010));
}

TEST(Settle, HasNoFeedbackWhenTheMarkDoesNotFollow) {
    SettledBook book(fuel_at({4, 5, 6}, 10'000), {}, {.mark_pass_through = 0}, level_per(1000));
    Settled const end = book.visit(below(4.5));
    EXPECT_EQ(book.removed().longs, usd(10'000));
    EXPECT_NEAR(end.traded, -14.5 * h, 1e-6) << "the traded price is displaced all the same";
}

TEST(Settle, SendsOnlyTheMarketFractionToTheBook) {
    SettledBook book(fuel_at({4}, 10'000), {}, {.market_fraction = .3}, level_per(1000));
    EXPECT_NEAR(book.visit(below(4)).traded, -7 * h, 1e-6);
    EXPECT_EQ(book.removed().longs, usd(10'000)) << "all of it is liquidated";
}

TEST(Settle, KeepsThePermanentShareWhenTheRestHasDecayed) {
    ImpactParameters impact = level_per(1000);
    impact.permanent_share = .25;
    impact.resilience = Duration{300};
    SettledBook book(fuel_at({4}, 8000), {}, {}, impact);
    EXPECT_NEAR(book.visit(below(4)).traded, -12 * h, 1e-6) << "at first all of the impact shows";
    for (int step = 0; step < 100; ++step) book.next_step();
    EXPECT_EQ(book.imbalance(), 0.0f);
    EXPECT_NEAR(book.traded(below(4)), -6 * h, 1e-6) << "then the permanent quarter";
}

TEST(Settle, DecaysItsDisplacementAsThePowerLawOfADecayingImbalance) {
    for (double kappa : {1., 1.16, 2.}) {
        ImpactParameters impact = level_per(1000);
        impact.exponent = kappa;
        impact.resilience = Duration{1800};
        SettledBook book(fuel_at({4}, 50'000), {}, {}, impact);
        double const before = book.visit(below(4)).traded + 4 * h;
        for (int step = 0; step < 6; ++step) book.next_step();
        EXPECT_NEAR(book.imbalance() / 50'000, std::exp(-1), 1e-6) << kappa;
        double const after = book.traded(below(4)) + 4 * h;
        EXPECT_NEAR(after / before, std::exp(-1 / kappa), 1e-5) << kappa;
    }
}

TEST(Settle, ReportsTheFuelOfAStepOnce) {
    SettledBook book(fuel_at({4, 9}, 1000), fuel_at({2}, 500), {}, level_per(1e6));
    book.visit(below(4));
    book.visit(above(2.5));
    RemovedFuel const first = book.next_step();
    EXPECT_EQ(first.longs, usd(1000));
    EXPECT_EQ(first.shorts, usd(500));
    book.visit(below(9));
    RemovedFuel const second = book.next_step();
    EXPECT_EQ(second.longs, usd(1000));
    EXPECT_EQ(second.shorts, 0);
}

TEST(Settle, MovesThePriceFurtherInTheDepthThatItsOrdersLeave) {
    WithdrawalParameters const withdrawal{
        .sensitivity = 1, .recovery = Duration{3600}, .floor = .05};
    ImpactParameters const impact = level_per(1000);
    SettledBook<WithdrawingDepth> book(fuel_at({4, 30}, 5000), {}, {}, impact, withdrawal);
    double const ln_depth = -5000 / impact.depth.bid;
    EXPECT_NEAR(book.visit(below(4)).traded, -4 * h - 5 * h / std::exp(ln_depth), 1e-6);
    EXPECT_NEAR(book.log2_depth() * std::log(2), ln_depth, 1e-6);
    book.next_step();
    double const recovered = ln_depth * std::exp(-300. / 3600);
    EXPECT_NEAR(book.log2_depth() * std::log(2), recovered, 1e-6);
    double const decayed = 5000 * std::exp(-300. / 1800);
    EXPECT_NEAR(book.traded(0), -decayed / 1000 * h / std::exp(recovered), 1e-6)
        << "what is left of the imbalance weighs more on the thinner book";
}

TEST(Settle, ReachesLevelsThatOnlyTheThinnerDepthBringsNear) {
    // 5000 USD move the price by 5 levels from 4, short of 10; in 1/e of the depth by 13.6.
    ImpactParameters const impact = level_per(1000);
    double const sensitivity = impact.depth.bid / 5000;
    SettledBook<WithdrawingDepth> book(fuel_at({4, 10}, 5000), {}, {}, impact,
                                       {.sensitivity = sensitivity, .floor = 1e-3});
    Settled const settled = book.visit(below(4));
    EXPECT_EQ(settled.sweep.long_to, 17);
    EXPECT_EQ(book.removed().longs, usd(10'000));
    EXPECT_NEAR(book.log2_depth() * std::log(2), -2, 1e-5);
    EXPECT_NEAR(settled.traded, -4 * h - 10 * h * std::exp(2), 1e-4);
}

TEST(Settle, BeginsAtALevelThatTheMarkHasComeToWhateverItsRounding) {
    SettledBook book(fuel_at({4, 5}, 100), fuel_at({3}, 100), {}, level_per(1e6));
    LogPrice const just_above = below(4) + 1e-7f;
    EXPECT_EQ(book.visit(just_above).sweep.long_to, 0);
    EXPECT_EQ(book.visit(just_above, {.down = below(4)}).sweep.long_to, 4);
    EXPECT_EQ(book.visit(0.0f, {.up = above(3)}).sweep.short_to, 3);
}

TEST(Settle, GoesBackToTheBeginningOfItsStepAndLetsTimePassInShares) {
    WithdrawalParameters const withdrawal{
        .sensitivity = 1, .recovery = Duration{3600}, .floor = .05};
    SettledBook<SteadyDepth> steady(fuel_at({4}, 50'000), {}, {}, level_per(1000));
    SettledBook<WithdrawingDepth> thin(fuel_at({4}, 50'000), {}, {}, level_per(1000), withdrawal);
    auto const check = [](auto& book) {
        LogPrice const before = book.visit(below(4)).traded - below(4);
        book.next_step();
        LogPrice const after = book.traded(0.0f);
        EXPECT_EQ(book.impact_before(), before);
        book.rewind();
        EXPECT_EQ(book.traded(0.0f), before);
        EXPECT_NEAR(book.impact_after(1.0f), after, std::abs(after) * 1e-5);
        book.pass_time(.25f);
        book.pass_time(.75f);
        EXPECT_NEAR(book.traded(0.0f), after, std::abs(after) * 1e-5);
    };
    check(steady);
    check(thin);
}

}  // namespace
}  // namespace liq::tests
