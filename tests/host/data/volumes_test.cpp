/// What volumes of candles count, and what they are in coin and in the quote currency.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/host/data/some_candles.hpp"

namespace liq::data {
namespace {

/// Candles whose turnover is what their volume costs at the close, times a factor.
Candles with_turnover(double factor = 1) {
    auto candles = traded_candles(3);
    candles.turnover_unit = Unit::usd;
    for (auto& row : candles.rows) row.turnover = row.volume * row.close * factor;
    return candles;
}

TEST(VolumesInCoin, HaveTheTurnoverOfTheFileOrOneAtTheTypicalPrice) {
    auto candles = traded_candles(2);
    candles.volume_unit = Unit::coin;
    auto const alone = bars_of(candles, Unit::unknown, 0, {});
    EXPECT_EQ(alone.volume, (std::vector<double>{2, 2}));
    EXPECT_DOUBLE_EQ(alone.turnover[0], 2 * (103 + 98 + 101) / 3.0);
    auto const stated = bars_of(traded_candles(2), Unit::coin, 0, {});
    EXPECT_EQ(stated.volume, alone.volume);
    EXPECT_EQ(stated.turnover, alone.turnover);
    auto const both = bars_of(with_turnover(), Unit::unknown, 0, {});
    EXPECT_EQ(both.volume, (std::vector<double>{2, 2, 2}));
    EXPECT_EQ(both.turnover, (std::vector<double>{202, 204, 206}));
    EXPECT_TRUE(both.notes.empty());
}

TEST(VolumesInUsd, AreCoinAtTheTypicalPrice) {
    auto const bars = bars_of(traded_candles(2), Unit::usd, 0, {});
    EXPECT_EQ(bars.turnover, (std::vector<double>{2, 2}));
    EXPECT_DOUBLE_EQ(bars.volume[0], 2 / ((103 + 98 + 101) / 3.0));
}

TEST(VolumesInContracts, NeedTheirSize) {
    EXPECT_TRUE(says(refused(traded_candles(3), {}, Unit::contracts),
                     {"a.csv", "size of a contract is not stated", "contract_size in [candles]"}));
    auto const bars = bars_of(traded_candles(2), Unit::contracts, 0.01, {});
    EXPECT_EQ(bars.volume, (std::vector<double>{0.02, 0.02}));
    EXPECT_DOUBLE_EQ(bars.turnover[0], 0.02 * (103 + 98 + 101) / 3.0);
}

/// A turnover beside contracts has to be what they are worth, too.
TEST(VolumesInContracts, FitTheirTurnover) {
    auto const bars = bars_of(with_turnover(0.01), Unit::contracts, 0.01, {});
    EXPECT_EQ(bars.volume, (std::vector<double>{0.02, 0.02, 0.02}));
    EXPECT_DOUBLE_EQ(bars.turnover[2], 2.06);
    EXPECT_TRUE(says(refused(with_turnover(0.01), {}, Unit::contracts, 0.001),
                     {"a.csv: row 1", "turnover / (volume x contract_size) = 1,010",
                      "low = 98 and high = 103", "Is contract_size another one?"}));
}

TEST(VolumesInCoinMarginedContracts, AreUsdBesideTheirCoin) {
    auto candles = traded_candles(2);
    candles.volume_unit = Unit::contracts;
    candles.turnover_unit = Unit::coin;
    for (auto& row : candles.rows) {
        row.volume = 500;
        row.turnover = 500 * 100 / row.close;
    }
    auto bars = bars_of(candles, Unit::unknown, 0, {});
    EXPECT_EQ(bars.turnover, (std::vector<double>{50'000, 50'000}));
    EXPECT_DOUBLE_EQ(bars.volume[1], 50'000 / 102.0);
    // A size that is stated need not be told by prices.
    bars = bars_of(candles, Unit::unknown, 100, {});
    EXPECT_EQ(bars.turnover, (std::vector<double>{50'000, 50'000}));
    for (auto& row : candles.rows) row.turnover *= 3;
    EXPECT_TRUE(says(refused(candles), {"size of a contract is not stated"}));
}

TEST(VolumesOfUnknownUnit, AreLeftOutWithANote) {
    auto const bars = bars_of(traded_candles(3), Unit::unknown, 0, {});
    EXPECT_TRUE(bars.volume.empty());
    EXPECT_TRUE(bars.turnover.empty());
    auto candles = traded_candles(3);
    for (auto& row : candles.rows) row.volume = 1;
    auto const noted = bars_of(candles, Unit::unknown, 0, {});
    ASSERT_EQ(noted.notes.size(), 1U);
    EXPECT_TRUE(says(noted.notes[0], {"volumes were left out", "volume = \"coin\""}));
    for (auto& row : candles.rows) row.volume = missing;
    EXPECT_TRUE(bars_of(candles, Unit::coin, 0, {}).notes.empty());
    EXPECT_TRUE(bars_of(candles, Unit::coin, 0, {}).volume.empty());
}

TEST(VolumesThatAreMissingInARow, AreNone) {
    auto candles = with_turnover();
    candles.rows[1].volume = candles.rows[1].turnover = missing;
    auto const bars = bars_of(candles, Unit::unknown, 0, {});
    EXPECT_EQ(bars.volume, (std::vector<double>{2, 0, 2}));
    EXPECT_EQ(bars.turnover, (std::vector<double>{202, 0, 206}));
}

TEST(ATurnover, ThatContradictsVolumeAndPriceIsRefused) {
    auto candles = with_turnover();
    candles.rows[2].turnover = 2'060;
    EXPECT_TRUE(says(refused(candles), {"a.csv: row 3: turnover / volume = 1,030",
                                        "low = 100 and high = 105", "contracts?"}));
    EXPECT_TRUE(says(refused(candles, {}, Unit::coin), {"row 3", "1,030"}));
    candles.rows[2].turnover = 2 * 105 * 1.019;  // venues round
    EXPECT_EQ(bars_of(candles, Unit::unknown, 0, {}).size(), 3U);
    candles.rows[2].turnover = 2 * 105 * 1.021;
    EXPECT_TRUE(says(refused(candles), {"row 3"}));
}

}  // namespace
}  // namespace liq::data
