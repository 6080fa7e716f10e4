/// The book that a replay of history leaves: against a plain replay, and against the closed form
/// for a price that is a geometric Brownian motion.
#include "host/estimation/replay.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "models/margin/liquidation_price.hpp"
#include "tests/support/binance_tiers.hpp"
#include "tests/support/statistics.hpp"

namespace liq::estimation {
namespace {

/// The same, one position after the other.
struct Position {
    std::ptrdiff_t bin;
    double coin;
};
struct Plain {
    std::vector<Position> open;
    std::vector<double> fuel;
};

double entry_of(std::ptrdiff_t bin) {
    return std::exp(static_cast<double>(bin) * entry_bin);
}

Plain plain_replay(ReplayHistory const& history, ReplayTerms const& terms) {
    Plain plain;
    for (std::size_t i = 0; i < history.close.size(); ++i) {
        double fuel = 0;
        for (auto& position : plain.open) {
            double const liquidation = entry_of(position.bin) * terms.liquidation_ratio;
            if (terms.side == Side::long_side ? liquidation < history.low[i]
                                              : liquidation > history.high[i])
                continue;
            fuel += position.coin * liquidation;
            position.coin = 0;
        }
        plain.fuel.push_back(fuel);
        double const lambda = history.volume_days[i] * terms.leverage / terms.volume_days;
        for (auto& position : plain.open) position.coin *= std::exp(-lambda);
        plain.open.push_back(
            {static_cast<std::ptrdiff_t>(std::llround(std::log(history.close[i]) / entry_bin)),
             history.open_coin[i] * (1 - std::exp(-lambda))});
    }
    return plain;
}

ReplayHistory random_history(std::size_t n, unsigned seed) {
    std::mt19937_64 generator(seed);
    std::normal_distribution<double> normal;
    std::exponential_distribution<double> exponential;
    ReplayHistory history;
    double price = 40'000;
    for (std::size_t i = 0; i < n; ++i) {
        double const open = price;
        price *= std::exp(0.01 * normal(generator));
        history.close.push_back(price);
        history.low.push_back(std::min(open, price) * (1 - 0.003 * exponential(generator)));
        history.high.push_back(std::max(open, price) * (1 + 0.003 * exponential(generator)));
        history.volume_days.push_back(exponential(generator) / 24);
        history.open_coin.push_back(1'000 + 100 * normal(generator));
    }
    return history;
}

void expect_as_plain(ReplayHistory const& history, ReplayTerms const& terms) {
    std::vector<double> fuel;
    auto const stock = replay(history, terms, &fuel);
    auto const plain = plain_replay(history, terms);
    ASSERT_EQ(fuel.size(), plain.fuel.size());
    double all = 0;
    for (std::size_t i = 0; i < fuel.size(); ++i) {
        EXPECT_NEAR(fuel[i], plain.fuel[i], 1e-9 * plain.fuel[i]) << i;
        all += fuel[i];
    }
    EXPECT_GT(all, 0);
    std::vector<double> expected(stock.coin.size(), 0.0);
    double open = 0;
    for (auto const& position : plain.open) {
        open += position.coin;
        expected.at(static_cast<std::size_t>(position.bin - stock.first_bin)) += position.coin;
    }
    EXPECT_GT(open, 0);
    for (std::size_t b = 0; b < expected.size(); ++b)
        EXPECT_NEAR(stock.coin[b], expected[b], 1e-9 * expected[b] + 1e-15 * open) << b;
}

TEST(AReplay, IsThatOfEachPositionAlone) {
    auto const history = random_history(500, 7);
    // With the last leverage the stock turns over a thousand times: ageing is a factor in common,
    // which has to be taken out before it is too small for a number.
    for (double const leverage : {5.0, 50.0, 1'200.0}) {
        double const margin = std::max(1 / leverage, 0.01);
        expect_as_plain(history, {Side::long_side, leverage, 1 - margin, 20});
        expect_as_plain(history, {Side::short_side, leverage, 1 + margin, 20});
    }
}

/// Three bars by hand: within a bar, liquidations come before closings, and entries last.
TEST(AReplay, LiquidatesThenClosesThenOpens) {
    double const e = entry_of(100'000), lambda = std::log(2.0);
    ReplayHistory history;
    history.close = {e, e, e};
    history.low = {0.5 * e, 0.95 * e, 0.8 * e};
    history.high = {1.05 * e, 1.05 * e, 1.05 * e};
    history.volume_days = {lambda, lambda, lambda};
    history.open_coin = {8, 8, 8};
    std::vector<double> fuel;
    auto const stock = replay(history, {Side::long_side, 20, 0.9, 20}, &fuel);
    // 4 open at the end of the first bar, 4/2 + 4 at that of the second; the third liquidates all.
    EXPECT_EQ(fuel[0], 0);  // what opens at the close has not seen the low
    EXPECT_EQ(fuel[1], 0);
    EXPECT_NEAR(fuel[2], 6 * 0.9 * e, 1e-9 * e);
    ASSERT_EQ(stock.coin.size(), 1U);
    EXPECT_EQ(stock.first_bin, 100'000);
    EXPECT_NEAR(stock.coin[0], 4, 1e-12);
}

TEST(AReplay, LiquidatesNothingThatHasNoLiquidationPrice) {
    auto const history = random_history(500, 8);
    for (double const ratio : {0.0, -1.0, std::numeric_limits<double>::infinity(), std::nan("")}) {
        std::vector<double> fuel;
        auto const stock = replay(history, {Side::long_side, 1, ratio, 20}, &fuel);
        for (double const value : fuel) ASSERT_EQ(value, 0);
        EXPECT_GT(stock.coin.size(), 0U);
    }
    EXPECT_TRUE(replay({}, {}).coin.empty());
}

TEST(VolumeDays, AreSharesOfTheMeanDay) {
    for (double const per_day : {24.0, 288.0, 1.0}) {
        auto const shares = volume_days_of(std::vector<double>(2'000, 7.5), per_day);
        ASSERT_EQ(shares.size(), 2'000U);
        for (double const share : shares) ASSERT_NEAR(share, 1 / per_day, 1e-12);
    }
    EXPECT_TRUE(volume_days_of({}, 24).empty());
    for (double const share : volume_days_of(std::vector<double>(100, 0.0), 24))
        EXPECT_EQ(share, 1 / 24.0);
}

/// The mean is that of the 30 days before, without the bar itself.
TEST(VolumeDays, FollowAVolumeThatChanges) {
    std::vector<double> volume(60 * 24, 1.0);
    volume.resize(120 * 24, 2.0);
    auto const shares = volume_days_of(volume, 24);
    EXPECT_NEAR(shares[60 * 24 - 1], 1 / 24.0, 1e-12);
    EXPECT_NEAR(shares[60 * 24], 2 / 24.0, 1e-12);
    EXPECT_NEAR(shares[75 * 24], 2 / 1.5 / 24, 1e-12);
    EXPECT_NEAR(shares[90 * 24 - 1], 2 / (1439 / 720.0) / 24, 1e-12);
    EXPECT_NEAR(shares[90 * 24], 1 / 24.0, 1e-12);
    // The first day is compared with itself.
    std::vector<double> first(48, 0.0);
    first[3] = 24;
    EXPECT_NEAR(volume_days_of(first, 24)[3], 1, 1e-12);
    EXPECT_NEAR(volume_days_of(first, 24)[2], 0, 1e-12);
}

/// A class of positions on a price of 45 % a year without drift, in days.
struct Class {
    Side side;
    double leverage;
    double published;  ///< what is liquidated a day, over the open interest; 0: not published

    static constexpr double volume_days = 20, variance = 0.45 * 0.45 / 365;

    [[nodiscard]] double ratio() const {
        auto const& tiers = tests::binance_btcusdt;
        PositionTerms const terms{side, Contract::linear, 65'000, leverage, 5e6 / leverage};
        return *liquidation_price(terms, {tiers.data(), tiers.size()}) / terms.entry;
    }
    [[nodiscard]] double turnover_days() const { return volume_days / leverage; }

    /// Positions open at 1/tau a day, and are liquidated if the price goes |ln r| against them
    /// before an exponential time of mean tau: the Laplace transform of a first passage.
    [[nodiscard]] double expected() const {
        double const r = ratio(), tau = turnover_days();
        double const drift = (side == Side::long_side ? -0.5 : 0.5) * variance;
        double const root = std::sqrt(drift * drift + 2 * variance / tau);
        return r / tau * std::exp(-std::abs(std::log(r)) * (root + drift) / variance);
    }
};

/// Bars of a 200th of the turnover, with the extreme of the Brownian bridge within each, and an
/// open interest of 1 in the quote currency.
ReplayHistory brownian_history(Class const& positions, std::size_t n, unsigned seed) {
    std::mt19937_64 generator(seed);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    double const days = positions.turnover_days() / 200, variance = days * Class::variance;
    ReplayHistory history;
    history.volume_days.assign(n, days);
    double level = 0;
    for (std::size_t i = 0; i < n; ++i) {
        double const step = std::sqrt(variance) * normal(generator) - variance / 2;
        double const far = std::sqrt(step * step - 2 * variance * std::log1p(-uniform(generator)));
        bool const is_long = positions.side == Side::long_side;
        history.low.push_back(is_long ? std::exp(level + (step - far) / 2) : 0);
        history.high.push_back(is_long ? 0 : std::exp(level + (step + far) / 2));
        level += step;
        history.close.push_back(std::exp(level));
        history.open_coin.push_back(std::exp(-level));
    }
    return history;
}

/// Fuel a day, with an error from blocks of 25 turnovers, which are as good as independent.
tests::Measured flux(Class const& positions, std::size_t n, unsigned seed) {
    std::vector<double> fuel;
    replay(brownian_history(positions, n, seed),
           {positions.side, positions.leverage, positions.ratio(), Class::volume_days}, &fuel);
    constexpr std::size_t block = 25 * 200;
    tests::MeanOfPaths mean;
    for (std::size_t i = block; i + block <= n; i += block) {  // the book is empty before
        double sum = 0;
        for (std::size_t k = i; k < i + block; ++k) sum += fuel[k];
        mean.add(sum / (25 * positions.turnover_days()));
    }
    return mean.measured();
}

TEST(AReplayOfABrownianPrice, LiquidatesWhatTheFirstPassageSays) {
    unsigned seed = 1;
    for (Class const& positions :
         {Class{Side::long_side, 10, 0.00668}, Class{Side::long_side, 25, 0.1090},
          Class{Side::long_side, 50, 0.5587}, Class{Side::long_side, 125, 3.409},
          Class{Side::short_side, 25, 0}}) {
        SCOPED_TRACE(positions.leverage);
        double const expected = positions.expected();
        if (positions.published > 0) {
            EXPECT_NEAR(expected, positions.published, 0.002 * positions.published);
        }
        // The rarest liquidations, at 10x, are known to a tenth; the rest to a thirtieth.
        std::size_t const n_bars = positions.leverage < 50 ? 1'500'000 : 600'000;
        auto const measured = flux(positions, n_bars, seed++);
        EXPECT_LT(measured.standard_error, (positions.leverage < 20 ? 0.1 : 0.033) * expected);
        EXPECT_TRUE(tests::same_within(0.002, measured, {expected, 0}));
    }
}

}  // namespace
}  // namespace liq::estimation
