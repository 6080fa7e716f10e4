// The positions that open in a living book, from a market's positions.
#include "host/planning/inflow.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "host/errors.hpp"
#include "models/book/inflow.hpp"
#include "models/margin/liquidation_price.hpp"

namespace liq {
namespace {

/// Two venues, leverages 1, 10 and 50, two entry prices; longs 1, 2, 3, ... million, no shorts.
market::Market market() {
    market::Market m;
    m.spot = 1e5;
    m.venues = {{"a", Contract::linear, {{1e6, .004, 0}}, {}},
                {"b", Contract::linear, {{1e6, .005, 0}}, {}}};
    m.entry_price = {9.5e4, 1.05e5};
    m.leverage = {1, 10, 50};
    m.open_interest.assign(2 * 2 * 2 * 3, 0.0);
    std::iota(m.open_interest.begin(), m.open_interest.begin() + 12, 1.0);
    for (double& usd : m.open_interest) usd *= 1e6;
    return m;
}

TEST(Inflow, HasTheOffsetsOfPositionsEnteredAtSpotOutwardsInLevels) {
    auto const longs = planning::inflow_of(market(), {1e5, {1, 1}, 1})[0];
    ASSERT_EQ(longs.distance.size() % inflow_batch, 0u);
    double const levels = grid::points_per_unit;
    // e (1 - 1/L)/(1 - r): the price is closer for a higher leverage and for a higher maintenance
    // rate
    double const expected[] = {-std::log(.98 / .995) * levels, -std::log(.98 / .996) * levels,
                               -std::log(.9 / .995) * levels, -std::log(.9 / .996) * levels};
    for (int i = 0; i < 4; ++i) {
        EXPECT_NEAR(longs.distance[static_cast<std::size_t>(i)], expected[i], 1e-4);
        EXPECT_NEAR(longs.gap[static_cast<std::size_t>(i)], -std::log(i % 2 ? .996 : .995), 1e-9);
    }
    for (std::size_t i = 4; i < longs.weight.size(); ++i) EXPECT_EQ(longs.weight[i], 0);
    EXPECT_NEAR(std::accumulate(longs.weight.begin(), longs.weight.end(), 0.), 1, 1e-14);
}

TEST(Inflow, HasTheWeightOfTheFuelThatCanBeLiquidatedAtAnyEntry) {
    market::Market m = market();
    m.liquidatable_share = {.5, 1, 1, 1};
    auto const longs = planning::inflow_of(m, {1e5, {1, 1}, 1})[0];
    // fuel per USD of open interest is (1 - 1/L)/(1 - r) at every entry price
    double const fuel[] = {(9 + 12) * .98 / .995, .5 * (3 + 6) * .98 / .996, (8 + 11) * .9 / .995,
                           .5 * (2 + 5) * .9 / .996};
    double const sum = std::accumulate(fuel, fuel + 4, 0.);
    for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(longs.weight[i], fuel[i] / sum, 1e-12) << i;
}

TEST(Inflow, OfASideWithoutPositionsIsEmpty) {
    EXPECT_TRUE(planning::inflow_of(market(), {1e5, {1, 1}, 1})[1].distance.empty());
}

TEST(Inflow, MergesEqualKinds) {
    market::Market m = market();
    m.venues[1].tiers = m.venues[0].tiers;
    auto const longs = planning::inflow_of(m, {1e5, {1, 1}, 1})[0];
    int kinds = 0;
    for (double weight : longs.weight) kinds += weight > 0 ? 1 : 0;
    EXPECT_EQ(kinds, 2);
}

TEST(Inflow, OfABookThatIsTooLargeForItsIntegersIsRefused) {
    Ladder ladder;
    ladder.longs.fuel_up_to = {0, FuelTicks{1} << 44};
    ladder.shorts.fuel_up_to = {0, 0};
    EXPECT_NO_THROW(planning::check_living_book(ladder, {2, 1}, "s.toml:3:1"));
    try {
        planning::check_living_book(ladder, {2.5, 1}, "s.toml:3:1");
        FAIL();
    } catch (Error const& error) {
        EXPECT_TRUE(std::string{error.what()}.starts_with(
            "s.toml:3:1: book.target: the long side of the living book would hold 2.749e+12 USD"))
            << error.what();
    }
}

}  // namespace
}  // namespace liq
