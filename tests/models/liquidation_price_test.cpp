// Liquidation and bankruptcy prices (models/law.md 3), against the figures of models/law.md 9.5.
#include "models/margin/liquidation_price.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/binance_tiers.hpp"

namespace liq::tests {
namespace {

constexpr double entry = 104'000;

std::optional<double> price_of(PositionTerms const& position,
                               std::vector<MaintenanceTier> const& tiers) {
    return liquidation_price(position, TierTable{tiers.data(), tiers.size()});
}

struct Row {
    Side side;
    double coins, leverage, price;
};

// models/law.md 9.5: Binance BTCUSDT, entry 104,000, printed to 5 decimals
constexpr Row linear_table[]{
    {Side::long_side, 1, 10, 94'020.10050},     {Side::short_side, 1, 10, 113'880.59701},
    {Side::long_side, .1, 100, 103'373.49398},  {Side::long_side, 100, 20, 99'682.32323},
    {Side::short_side, 100, 20, 108'232.17822}, {Side::long_side, 1000, 10, 95'506.20513},
};

TEST(LiquidationPrice, OfLinearPositionsIsTheVenuesToThePrintedDigits) {
    for (Row const& row : linear_table) {
        auto const price = price_of(
            {row.side, Contract::linear, entry, row.leverage, row.coins * entry}, binance_btcusdt);
        ASSERT_TRUE(price);
        EXPECT_NEAR(*price, row.price, 5.1e-6) << row.coins << " BTC, " << row.leverage << "x";
    }
}

// 1,040 contracts of 100 USD, 10x, one tier of 0.4 %; printed to 3 decimals
TEST(LiquidationPrice, OfCoinMarginedPositionsIsTheVenuesToThePrintedDigits) {
    std::vector<MaintenanceTier> const tiers{{1e12, .004, 0}};
    EXPECT_NEAR(*price_of({Side::long_side, Contract::inverse, entry, 10, 104'000}, tiers),
                94'923.636, 5.1e-4);
    EXPECT_NEAR(*price_of({Side::short_side, Contract::inverse, entry, 10, 104'000}, tiers),
                115'093.333, 5.1e-4);
}

/// Equity minus maintenance margin at a price: USD for linear, coin for inverse positions.
double excess_margin(PositionTerms const& p, std::vector<MaintenanceTier> const& tiers,
                     double price) {
    bool const linear = p.contract == Contract::linear;
    double const value = linear ? p.notional / p.entry * price : p.notional / price;
    double const wallet = linear ? p.notional / p.leverage : p.notional / (p.leverage * p.entry);
    double const profit = linear ? p.sign() * p.notional * (price / p.entry - 1)
                                 : p.sign() * p.notional * (1 / p.entry - 1 / price);
    std::size_t tier = 0;
    while (tier + 1 < tiers.size() && value > tiers[tier].cap) ++tier;
    return wallet + profit - (tiers[tier].rate * value - tiers[tier].amount);
}

std::vector<MaintenanceTier> const coin_tiers{{100, .004, 0}, {200, .005, .1}, {1000, .02, 3.1}};

/// Calls f(position, tiers) for positions of both kinds and sides, over leverages and sizes.
template <class F>
void for_each_position(F const& f) {
    for (Side side : {Side::long_side, Side::short_side}) {
        for (double leverage : {1.2, 2., 5., 10., 25., 75.}) {
            for (double notional = 1e3; notional < 3e9; notional *= 1.37) {
                f(PositionTerms{side, Contract::linear, entry, leverage, notional},
                  binance_btcusdt);
                f(PositionTerms{side, Contract::inverse, entry, leverage, notional}, coin_tiers);
            }
        }
    }
}

TEST(LiquidationPrice, IsWhereEquityMeetsTheMaintenanceMarginOfItsTier) {
    int solved = 0;
    for_each_position([&](PositionTerms const& p, std::vector<MaintenanceTier> const& tiers) {
        auto const price = price_of(p, tiers);
        if (!price) return;
        ++solved;
        double const scale = p.contract == Contract::linear ? p.notional : p.notional / entry;
        EXPECT_NEAR(excess_margin(p, tiers, *price) / scale, 0, 1e-9)
            << p.notional << " USD, " << p.leverage << "x, side " << static_cast<int>(p.side);
    });
    EXPECT_GT(solved, 900);
}

TEST(LiquidationPrice, HasPositiveMarginOnItsNearSideAndNoneBeyond) {
    for_each_position([&](PositionTerms const& p, std::vector<MaintenanceTier> const& tiers) {
        auto const price = price_of(p, tiers);
        if (!price) return;
        double const outwards = -p.sign();
        EXPECT_GT(excess_margin(p, tiers, *price * (1 - outwards * 1e-4)), 0) << p.notional;
        EXPECT_LT(excess_margin(p, tiers, *price * (1 + outwards * 1e-4)), 0) << p.notional;
    });
}

TEST(LiquidationPrice, MovesWithoutJumpsAcrossTheTiers) {
    for (Side side : {Side::long_side, Side::short_side}) {
        double before = 0;
        for (double notional = 1e4; notional < 5e8; notional *= 1.0002) {
            auto const price =
                price_of({side, Contract::linear, entry, 20, notional}, binance_btcusdt);
            ASSERT_TRUE(price) << notional;
            if (before > 0) {
                EXPECT_NEAR(*price / before, 1, 2e-5) << notional;
            }
            before = *price;
        }
    }
}

TEST(LiquidationPrice, IsNearerForHigherLeverageAndForLargerPositions) {
    for (Side side : {Side::long_side, Side::short_side}) {
        double previous = HUGE_VAL;
        for (double leverage : {2., 3., 10., 20., 50., 100.}) {
            double const distance = std::abs(std::log(
                *price_of({side, Contract::linear, entry, leverage, 1e5}, binance_btcusdt) /
                entry));
            EXPECT_LT(distance, previous);
            previous = distance;
        }
        previous = HUGE_VAL;
        for (double notional : {1e4, 1e6, 1e7, 5e7, 1e8}) {
            double const distance = std::abs(std::log(
                *price_of({side, Contract::linear, entry, 10, notional}, binance_btcusdt) / entry));
            EXPECT_LE(distance, previous);
            previous = distance;
        }
    }
}

TEST(LiquidationPrice, IsReachedBeforeTheBankruptcyPrice) {
    for_each_position([&](PositionTerms const& p, std::vector<MaintenanceTier> const& tiers) {
        auto const price = price_of(p, tiers);
        auto const bankrupt = bankruptcy_price(p);
        if (!price || !bankrupt) return;
        EXPECT_GT(p.sign() * (*price - *bankrupt), 0) << p.notional << ", " << p.leverage;
    });
}

TEST(LiquidationPrice, OfOneTierIsTheClosedForm) {
    std::vector<MaintenanceTier> const tiers{{1e12, .01, 0}};
    for (Side side : {Side::long_side, Side::short_side}) {
        PositionTerms const p{side, Contract::linear, entry, 8, 1e6};
        double const s = p.sign();
        EXPECT_NEAR(*price_of(p, tiers), entry * (1 - s / 8) / (1 - s * .01), 1e-8);
    }
}

TEST(BankruptcyPrice, IsWhereTheMarginIsUsedUp) {
    EXPECT_NEAR(*bankruptcy_price({Side::long_side, Contract::linear, entry, 10, 1e6}), entry * .9,
                1e-8);
    EXPECT_NEAR(*bankruptcy_price({Side::short_side, Contract::linear, entry, 10, 1e6}),
                entry * 1.1, 1e-8);
    EXPECT_NEAR(*bankruptcy_price({Side::long_side, Contract::inverse, entry, 10, 1e6}),
                entry / 1.1, 1e-8);
    EXPECT_NEAR(*bankruptcy_price({Side::short_side, Contract::inverse, entry, 10, 1e6}),
                entry / .9, 1e-8);
}

TEST(LiquidationPrice, DoesNotExistForLinearLongsAndInverseShortsWithoutLeverage) {
    for (double leverage : {.5, 1.}) {
        EXPECT_FALSE(
            price_of({Side::long_side, Contract::linear, entry, leverage, 1e4}, binance_btcusdt));
        EXPECT_FALSE(price_of({Side::short_side, Contract::inverse, entry, leverage, 1e4},
                              {{1e12, .004, 0}}));
        EXPECT_FALSE(bankruptcy_price({Side::long_side, Contract::linear, entry, leverage, 1e4}));
        EXPECT_FALSE(bankruptcy_price({Side::short_side, Contract::inverse, entry, leverage, 1e4}));
        EXPECT_TRUE(
            price_of({Side::short_side, Contract::linear, entry, leverage, 1e4}, binance_btcusdt));
        EXPECT_TRUE(price_of({Side::long_side, Contract::inverse, entry, leverage, 1e4},
                             {{1e12, .004, 0}}));
    }
}

// Tiers by size: the margin of Deribit's linear perpetual is q P (.01 + .00005 q), q in coin, which
// tiers of one coin each hold exactly (support.deribit.com, "Linear Perpetual": 2.75 % at 350 BTC).
std::vector<MaintenanceTier> growing_tiers() {
    std::vector<MaintenanceTier> tiers;
    double amount = 0, before = 0;
    for (int i = 0; i < 400; ++i) {
        double const rate = 0.01 + 0.0001 * (i + 0.5);
        amount += i * (rate - before);
        tiers.push_back({i + 1.0, rate, i == 0 ? 0.0 : amount});
        before = rate;
    }
    return tiers;
}

TEST(LiquidationPrice, OfTiersThatCountCoinIsThatOfTheSize) {
    auto const tiers = growing_tiers();
    TierTable const table{tiers.data(), tiers.size(), TierShape::marginal, TierMeasure::size};
    double const e = 100'000;
    EXPECT_NEAR(*liquidation_price({Side::long_side, Contract::linear, e, 10, 350 * e}, table),
                92'544.987147, 1e-5);
    EXPECT_NEAR(*liquidation_price({Side::short_side, Contract::linear, e, 10, 350 * e}, table),
                107'055.961071, 1e-5);
}

// OKX: the whole position pays the rate of its tier, counted in contracts.
TEST(LiquidationPrice, OfFlatTiersBySizePaysOneRateOnAll) {
    std::vector<MaintenanceTier> const tiers{{50, .004, 0}, {100, .01, 0}, {1e9, .02, 0}};
    TierTable const table{tiers.data(), tiers.size(), TierShape::flat, TierMeasure::size};
    double const e = 100'000;
    auto const price = [&](Side side, double coins) {
        return *liquidation_price({side, Contract::linear, e, 10, coins * e}, table);
    };
    EXPECT_NEAR(price(Side::long_side, 50), 90'000 / .996, 1e-6);
    EXPECT_NEAR(price(Side::long_side, 50.001), 90'000 / .99, 1e-6);
    EXPECT_NEAR(price(Side::short_side, 200), 110'000 / 1.02, 1e-6);
    // Inverse: size in USD, P = N (r + s)/(w + s N/e).
    EXPECT_NEAR(*liquidation_price({Side::long_side, Contract::inverse, e, 10, 80}, table),
                e * 1.01 / 1.1, 1e-6);
}

// Flat tiers by value: where the value grows on the way to worse prices, the margin jumps at a cap.
TEST(LiquidationPrice, OfFlatTiersByValueCanBeTheCapItself) {
    std::vector<MaintenanceTier> const tiers{{1.05e6, .004, 0}, {1e12, .1, 0}};
    TierTable const table{tiers.data(), tiers.size(), TierShape::flat, TierMeasure::value};
    double const e = 100'000;
    // 10 coins: worth 1.05e6 at 105,000; equity there is 1e5 - 5e4 = 5e4 against 1.05e5.
    EXPECT_NEAR(*liquidation_price({Side::short_side, Contract::linear, e, 10, 1e6}, table),
                105'000, 1e-6);
    // The long leaves for the lower tier: 90,000/.996.
    EXPECT_NEAR(*liquidation_price({Side::long_side, Contract::linear, e, 10, 1e6}, table),
                90'000 / .996, 1e-6);
    // In the upper tier all the way: 110,000/1.1 = 100,000 for a short of 20 coins at its entry.
    EXPECT_NEAR(*liquidation_price({Side::short_side, Contract::linear, e, 10, 2e6}, table),
                110'000 / 1.1, 1e-6);
}

}  // namespace
}  // namespace liq::tests
