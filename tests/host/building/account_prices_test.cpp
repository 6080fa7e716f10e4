// Liquidation prices of positions of accounts, against the equations of their margins.
#include <gtest/gtest.h>

#include <cmath>

#include "host/building/account_prices.hpp"

namespace liq::building {
namespace {

using data::AccountPosition;

/// Two tiers, 1.25 % up to 10M USD and 2.5 % above, continuous.
MarginRules rules() {
    MarginRules margin;
    margin.tiers = {{10e6, 0.0125, 0}, {1e12, 0.025, 10e6 * 0.0125}};
    return margin;
}

AccountPosition row(Side side, double size, double price) {
    AccountPosition position;
    position.side = side;
    position.size = size;
    position.notional = size * price;
    return position;
}

TEST(AccountPrices, OfAnIsolatedPositionSolveMarginPlusProfitEqualsMaintenance) {
    MarginRules const margin = rules();
    AccountPrices const prices(Contract::linear, margin);
    for (double const size : {1.0, 50.0, 99.0, 400.0})
        for (Side const side : {Side::long_side, Side::short_side}) {
            AccountPosition position = row(side, size, 100'000);
            position.isolated = true;
            position.leverage = 5;  // the label says nothing about the margin
            position.margin = position.notional / 20;
            double const price = prices.liquidation(position).value();
            double const sign = side == Side::long_side ? 1 : -1;
            double const value = size * price;
            double const maintenance = value <= 10e6 ? 0.0125 * value : 0.025 * value - 125'000;
            EXPECT_NEAR(position.margin + sign * size * (price - 100'000), maintenance,
                        1e-9 * position.notional);
            double const bankrupt = price * std::exp(-sign * prices.gap(position, price));
            EXPECT_NEAR(position.margin + sign * size * (bankrupt - 100'000), 0,
                        1e-9 * position.notional);
        }
}

TEST(AccountPrices, OfACrossPositionLeaveTheOtherPositionsTheirMaintenance) {
    MarginRules const margin = rules();
    AccountPrices const prices(Contract::linear, margin);
    AccountPosition position = row(Side::short_side, 20, 100'000);
    position.account_value = 300'000;
    position.account_maintenance = 20 * 100'000 * 0.0125 + 60'000;
    double const price = prices.liquidation(position).value();
    EXPECT_NEAR(300'000 - 60'000 - 20 * (price - 100'000), 0.0125 * 20 * price, 1e-6);
    // Rates of 1.25 % are what is left when it is liquidated.
    EXPECT_NEAR(prices.gap(position, price), std::log(1.0125), 1e-12);
}

TEST(AccountPrices, AreNotKnownWhereOtherPositionsOrTheMarginAreNot) {
    MarginRules const margin = rules();
    AccountPrices const prices(Contract::linear, margin);
    AccountPosition cross = row(Side::long_side, 20, 100'000);
    cross.account_value = 300'000;
    EXPECT_FALSE(prices.liquidation(cross).has_value());
    cross.alone = true;
    EXPECT_NEAR(prices.liquidation(cross).value(), (2e6 - 3e5) / (20 * 0.9875), 1e-6);
    AccountPosition isolated = row(Side::long_side, 20, 100'000);
    isolated.isolated = true;
    isolated.leverage = 10;
    EXPECT_FALSE(prices.liquidation(isolated).has_value());
}

TEST(AccountPrices, OfWhatCanNeverBeLiquidatedAreNoneAndOfWhatIsItNowIsTheMarkPrice) {
    MarginRules const margin = rules();
    AccountPrices const prices(Contract::linear, margin);
    AccountPosition rich = row(Side::long_side, 1, 100'000);
    rich.alone = true;
    rich.account_value = 150'000;
    EXPECT_FALSE(prices.liquidation(rich).has_value());
    AccountPosition poor = row(Side::long_side, 1, 100'000);
    poor.account_value = 500;
    poor.account_maintenance = 50'000;
    EXPECT_DOUBLE_EQ(prices.liquidation(poor).value(), 100'000);
}

}  // namespace
}  // namespace liq::building
