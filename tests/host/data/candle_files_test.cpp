/// Candles as bars in one call: a plain CSV file is recognised, and slips of highs and lows are
/// moved.
#include "host/data/candle_files.hpp"

#include <gtest/gtest.h>

#include "tests/host/data/some_candles.hpp"

namespace liq::data {
namespace {

CandlesRead read_text(std::string const& text, Repairs const& repairs = {},
                      bool prices_only = false) {
    WrittenText const file("given.csv", text);
    CandleFiles candles{.files = {file.path()}};
    candles.prices_only = prices_only;
    return read_bars(candles, repairs);
}

TEST(CandleFiles, APlainCsvFileIsRecognisedByItsHeader) {
    auto const read =
        read_text("ts,open,high,low,close,source\n1749157200,1,3,1,2,a\n1749160800,2,4,2,3,a\n");
    EXPECT_EQ(read.read_as, "2 rows of csv, 1 h, time is the begin");
    EXPECT_EQ(read.bars.high, (std::vector{3.0, 4.0}));
}

TEST(CandleFiles, AFileThatDoesNotNameItsColumnsIsNotRecognised) {
    for (char const* const text :
         {"1749157200,1,3,1,2\n1749160800,2,4,2,3\n", "ts,o,h,l,c\n1749157200,1,3,1,2\n",
          "ts,open,high,close\n1749157200,1,3,2\n", "open,high,low,close\n1,3,1,2\n"})
        EXPECT_TRUE(says(refusal<Candles>(text, "auto"), {"in no format of data"})) << text;
}

TEST(CandleFiles, WhatAFileLacksThatComesCloseIsSaidAsItIsStated) {
    Reading const recipe{.asset = "BTC"}, options{.stated_by = StatedBy::options};
    std::string const without_close = "ts,open,high,low,last\n1749157200,1,3,1,2\n";
    EXPECT_TRUE(says(refusal<Candles>(without_close, "auto", options),
                     {"closest to csv, but has no column for close",
                      "found: ts, open, high, low, last", "--column close=..."}));
    EXPECT_TRUE(says(refusal<Candles>(without_close, "auto", recipe), {"columns = { close = "}));
    EXPECT_TRUE(says(refusal<Candles>(without_close, "csv", options), {"--column close=..."}));
    std::string const semicolons = "ts;open;high;low;close\n1749157200;1;3;1;2\n";
    EXPECT_TRUE(says(refusal<Candles>(semicolons, "auto", options),
                     {"cells are separated by \";\"", "--delimiter ';'"}));
    EXPECT_TRUE(says(refusal<Candles>(semicolons, "auto", recipe), {"delimiter = \";\""}));
    EXPECT_TRUE(says(refusal<Candles>("ts,open,high,low,close\n1749157200,1,3,1,2,9\n", "auto"),
                     {"5 columns in its header and 6 cells below"}));
    EXPECT_TRUE(says(refusal<Candles>("a,b\n1,2\n", "auto", options), {"begins with", "--format"}));
    WrittenText const file("given.csv", semicolons);
    Reading const stated{.delimiter = ";"};
    EXPECT_EQ(read_one<Candles>(file.path(), "auto", stated).rows.size(), 1U);
}

TEST(CandleFiles, VolumesOfPricesOnlyAreLeftOutWithoutAWord) {
    std::string const text =
        "time,open,high,low,close,volume\n2025-06-05T21:00:00Z,1,3,1,2,7\n"
        "2025-06-05T22:00:00Z,2,4,2,3,7\n";
    EXPECT_EQ(read_text(text).bars.notes.size(), 1U);
    EXPECT_TRUE(read_text(text, {}, true).bars.notes.empty());
}

TEST(CandleFiles, HolesOfCandlesWithoutVolumeHaveNoneEither) {
    auto const read = read_text(
        "ts,open,high,low,close\n1749157200,1,3,1,2\n1749160800,2,3,1,2\n1749168000,2,4,2,3\n",
        {.gap = OnGap::fill});
    EXPECT_EQ(read.bars.filled, (std::vector<std::uint8_t>{0, 0, 1, 0}));
    EXPECT_TRUE(read.bars.volume.empty());
    ASSERT_EQ(read.bars.notes.size(), 1U) << "nothing is said of volumes";
}

TEST(CandleFiles, ASlipOfAHighOrLowIsMovedAndCounted) {
    auto candles = some_candles(1'000);
    candles.rows[4].high = candles.rows[4].close * 0.995;
    EXPECT_TRUE(says(refused(candles), {"row 5", "high"}));
    auto const bars = bars_of(candles, Unit::unknown, 0, {.disorder = OnDisorder::extend});
    EXPECT_EQ(bars.high[4], bars.close[4]);
    ASSERT_EQ(bars.notes.size(), 1U);
    EXPECT_TRUE(says(bars.notes[0], {"moved there: 1", "row 5"}));
    candles.rows[9].low = candles.rows[9].open * 1.005;
    EXPECT_TRUE(says(refused(candles, {.disorder = OnDisorder::extend}), {"row 5"}))
        << "two of a thousand are too many";
    auto wide = some_candles(1'000);
    wide.rows[4].high = wide.rows[4].close * 0.95;
    EXPECT_TRUE(says(refused(wide, {.disorder = OnDisorder::extend}), {"row 5"}))
        << "five per cent are no slip";
}

}  // namespace
}  // namespace liq::data
