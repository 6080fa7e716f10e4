/// What the times of candles are: begins or ends by their names, and counts that are no seconds.
#include <gtest/gtest.h>

#include "host/data/bars.hpp"
#include "tests/host/data/read_data.hpp"

namespace liq::data {
namespace {

constexpr std::int64_t nine_pm = 1'749'157'200;  ///< 2025-06-05 21:00 UTC

Bars bars_in(std::string const& text, Reading const& reading = {.asset = "BTC"}) {
    WrittenText const file("given.csv", text);
    return bars_of(read_one<Candles>(file.path(), "csv", reading), Unit::unknown, 0, {});
}
std::string refused(std::string const& text) {
    return refusal<Candles>(text, "csv");
}

TEST(TimesOfCandles, AreEndsWhereTheirColumnSaysSo) {
    Reading const closes{.asset = "BTC", .columns = {{"time", "close_time"}}};
    auto const bars = bars_in(
        "close_time,open,high,low,close\n1749157499999,1,1,1,1\n1749157799999,2,2,2,2\n", closes);
    EXPECT_EQ(bars.time, (std::vector{nine_pm, nine_pm + 300}));
    Reading const whole{.asset = "BTC", .columns = {{"time", "Time_Close"}}};
    EXPECT_EQ(
        bars_in("Time_Close,open,high,low,close\n1749157500,1,1,1,1\n1749157800,2,2,2,2\n", whole)
            .time,
        bars.time);
}

TEST(TimesOfCandles, AreEndsAtBitmexWhoseCoinAndUsdStandBesideContracts) {
    auto const bars = bars_in(
        "timestamp,symbol,open,high,low,close,trades,volume,vwap,lastSize,turnover,homeNotional,"
        "foreignNotional\n"
        "2025-06-05T21:05:00.000Z,BTCUSD,100,110,90,100,5,5000,100,10,5000000000,50,5000\n"
        "2025-06-05T21:10:00.000Z,BTCUSD,100,110,90,100,5,6000,100,10,6000000000,60,6000\n");
    EXPECT_EQ(bars.time, (std::vector{nine_pm, nine_pm + 300}));
    EXPECT_EQ(bars.volume, (std::vector<double>{50, 60}));
    EXPECT_EQ(bars.turnover, (std::vector<double>{5'000, 6'000}));
}

TEST(TimesOfCandles, AreOfOneKindInAllFiles) {
    WrittenText const begins("a.csv", "time,open,high,low,close\n1749157200,1,1,1,1\n");
    WrittenText const ends("b.csv", "end,open,high,low,close\n1749157800,1,1,1,1\n");
    std::vector const files{begins.path(), ends.path()};
    auto const read = [&](std::string const& column) {
        Reading const reading{.asset = "BTC", .columns = {{"time", column}}};
        return read_files<Candles>(files, "csv", reading, "data");
    };
    try {
        static_cast<void>(read("1"));
        ADD_FAILURE() << "was not refused";
    } catch (Error const& error) {
        EXPECT_TRUE(says(error.what(), {ends.path(), "the other way round"}));
    }
}

/// Dates as numbers, days, and days of a spreadsheet, read as seconds, are all of 1970.
TEST(TimesOfCandles, AreNoDatesAndNoDays) {
    for (char const* const time : {"20250601", "20244", "45809", "45809.25"}) {
        auto const said = refused("time,open,high,low,close\n" + std::string(time) + ",1,1,1,1\n");
        EXPECT_TRUE(says(said, {"line 2: its time is read as 1970-", "20250601", "days"})) << time;
    }
    EXPECT_EQ(bars_in("time,open,high,low,close\n0,1,1,1,1\n300,1,1,1,1\n").time,
              (std::vector<std::int64_t>{0, 300}));
}

}  // namespace
}  // namespace liq::data
