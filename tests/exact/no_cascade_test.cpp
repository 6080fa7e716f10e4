// A cascade without fuel is no cascade, to the last bit; and a book is the same whatever the order
// in which its positions are listed, with nothing lost between the snapshot and the ladder.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "host/planning/book_of_positions.hpp"
#include "models/margin/liquidation_price.hpp"
#include "tests/support/binance_tiers.hpp"
#include "tests/support/plan_builder.hpp"
#include "tests/support/seeds.hpp"

namespace liq::tests {
namespace {

PlanBuilder busy_plan() {
    return PlanBuilder{}
        .clock(120, Duration{6 * 3600})
        .seed(seeds[0])
        .race(.08, -.1)
        .touch(-.05, 40)
        .touch(.2)
        .close(.01, 60)
        .close(0)
        .report_every(7);
}

TEST(CascadeWithoutFuel, GivesEveryCounterOfARunWithoutCascade) {
    for (bool bridge : {true, false}) {
        for (double jump : {0., -.03}) {
            PlanBuilder without = busy_plan().initial_jump(jump);
            if (!bridge) without.monitored_at_steps();
            Totals const expected = simulate(without.build(), 20'000);
            for (double sensitivity : {0., 1.}) {
                for (double permanent : {0., .3}) {
                    ImpactParameters impact;
                    impact.depth = {1e8, 5e7};
                    impact.permanent_share = permanent;
                    PlanBuilder with = without;
                    with.cascade({}).impact(impact).withdrawal({.sensitivity = sensitivity});
                    EXPECT_TRUE(simulate(with.build(), 20'000) == expected)
                        << "bridge " << bridge << ", initial jump " << jump << ", sensitivity "
                        << sensitivity << ", permanent share " << permanent;
                }
            }
        }
    }
}

TEST(Cascade, OfFuelThatNoPriceReachesLeavesEveryCounterAsItIs) {
    Totals const expected = simulate(busy_plan().build(), 20'000);
    PlanBuilder far = busy_plan().cascade({});
    far.fuel(Side::long_side, grid::levels, 1 << 20).fuel(Side::short_side, grid::levels, 1 << 20);
    EXPECT_TRUE(simulate(far.build(), 20'000) == expected);
}

TEST(Cascade, LeavesTheFundamentalPriceAsItIs) {
    Totals const without = simulate(busy_plan().build(), 20'000);
    ImpactParameters impact;
    impact.resilience = Duration{7 * 86'400};  // of some steps
    PlanBuilder with = busy_plan().cascade({}).impact(impact);
    for (int level = 1; level < 300; ++level) {
        with.fuel(Side::long_side, level, 1 << 24).fuel(Side::short_side, level, 1 << 24);
    }
    Totals const totals = simulate(with.build(), 20'000);
    ASSERT_GT(totals.outcome(0, TotalsLayout::only_with), 0u);
    for (int i = 0; i < totals.layout().n_outcomes; ++i) {
        EXPECT_EQ(totals.outcome(i, TotalsLayout::hits_without),
                  without.outcome(i, TotalsLayout::hits));
        EXPECT_EQ(totals.outcome(i, TotalsLayout::steps_without),
                  without.outcome(i, TotalsLayout::steps));
    }
}

/// Positions of three venues over entries and leverages, some of every fate.
market::Market market_of_many_positions() {
    market::Market market;
    market.spot = 104'000;
    market.venues = {{"linear", Contract::linear, binance_btcusdt, {}},
                     {"inverse", Contract::inverse, {{1e9, .004, 0}}, {}},
                     {"steep", Contract::linear, {{1e5, .01, 0}, {1e12, .05, 4000}}, {}}};
    for (double entry = 60'000; entry <= 160'000; entry += 1'700) {
        market.entry_price.push_back(entry);
    }
    market.leverage = {1, 1.5, 3, 10, 24, 75};
    std::size_t const n_cells = 2 * 3 * market.entry_price.size() * market.leverage.size();
    std::mt19937_64 random(seeds[0]);
    std::uniform_real_distribution<double> usd(0, 3e6);
    for (std::size_t i = 0; i < n_cells; ++i) market.open_interest.push_back(usd(random));
    market.position_notional.assign(2 * 3 * market.leverage.size(), 2e6);
    for (std::size_t i = 0; i < market.position_notional.size(); ++i) {
        if (i / market.leverage.size() % 3 == 1) market.position_notional[i] = 20;  // coin
    }
    market.liquidatable_share = {.9, .5, 1, 1, .7, .3};
    return market;
}

/// Fuel of one cell in ticks, as models/law.md 3 and 4 have it; 0 for what is never liquidated.
FuelTicks fuel_of(market::Market const& m, Side side, std::size_t v, std::size_t e, std::size_t l) {
    double const entry = m.entry_price[e], usd = m.open_interest_at(side, v, e, l);
    double const size = *m.position_notional_at(side, v, l);
    bool const linear = m.venues[v].contract == Contract::linear;
    PositionTerms const position{side, m.venues[v].contract, entry, m.leverage[l],
                                 linear ? size : size * entry};
    auto const price = liquidation_price(position, m.venues[v].table());
    if (!price) return 0;
    return std::llround((linear ? usd / entry * *price : usd) * ticks_per_usd);
}

TEST(Book, ConservesTheFuelOfTheSnapshotToTheSixteenthOfADollar) {
    market::Market const market = market_of_many_positions();
    planning::Book const book = planning::book_of_positions(market, {.spot = market.spot});
    for (Side side : {Side::long_side, Side::short_side}) {
        FuelTicks expected = 0;
        for (std::size_t v = 0; v < market.venues.size(); ++v) {
            for (std::size_t e = 0; e < market.entry_price.size(); ++e) {
                for (std::size_t l = 0; l < market.leverage.size(); ++l) {
                    expected += fuel_of(market, side, v, e, l);
                }
            }
        }
        findings::BookSideFinding const& account = book.accounts[static_cast<std::size_t>(side)];
        double const total =
            account.fuel + account.off_grid + account.wrong_side + account.not_liquidatable;
        EXPECT_EQ(total * ticks_per_usd, static_cast<double>(expected));
        EXPECT_GT(account.off_grid, 0);
        EXPECT_GT(account.wrong_side, 0);
        EXPECT_GT(account.not_liquidatable, 0);

        LadderSide const& ladder = side == Side::long_side ? book.ladder.longs : book.ladder.shorts;
        EXPECT_EQ(account.fuel * ticks_per_usd, static_cast<double>(ladder.fuel_up_to.back()));
        EXPECT_EQ(std::accumulate(ladder.fuel.begin(), ladder.fuel.end(), FuelTicks{0}),
                  ladder.fuel_up_to.back());
        EXPECT_EQ(ladder.fuel[0], 0) << "nothing lies at spot";
    }
    EXPECT_GT(book.accounts[0].never, 0) << "linear longs with leverage 1";
}

/// The same positions with venues, entries and leverages listed in another order.
market::Market permuted(market::Market const& market, std::mt19937_64& random) {
    std::vector<std::size_t> v(market.venues.size()), e(market.entry_price.size()),
        l(market.leverage.size());
    for (auto* order : {&v, &e, &l}) {
        std::iota(order->begin(), order->end(), 0);
        std::shuffle(order->begin(), order->end(), random);
    }
    market::Market other = market;
    for (std::size_t i = 0; i < v.size(); ++i) other.venues[i] = market.venues[v[i]];
    for (std::size_t i = 0; i < e.size(); ++i) other.entry_price[i] = market.entry_price[e[i]];
    for (std::size_t i = 0; i < l.size(); ++i) other.leverage[i] = market.leverage[l[i]];
    other.open_interest.clear();
    other.position_notional.clear();
    other.liquidatable_share.clear();
    for (Side side : {Side::long_side, Side::short_side}) {
        for (std::size_t venue : v) {
            other.liquidatable_share.push_back(market.liquidatable_share_at(side, venue));
            for (std::size_t lever : l) {
                other.position_notional.push_back(*market.position_notional_at(side, venue, lever));
            }
            for (std::size_t entry : e) {
                for (std::size_t lever : l) {
                    other.open_interest.push_back(
                        market.open_interest_at(side, venue, entry, lever));
                }
            }
        }
    }
    return other;
}

TEST(Book, IsTheSameForEveryOrderOfThePositions) {
    market::Market const market = market_of_many_positions();
    planning::Book const book = planning::book_of_positions(market, {.spot = market.spot});
    std::mt19937_64 random(seeds[1]);
    for (int i = 0; i < 20; ++i) {
        planning::Book const other =
            planning::book_of_positions(permuted(market, random), {.spot = market.spot});
        EXPECT_EQ(book.ladder.longs.fuel, other.ladder.longs.fuel);
        EXPECT_EQ(book.ladder.shorts.fuel, other.ladder.shorts.fuel);
        EXPECT_EQ(book.ladder.longs.fuel_up_to, other.ladder.longs.fuel_up_to);
        EXPECT_EQ(book.ladder.longs.next_distance, other.ladder.longs.next_distance);
        EXPECT_EQ(book.ladder.longs.bankruptcy_gap, other.ladder.longs.bankruptcy_gap);
        EXPECT_EQ(book.ladder.shorts.bankruptcy_gap, other.ladder.shorts.bankruptcy_gap);
        for (std::size_t side : {0u, 1u}) {
            EXPECT_EQ(book.accounts[side].fuel, other.accounts[side].fuel);
            EXPECT_EQ(book.accounts[side].off_grid, other.accounts[side].off_grid);
            EXPECT_EQ(book.accounts[side].wrong_side, other.accounts[side].wrong_side);
        }
    }
}

}  // namespace
}  // namespace liq::tests
