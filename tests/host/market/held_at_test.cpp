/// What the classes of an estimated book are held at: their share of the open interest over what is
/// left of it.
#include "host/market/held_at.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "host/market/book_draw.hpp"

namespace liq {
namespace {

/// A venue with 1,000 coin open at 100 on either side: of 20x, 50 coin of longs that entered at 80
/// are left.
market::Market market_of(Contract contract) {
    market::Market market;
    market.venues.push_back({"a", contract, {{1e9, 0.005}}});
    market.entry_price = {80, 100};
    market.leverage = {0.5, 20};
    market.leverage_class = {0, 1};
    market.turnover = {std::numeric_limits<double>::infinity(), 86'400};
    market.open_interest = {0, 4'000, 95'000, 0, 0, 0, 90'000, 10'000};
    return market;
}

TEST(HeldAt, IsTheShareOfTheOpenInterestOverWhatIsLeftOfIt) {
    auto const linear = market::targets_of(market_of(Contract::linear), {0, 0.1, 0, 0.1});
    ASSERT_EQ(linear.size(), 4U);
    EXPECT_DOUBLE_EQ(linear[1], 0.1 * (50 + 950) / 50);
    EXPECT_DOUBLE_EQ(linear[3], 1);
    EXPECT_DOUBLE_EQ(linear[0], 1) << "not held, and so as it is";
    auto const inverse = market::targets_of(market_of(Contract::inverse), {0, 0.1, 0, 0.1});
    EXPECT_DOUBLE_EQ(inverse[1], 0.1 * 99'000 / 4'000) << "contracts are USD";
}

TEST(HeldAt, IsBoundedAndOneWhereNothingIsLeft) {
    auto market = market_of(Contract::linear);
    market.open_interest[1] = 0.1;
    EXPECT_EQ(market::targets_of(market, {0, 0.1, 0, 0.1})[1], market::highest_target);
    market.open_interest[1] = 0;
    EXPECT_EQ(market::targets_of(market, {0, 0.1, 0, 0.1})[1], 1);
}

TEST(HeldAt, FollowsTheWeightsAndTheReplayOfADraw) {
    auto market = market_of(Contract::linear);
    market.target = market::targets_of(market, {0, 0.1, 0, 0.1});
    market::BookDraws draws;
    draws.weight = {0, 0.2, 0, 0.1};
    draws.volume_days = {20, 20};
    draws.replay = {20};
    draws.open_interest = {0, 40'000, 0, 0,
                           0, 0,      0, 100'000};  // of a weight of 1: half of the longs are left
    market.draws = draws;
    auto const drawn = market::with_book_draw(market, 0);
    EXPECT_NEAR(drawn.target[1], 2, 0.05) << "of twice the weight, half is left";
    EXPECT_NEAR(drawn.target[3], 1, 1e-12);
}

}  // namespace
}  // namespace liq
