/// Candles become bars: their order, their grid, and what is done about holes and duplicates.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "host/data/bars.hpp"
#include "tests/host/data/some_candles.hpp"

namespace liq::data {
namespace {

using Times = std::vector<std::int64_t>;

TEST(BarsOfCandles, AreThoseOfTheFile) {
    auto const bars = bars_of(some_candles(3), Unit::unknown, 0, {});
    EXPECT_EQ(bars.seconds, 3'600);
    EXPECT_EQ(bars.time, (Times{begin, begin + hour, begin + 2 * hour}));
    EXPECT_EQ(bars.end(), begin + 3 * hour);
    EXPECT_EQ(bars.open, (std::vector<double>{100, 101, 102}));
    EXPECT_EQ(bars.high, (std::vector<double>{103, 104, 105}));
    EXPECT_EQ(bars.low, (std::vector<double>{98, 99, 100}));
    EXPECT_EQ(bars.close, (std::vector<double>{101, 102, 103}));
    EXPECT_TRUE(bars.volume.empty());
    EXPECT_TRUE(bars.notes.empty());
}

TEST(BarsOfCandles, AreInOrderWhateverTheOrderOfTheFile) {
    auto newest_first = some_candles(4);
    std::ranges::reverse(newest_first.rows);
    auto bars = bars_of(newest_first, Unit::unknown, 0, {});
    EXPECT_EQ(bars.time, bars_of(some_candles(4), Unit::unknown, 0, {}).time);
    EXPECT_EQ(bars.open, (std::vector<double>{100, 101, 102, 103}));
    ASSERT_EQ(bars.notes.size(), 1U);
    EXPECT_TRUE(says(bars.notes[0], {"newest first"}));
    auto mixed = some_candles(4);
    std::swap(mixed.rows[1], mixed.rows[3]);
    bars = bars_of(mixed, Unit::unknown, 0, {});
    EXPECT_EQ(bars.open, (std::vector<double>{100, 101, 102, 103}));
    EXPECT_TRUE(says(bars.notes.at(0), {"not in order"}));
    // Files come in any order, which is not worth a word.
    mixed.files.emplace_back("b.csv");
    EXPECT_TRUE(bars_of(mixed, Unit::unknown, 0, {}).notes.empty());
}

TEST(BarsOfCandles, ThatStandStillForADayAreNamed) {
    auto candles = some_candles(60);
    for (std::size_t i = 10; i < 34; ++i) {
        auto& row = candles.rows[i];
        row.open = row.high = row.low = row.close = 110;
    }
    auto const bars = bars_of(candles, Unit::unknown, 0, {});
    ASSERT_EQ(bars.notes.size(), 1U);
    EXPECT_TRUE(says(bars.notes[0], {"stands still from a.csv: row 11 on, for 24 candles"}));
    candles.rows[20].high = 111;
    EXPECT_TRUE(bars_of(candles, Unit::unknown, 0, {}).notes.empty());
}

TEST(BarsOfCandles, BeginABarBeforeALabelThatIsTheEnd) {
    auto candles = some_candles(3);
    candles.label = Label::end;
    EXPECT_EQ(bars_of(candles, Unit::unknown, 0, {}).time,
              (Times{begin - hour, begin, begin + hour}));
    for (auto& row : candles.rows) row.time -= 1'000;  // 20:59:59
    EXPECT_EQ(bars_of(candles, Unit::unknown, 0, {}).time,
              (Times{begin - hour, begin, begin + hour}));
}

TEST(BarsOfCandles, HaveALengthThatOneAloneTellsByItsEnd) {
    EXPECT_TRUE(says(refused(some_candles(1)), {"a.csv: row 1", "only candle"}));
    auto candles = some_candles(1);
    candles.rows[0].end = candles.rows[0].time + 300'000;
    EXPECT_EQ(bars_of(candles, Unit::unknown, 0, {}).seconds, 300);
    EXPECT_TRUE(says(refused(some_candles(0)), {"a.csv: has no candles"}));
}

TEST(Duplicates, AreLeftOutWhereTheyAreEqual) {
    auto candles = some_candles(3);
    candles.rows.push_back(candles.rows[1]);
    candles.rows.back().at.row = 4;
    auto const bars = bars_of(candles, Unit::unknown, 0, {});
    EXPECT_EQ(bars.size(), 3U);
    EXPECT_TRUE(says(bars.notes.back(), {"1 candle that was there twice was left out"}));
}

TEST(Duplicates, AreRefusedWhereTheyDifferUnlessOneIsChosen) {
    auto candles = some_candles(3);
    candles.rows.push_back(candles.rows[1]);
    candles.rows.back().at.row = 4;
    candles.rows.back().close = 100.5;
    EXPECT_TRUE(says(refused(candles), {"a.csv: row 4 and a.csv: row 2", "2025-06-05T22:00:00Z",
                                        "100.50 and 102", "--on-duplicate"}));
    auto const with = [&](OnDuplicate what) {
        return bars_of(candles, Unit::unknown, 0, {OnGap::refuse, what});
    };
    EXPECT_EQ(with(OnDuplicate::first).close, (std::vector<double>{101, 102, 103}));
    EXPECT_EQ(with(OnDuplicate::last).close, (std::vector<double>{101, 100.5, 103}));
    EXPECT_TRUE(says(with(OnDuplicate::last).notes.back(), {"1 candle"}));
}

/// Hours 3 and 4 of ten are missing, and hour 7.
Candles with_holes() {
    auto candles = some_candles(10);
    auto const at = [&](std::ptrdiff_t i) { return candles.rows.begin() + i; };
    candles.rows.erase(at(7));
    candles.rows.erase(at(3), at(5));
    return candles;
}

TEST(Holes, AreRefusedWithTheRowsAroundThem) {
    EXPECT_TRUE(says(refused(with_holes()),
                     {"a.csv: row 3 (2025-06-05T23:00:00Z)", "row 6", "after 10800 s", "2 candles",
                      "of 1h are missing", "--on-gap fill or split"}));
}

TEST(Holes, AreFilledWithTheCloseBeforeThem) {
    auto candles = with_holes();
    for (auto& row : candles.rows) row.volume = 2;
    auto const bars = bars_of(candles, Unit::coin, 0, {OnGap::fill, OnDuplicate::refuse});
    ASSERT_EQ(bars.size(), 10U);
    for (std::size_t i = 1; i < bars.size(); ++i) EXPECT_EQ(bars.time[i] - bars.time[i - 1], hour);
    for (std::size_t const i : {3U, 4U, 7U}) {
        double const before = i == 7 ? 107 : 103;
        for (auto const* column : {&bars.open, &bars.high, &bars.low, &bars.close})
            EXPECT_EQ((*column)[i], before) << i;
        EXPECT_EQ(bars.volume[i], 0);
        EXPECT_EQ(bars.turnover[i], 0);
    }
    EXPECT_EQ(bars.volume[5], 2);
    EXPECT_TRUE(says(bars.notes.at(0), {"3 missing candles were filled"}));
}

TEST(Holes, MayEndWhatIsRead) {
    auto const bars = bars_of(with_holes(), Unit::unknown, 0, {OnGap::split, OnDuplicate::refuse});
    EXPECT_EQ(bars.time, (Times{begin + 8 * hour, begin + 9 * hour}));
    EXPECT_TRUE(says(bars.notes.at(0), {"5 candles before the hole that ends at "
                                        "2025-06-06T05:00:00Z"}));
    EXPECT_EQ(
        bars_of(some_candles(4), Unit::unknown, 0, {OnGap::split, OnDuplicate::refuse}).size(), 4U);
}

TEST(Holes, AreAlsoRowsWithoutAPrice) {
    auto candles = some_candles(6);
    candles.rows[2].low = candles.rows[3].close = missing;
    EXPECT_TRUE(
        says(refused(candles), {"a.csv: row 3 (2025-06-05T23:00:00Z)", "price that is missing",
                                "rows that have one: 2", "--on-gap"}));
    auto const filled = bars_of(candles, Unit::unknown, 0, {OnGap::fill, OnDuplicate::refuse});
    EXPECT_EQ(filled.close, (std::vector<double>{101, 102, 102, 102, 105, 106}));
    EXPECT_TRUE(says(filled.notes.at(0), {"2 missing candles were filled"}));
    EXPECT_EQ(bars_of(candles, Unit::unknown, 0, {OnGap::split, OnDuplicate::refuse}).open,
              (std::vector<double>{104, 105}));
    for (auto& row : candles.rows) row.close = missing;
    EXPECT_TRUE(
        says(refused(candles, {OnGap::fill, OnDuplicate::refuse}), {"no row has all prices"}));
}

TEST(Holes, AtTheEndsAreLeftOutWithANote) {
    auto candles = some_candles(6);
    candles.rows[0].low = candles.rows[4].close = candles.rows[5].open = missing;
    auto const bars = bars_of(candles, Unit::unknown, 0, {OnGap::fill, OnDuplicate::refuse});
    EXPECT_EQ(bars.open, (std::vector<double>{101, 102, 103}));
    ASSERT_EQ(bars.notes.size(), 1U);
    EXPECT_TRUE(says(bars.notes[0], {"3 candles without prices", "left out"}));
}

TEST(TheGrid, IsThatOfMostCandles) {
    auto candles = some_candles(8);
    candles.rows[6].time += 1'694'788;
    EXPECT_TRUE(says(refused(candles), {"a.csv: row 7 begins at 2025-06-06T03:28:14.788Z",
                                        "off the grid of 1h", "candles off the grid: 1"}));
    // A grid need not begin with the hour.
    auto shifted = some_candles(8);
    for (auto& row : shifted.rows) row.time += 30'000;
    EXPECT_EQ(bars_of(shifted, Unit::unknown, 0, {}).time.front(), begin + 30);
}

TEST(TheGrid, IsOfWholeSeconds) {
    auto candles = some_candles(4);
    for (std::size_t i = 0; i < 4; ++i)
        candles.rows[i].time = begin * 1'000 + static_cast<std::int64_t>(i) * 1'500;
    EXPECT_TRUE(says(refused(candles), {"a.csv: candles are 1500 ms long", "whole seconds"}));
}

TEST(TheGrid, HasNoCandleThatIsCutShort) {
    auto candles = some_candles(6);
    for (auto& row : candles.rows) row.end = row.time + 3'600'000;
    EXPECT_EQ(bars_of(candles, Unit::unknown, 0, {}).size(), 6U);
    candles.rows[4].end -= 1'905'212;
    EXPECT_TRUE(says(refused(candles), {"a.csv: row 5", "2025-06-06T01:00:00Z",
                                        "ends after 1694.788 s", "take 3600 s"}));
}

TEST(PricesOfACandle, AreInOrderAndPositive) {
    auto candles = some_candles(3);
    candles.rows[1].high = 90;
    EXPECT_TRUE(says(refused(candles),
                     {"a.csv: row 2: high = 90 is below open or close = 102", "columns"}));
    candles.rows[1].high = 103;
    candles.rows[1].low = 103.5;
    EXPECT_TRUE(says(refused(candles), {"row 2: high = 103 is below low = 103.50"}));
    candles.rows[1].low = 101.5;
    EXPECT_TRUE(says(refused(candles), {"row 2: low = 101.50 is above open or close = 101"}));
    candles.rows[1].low = 0;
    EXPECT_TRUE(says(refused(candles), {"row 2", "prices are positive"}));
    candles = some_candles(3);
    candles.rows[2].volume = -1;
    EXPECT_TRUE(says(refused(candles), {"row 3: a volume is negative"}));
}

TEST(PartsOfBars, HoldThoseThatBeganAndEndedWithin) {
    auto candles = traded_candles(10);
    candles.volume_unit = Unit::coin;
    auto const bars = bars_of(candles, Unit::unknown, 0, {});
    auto const part = bars.between(begin + hour, begin + 4 * hour);
    EXPECT_EQ(part.time, (Times{begin + hour, begin + 2 * hour, begin + 3 * hour}));
    EXPECT_EQ(part.close, (std::vector<double>{102, 103, 104}));
    EXPECT_EQ(part.volume.size(), 3U);
    EXPECT_EQ(part.turnover.size(), 3U);
    EXPECT_EQ(part.seconds, hour);
    EXPECT_EQ(bars.between(begin + 1, begin + 4 * hour - 1).time,
              (Times{begin + hour, begin + 2 * hour}));
    EXPECT_EQ(bars.between(begin - 9 * hour, begin + 90 * hour).size(), 10U);
    EXPECT_EQ(bars.between(begin + 90 * hour, begin + 91 * hour).size(), 0U);
    EXPECT_EQ(bars.between(begin + 5 * hour, begin + 4 * hour).size(), 0U);
    EXPECT_EQ(bars.between(begin + 5 * hour, begin + 5 * hour).size(), 0U);
}

/// The first hour is 21:00, so that bars of four hours begin at 24:00 and leave three out.
TEST(JoinedBars, BeginAtMultiplesOfTheirLength) {
    auto candles = traded_candles(12);
    candles.volume_unit = Unit::coin;
    auto const bars = bars_of(candles, Unit::unknown, 0, {});
    auto const joined = bars.joined(4 * hour);
    EXPECT_EQ(joined.seconds, 4 * hour);
    EXPECT_EQ(joined.time, (Times{begin + 3 * hour, begin + 7 * hour}));
    EXPECT_EQ(joined.open, (std::vector<double>{103, 107}));
    EXPECT_EQ(joined.high, (std::vector<double>{109, 113}));
    EXPECT_EQ(joined.low, (std::vector<double>{101, 105}));
    EXPECT_EQ(joined.close, (std::vector<double>{107, 111}));
    EXPECT_EQ(joined.volume, (std::vector<double>{8, 8}));
    EXPECT_DOUBLE_EQ(joined.turnover[0],
                     bars.turnover[3] + bars.turnover[4] + bars.turnover[5] + bars.turnover[6]);
    EXPECT_EQ(bars.joined(hour).time, bars.time);
    EXPECT_EQ(bars.joined(24 * hour).size(), 0U);
}

}  // namespace
}  // namespace liq::data
