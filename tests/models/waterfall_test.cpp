// Who pays for liquidations (models/law.md 7).
#include "models/margin/waterfall.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "tests/support/fuel.hpp"
#include "tests/support/full_book.hpp"

namespace liq::tests {
namespace {

constexpr double h = grid::spacing;
constexpr int long_index = 0, short_index = 1;

FuelTicks gap_weight(FuelTicks fuel, double gap) {
    return std::llround(static_cast<double>(fuel) * gap / gap_unit);
}

TEST(Waterfall, HasAnExponentialOfDoublePrecision) {
    double worst = 0;
    for (int i = -1000; i <= 1000; ++i) {
        double const y = i * 1e-3;
        worst = std::max(worst, std::abs(exp_precisely(y) / std::exp(y) - 1));
    }
    EXPECT_LT(worst, 4.5e-16);
    for (double y : {-64., -20., 3.3, 20., 64.})
        EXPECT_NEAR(exp_precisely(y) / std::exp(y), 1, 1e-14) << y;
    EXPECT_EQ(exp_precisely(0), 1);
}

TEST(Waterfall, PaysTheDifferenceOfExecutionAndBankruptcyPriceTimesTheCoins) {
    // models/law.md 7 by hand: spot 100,000; fuel of 500,000 USD at level 50
    double const spot = 1e5, fuel = 5e5;
    for (Side side : {Side::long_side, Side::short_side}) {
        double const s = side == Side::long_side ? 1 : -1;
        double const log_level = -s * 50 * h, gap = .004;
        double const price = spot * std::exp(log_level), coins = fuel / price;
        for (double executed : {.93, .95, 1.0, 1.06}) {
            double const cash = s * coins * (spot * executed - price * std::exp(-s * gap));
            auto const ticks =
                static_cast<double>(cash_of_bucket(side, usd(fuel), log_level, gap, executed, 1.0));
            EXPECT_NEAR(ticks / ticks_per_usd, cash, .5 / ticks_per_usd + 1e-6) << executed;
            auto const fraction =
                static_cast<double>(cash_of_bucket(side, usd(fuel), log_level, gap, executed, .3));
            EXPECT_NEAR(fraction / ticks_per_usd, .3 * cash, .5 / ticks_per_usd + 1e-6)
                << "the share that is taken over off-book brings nothing";
        }
    }
}

/// A fund that settles one step.
FundAccount after_step(FundAccount account, FuelTicks first, FuelTicks longs, FuelTicks shorts) {
    account.cash[long_index] = longs;
    account.cash[short_index] = shorts;
    InsuranceFund(first).settle(account);
    return account;
}

TEST(Waterfall, PaysGainsInBeforeDeficitsOut) {
    FundAccount const a = after_step({}, 0, -100, 300);
    EXPECT_EQ(a.change, 200);
    EXPECT_EQ(a.unpaid[long_index], 0);
    EXPECT_EQ(a.emptied, 0);
}

TEST(Waterfall, PaysTheDeficitOfTheLongsFirst) {
    FundAccount account;
    account.cash[long_index] = -70;
    account.cash[short_index] = -70;
    Shortfall const shortfall = InsuranceFund(100).settle(account);
    EXPECT_EQ(shortfall.unpaid[long_index], 0);
    EXPECT_EQ(shortfall.unpaid[short_index], 40);
    EXPECT_EQ(shortfall.deficit[short_index], 70);
    EXPECT_EQ(account.change, -100);
    EXPECT_EQ(account.emptied_now, 1);
}

TEST(Waterfall, SaysOnceThatTheFundIsEmptied) {
    FundAccount a = after_step({}, 100, -99, 0);
    EXPECT_EQ(a.emptied_now, 0);
    a = after_step(a, 100, -1, 0);
    EXPECT_EQ(a.emptied_now, 1) << "all of it is paid, and nothing is left";
    a = after_step(a, 100, -50, 0);
    EXPECT_EQ(a.emptied_now, 0);
    EXPECT_EQ(a.emptied, 1);
    EXPECT_EQ(a.unpaid[long_index], 50);
}

TEST(Waterfall, MeasuresTheDrawdownOfTheFundFromItsHighest) {
    FundAccount a = after_step({}, unlimited_fund, -30, 0);
    EXPECT_EQ(a.drawdown, 30);
    a = after_step(a, unlimited_fund, 100, 0);
    a = after_step(a, unlimited_fund, 0, -80);
    EXPECT_EQ(a.drawdown, 80);
    a = after_step(a, unlimited_fund, 0, 10);
    EXPECT_EQ(a.drawdown, 80);
    EXPECT_EQ(a.change, 0);
}

/// Longs at level 10 that are bankrupt exactly where they are liquidated, and shorts at level 200.
FullTerms deficit_terms(double fund) {
    FullTerms terms;
    terms.longs.add(10, usd(1e6), 0);
    terms.shorts.add(200, usd(3e6), gap_weight(usd(3e6), .005));
    terms.shorts.add(300, usd(1e6), gap_weight(usd(1e6), .005));
    terms.pressure.impact.depth = {1e8, 1e8};
    terms.pressure.waterfall = {true, fund};
    return terms;
}

TEST(Waterfall, DeleveragesTheOtherSideByTheUnpaidFractionWithoutTouchingTheOrderBook) {
    for (double paid : {0., .25, 1.}) {
        FullBook<FrozenBook> rich(deficit_terms(1e9));
        rich.visit(static_cast<LogPrice>(-12 * h));
        rich.next_step();
        auto const deficit = static_cast<double>(rich.end().fund_drawdown) / ticks_per_usd;
        ASSERT_GT(deficit, 1000);
        EXPECT_EQ(rich.end().flows[short_index].deleveraged, 0);

        FullBook<FrozenBook> poor(deficit_terms(paid * deficit));
        poor.visit(static_cast<LogPrice>(-12 * h));
        LogPrice const before = poor.traded(0.0f);
        poor.end_step();
        EXPECT_EQ(poor.traded(0.0f), before);
        CascadeEnd const end = poor.end();
        double const closed =
            static_cast<double>(end.flows[short_index].deleveraged) / ticks_per_usd;
        EXPECT_NEAR(closed, 1e6 * (1 - paid), 1e6 / ticks_per_usd / deficit + 1);
        EXPECT_NEAR(static_cast<double>(end.fund_drawdown) / ticks_per_usd, paid * deficit, .1);
        // Both levels have lost the same share.
        auto const shorts = poor.visit(static_cast<LogPrice>(320 * h));
        ASSERT_EQ(shorts.size(), 2u);
        double const left = 1 - closed / 4e6;
        EXPECT_NEAR(static_cast<double>(shorts[0].fuel) / ticks_per_usd, 3e6 * left, .1);
        EXPECT_NEAR(static_cast<double>(shorts[1].fuel) / ticks_per_usd, 1e6 * left, .1);
    }
}

TEST(Waterfall, ClosesNoMoreThanIsAlive) {
    FullTerms terms = deficit_terms(0);
    terms.shorts = {};
    terms.shorts.add(200, usd(1000), 0);
    FullBook<FrozenBook> frozen(terms);
    FullBook<LivingBook> living(terms);
    auto const crash = [](auto& book) {
        book.visit(static_cast<LogPrice>(-12 * h));
        book.next_step();
        EXPECT_EQ(book.end().flows[short_index].deleveraged, usd(1000));
        EXPECT_EQ(book.end().flows[short_index].alive, 0);
        EXPECT_TRUE(book.visit(.5f).empty());
    };
    crash(frozen);
    crash(living);
}

/// The sum over all liquidated buckets of s q (execution - bankruptcy price), computed from
/// outside. With one round in each visit, a round executes at the mean of the traded prices before
/// and after the visit.
template <class Book>
void check_fund_against_buckets(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    auto const uniform = [&](double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    };
    FullTerms terms;
    for (int i = 0; i < 300; ++i) {
        FuelTicks const fuel = usd(uniform(0, 1e7));
        int const level = std::uniform_int_distribution<int>(1, 300)(random);
        (i % 2 ? terms.longs : terms.shorts).add(level, fuel, gap_weight(fuel, uniform(0, .01)));
    }
    terms.pressure.cascade.max_rounds = 1;
    terms.pressure.cascade.market_fraction = uniform(.2, 1);
    terms.pressure.impact.depth = {uniform(1e8, 1e9), uniform(1e8, 1e9)};
    terms.pressure.waterfall = {true, uniform(0, 3e7)};
    FullBook<Book> book(terms);

    FuelTicks sum = 0;
    bool deleveraged = false;
    for (int step = 0; step < 400; ++step) {
        auto const x = static_cast<LogPrice>(uniform(-.3, .3) * step / 400);
        LogPrice const before = book.traded(x);
        auto const removals = book.visit(x);
        double const executed = execution_price(before, book.traded(x));
        for (Removal const& r : removals) {
            double const log_level = (r.side == Side::long_side ? -h : h) * r.level;
            double const gap =
                book.ladder(r.side).bankruptcy_gap[static_cast<std::size_t>(r.level)];
            sum += cash_of_bucket(r.side, r.fuel, log_level, gap, executed,
                                  terms.pressure.cascade.market_fraction);
        }
        book.next_step();
        FundAccount const& fund = book.fund();
        ASSERT_EQ(sum, fund.change - fund.unpaid[0] - fund.unpaid[1]) << seed << " " << step;
        deleveraged |= fund.unpaid[0] + fund.unpaid[1] > 0;
    }
    EXPECT_TRUE(deleveraged || book.fund().emptied == 0);
    EXPECT_GT(book.removed().longs + book.removed().shorts, usd(1e8));
    EXPECT_GT(book.exhausted(), 0) << "one round a visit";
}

TEST(Waterfall, ChangesTheFundByTheCashOfAllBucketsLessTheShortfallToTheTick) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        check_fund_against_buckets<FrozenBook>(seed);
        check_fund_against_buckets<LivingBook>(seed);
    }
}

}  // namespace
}  // namespace liq::tests
