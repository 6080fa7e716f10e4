/// Candles in every format: units of time and volume, columns in any order, and cases from the
/// field.
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "tests/host/data/some_candles.hpp"

namespace liq::data {
namespace {

Bars bars_in(std::string const& path, std::string const& format = "auto",
             Reading const& reading = {.asset = "BTC"}) {
    return bars_of(read_one<Candles>(path, format, reading), Unit::unknown, 0, {});
}
Bars bars_in_text(std::string const& text, std::string const& format = "auto",
                  Reading const& reading = {.asset = "BTC"}) {
    WrittenText const file("given.txt", text);
    return bars_in(file.path(), format, reading);
}
std::string refused_text(std::string const& text, std::string const& format,
                         Reading const& reading = {.asset = "BTC"}) {
    return refusal<Candles>(text, format, reading);
}
/// What is said of the candles of a sample.
std::string refused_sample(std::string const& name, std::string const& format = "auto",
                           Reading const& reading = {.asset = "BTC"}) {
    return refused(read_one<Candles>(sample(name), format, reading));
}

void expect_same(Bars const& a, Bars const& b) {
    EXPECT_EQ(a.seconds, b.seconds);
    EXPECT_EQ(a.time, b.time);
    EXPECT_EQ(a.open, b.open);
    EXPECT_EQ(a.high, b.high);
    EXPECT_EQ(a.low, b.low);
    EXPECT_EQ(a.close, b.close);
    EXPECT_EQ(a.volume, b.volume);
    EXPECT_EQ(a.turnover, b.turnover);
}

TEST(BinanceKlines, HaveMillisecondsThenMicrosecondsInOneFile) {
    auto const candles = read_one<Candles>(sample("F10_BTCUSDT-5m-seam.csv"));
    EXPECT_EQ(candles.format, "binance-klines");
    EXPECT_EQ(candles.volume_unit, Unit::coin);
    EXPECT_EQ(candles.turnover_unit, Unit::usd);
    EXPECT_EQ(candles.rows[6].at.row, 7U);
    auto const seam = bars_in(sample("F10_BTCUSDT-5m-seam.csv"));
    ASSERT_EQ(seam.size(), 12U);
    EXPECT_EQ(seam.seconds, 300);
    EXPECT_EQ(seam.time.front(), 1'735'687'800);  // 2024-12-31T23:30:00Z
    for (std::size_t i = 1; i < 12; ++i) EXPECT_EQ(seam.time[i] - seam.time[i - 1], 300) << i;
    EXPECT_EQ(seam.volume[11], 12.5);
    EXPECT_TRUE(seam.notes.empty());
    expect_same(seam, bars_in(sample("F10_BTCUSDT-5m-header.csv")));
}

/// The archives come a month a file.
TEST(BinanceKlines, AreReadFromSeveralFilesAsOneSeries) {
    auto const row = [](std::string const& opened, std::string const& closed) {
        return opened + ",100,103,98,101,2," + closed + ",202,1,1,101,0\n";
    };
    WrittenText const old("2024-12.csv", row("1735686000000", "1735689599999"));
    WrittenText const fresh("2025-01.csv", row("1735689600000000", "1735693199999999"));
    std::array const files{old.path(), fresh.path()};
    auto const candles = read_files<Candles>(files, "auto", {.asset = "BTC"}, "candles");
    EXPECT_EQ(candles.rows[1].at.file, 1U);
    EXPECT_EQ(candles.rows[1].at.row, 1U);
    auto const bars = bars_of(candles, Unit::unknown, 0, {});
    EXPECT_EQ(bars.time, (std::vector<std::int64_t>{1'735'686'000, 1'735'689'600}));
    EXPECT_EQ(bars.seconds, 3'600);
}

TEST(BinanceKlines, OfCoinMarginedContractsCountContractsAndCoin) {
    auto const bars = bars_in(sample("F13_coinm_klines.csv"));
    ASSERT_EQ(bars.size(), 1U);
    EXPECT_EQ(bars.seconds, 300);
    EXPECT_NEAR(bars.volume[0], 480.769, 1e-3);
    EXPECT_EQ(bars.turnover[0], 50e6);
    // The same contracts beside those that are margined in USD.
    std::array const files{sample("F13_coinm_klines.csv"), sample("F10_BTCUSDT-5m-seam.csv")};
    try {
        read_files<Candles>(files, "auto", {.asset = "BTC"}, "candles");
        ADD_FAILURE() << "was not refused";
    } catch (Error const& error) {
        EXPECT_TRUE(says(error.what(), {files[1] + ": counts in coin", "contracts"}));
    }
}

TEST(BinanceKlines, AreRefusedOffTheHourOrCutShort) {
    // Row 100 closes early, and the 47 after it are off the hour.
    EXPECT_TRUE(says(refused_sample("F11_klines_1h_irregular.csv"),
                     {"F11_klines_1h_irregular.csv: line 101 begins at 2018-02-06T13:24:54.789Z",
                      "grid of 1h", "candles off the grid: 47"}));
    auto candles = read_one<Candles>(sample("F11_klines_1h_irregular.csv"));
    std::erase_if(candles.rows, [](Candle const& bar) { return bar.time % 3'600'000 != 0; });
    EXPECT_TRUE(says(refused(candles), {"line 100", "ends after 1694.789 s", "take 3600 s"}));
    std::erase_if(candles.rows, [](Candle const& bar) { return bar.at.row == 100; });
    EXPECT_TRUE(says(refused(candles), {"line 99", "line 148", "are missing", "--on-gap"}));
}

TEST(BinanceKlines, AreRefusedWithColumnsThatAreNotTheirs) {
    EXPECT_TRUE(says(refused_text("1749157200000,1,2,3\n", "binance-klines"),
                     {"line 1", "4 columns", "have 12"}));
    std::string const first = "1749157200000,100,103,98,101,2,1749160799999,202,1,1,101,0\n";
    EXPECT_TRUE(
        says(refused_text(first + "1749160800000,100,103,98,101,2,1749164399999,303,1,1,101,0\n",
                          "binance-klines"),
             {"line 2: volume 2", "303", "fit neither"}));
    EXPECT_TRUE(says(refused_text("a,b,c,d,e,f,g,h,i,j,k,l\n" + first, "binance-klines"),
                     {"line 1", "open_time"}));
    EXPECT_TRUE(says(refused_text(first + "soon,100,103,98,101,2,1749164399999,202,1,1,101,0\n",
                                  "binance-klines"),
                     {"line 2: time = \"soon\""}));
}

TEST(CcxtCandles, AreListsOrRows) {
    std::string const json =
        "[[1749157200000, 100, 103, 98, 101, 2], [1749160800000, 101, 104.5, 99, 102, null]]";
    WrittenText const file("given.json", json);
    auto const candles = read_one<Candles>(file.path());
    EXPECT_EQ(candles.format, "ccxt");
    EXPECT_EQ(candles.volume_unit, Unit::unknown);
    EXPECT_TRUE(std::isnan(candles.rows[1].volume));
    auto const bars = bars_of(candles, Unit::coin, 0, {});
    EXPECT_EQ(bars.time, (std::vector<std::int64_t>{begin, begin + hour}));
    EXPECT_EQ(bars.high, (std::vector<double>{103, 104.5}));
    EXPECT_EQ(bars.volume, (std::vector<double>{2, 0}));
    std::string const rows = "1749157200000,100,103,98,101,2\n1749160800000,101,104.5,99,102,\n";
    for (auto const& header : {"", "timestamp,open,high,low,close,volume\n"}) {
        WrittenText const csv("given.csv", header + rows);
        expect_same(bars_of(read_one<Candles>(csv.path(), "ccxt"), Unit::coin, 0, {}), bars);
    }
    // Without a unit, no volume is better than a wrong one.
    EXPECT_TRUE(bars_of(candles, Unit::unknown, 0, {}).volume.empty());
}

TEST(CcxtCandles, AreRefusedWithThePlace) {
    EXPECT_TRUE(says(refused_text("[[1749157200000,1,2]]", "ccxt"), {"[0] is no list of time"}));
    EXPECT_TRUE(says(refused_text("[[1749157200000,1,2,1,1,0],[1,{},2,1,1,0]]", "ccxt"),
                     {"[1][1] is not a number"}));
    EXPECT_TRUE(says(refused_text("[[-5,1,2,1,1,0]]", "ccxt"), {"[0][0]", "milliseconds"}));
    EXPECT_TRUE(says(refused_text("{\"code\":-1,\"msg\":\"no\"}", "ccxt"), {"[0] is no list"}));
    EXPECT_TRUE(says(refused_text("1749157200000,1,2,1,1,0\n", "ccxt",
                                  {.columns = {{"close", "5"}, {"volumen", "6"}}}),
                     {"no column for time"}));
}

Reading const kucoin{.asset = "BTC",
                     .columns = {{"time", "1"},
                                 {"open", "2"},
                                 {"close", "3"},
                                 {"high", "4"},
                                 {"low", "5"},
                                 {"volume", "6"},
                                 {"turnover", "7"}}};

TEST(CsvCandles, HaveColumnsInTheOrderThatTheRecipeStates) {
    auto const bars = bars_in(sample("F13_kucoin_like_newest_first.csv"), "csv", kucoin);
    EXPECT_EQ(bars.time, (std::vector<std::int64_t>{1'749'156'600, 1'749'156'900, 1'749'157'200}));
    EXPECT_EQ(bars.seconds, 300);
    EXPECT_EQ(bars.open, (std::vector<double>{101'100.5, 100'700, 101'480.1}));
    EXPECT_EQ(bars.high, (std::vector<double>{101'150, 101'600.2, 101'520}));
    EXPECT_EQ(bars.low, (std::vector<double>{100'372.3, 100'650.9, 101'450.3}));
    EXPECT_EQ(bars.close, (std::vector<double>{100'700, 101'480.1, 101'508.7}));
    EXPECT_EQ(bars.volume, (std::vector<double>{21.5, 21.5, 21.5}));
    EXPECT_EQ(bars.turnover[2], 2'182'437.05);
    EXPECT_TRUE(says(bars.notes.at(0), {"newest first"}));
}

TEST(CsvCandles, AreRefusedWithColumnsInAnotherOrder) {
    Reading wrong = kucoin;
    wrong.columns["high"] = "3";
    wrong.columns["low"] = "4";
    wrong.columns["close"] = "5";
    EXPECT_TRUE(says(refused_sample("F13_kucoin_like_newest_first.csv", "csv", wrong),
                     {"line 1", "101,508.7", "101,520", "another order"}));
    EXPECT_TRUE(says(refused_text("1749157200,1,1,1,1\n", "csv"),
                     {"no column for time, and no header", "columns = {"}));
}

TEST(CsvCandles, HaveColumnsByTheNamesOfAHeader) {
    std::string const rows = "1749157200,100,103,98,101,2,202\n1749160800,101,104,99,102,3,306\n";
    auto const bars = bars_in_text("ts;Open;High;Low;Close;Volume;Quote_Volume\n" +
                                       [&] {
                                           std::string text = rows;
                                           for (char& c : text) c = c == ',' ? ';' : c;
                                           return text;
                                       }(),
                                   "csv", {.asset = "BTC", .delimiter = ";"});
    EXPECT_EQ(bars.close, (std::vector<double>{101, 102}));
    EXPECT_EQ(bars.volume, (std::vector<double>{2, 3}));
    EXPECT_EQ(bars.turnover, (std::vector<double>{202, 306}));
    expect_same(bars, bars_in_text("when,o,h,l,c,v,usd\n" + rows, "csv",
                                   {.asset = "BTC",
                                    .columns = {{"time", "when"},
                                                {"open", "o"},
                                                {"high", "h"},
                                                {"low", "l"},
                                                {"close", "c"},
                                                {"volume", "v"},
                                                {"turnover", "usd"}}}));
    expect_same(bars, bars_in_text("date,open,high,low,close,volume,turnover\n"
                                   "2025-06-05T21:00:00Z,100,103,98,101,2,202\n"
                                   "2025-06-05 22:00:00+00:00,101,104,99,102,3,306\n",
                                   "csv"));
}

TEST(CsvCandles, NeedTimesWithAZone) {
    EXPECT_TRUE(says(refused_text("date,open,high,low,close\n2025-06-05 21:00:00,1,1,1,1\n", "csv"),
                     {"line 2", "has no zone"}));
}

TEST(CsvCandles, HaveNoColumnThatIsStatedAndNotRead) {
    std::string const text = "time,open,high,low,close\n1749157200,1,1,1,1\n";
    EXPECT_TRUE(says(
        refused_text(text, "csv", {.columns = {{"clsoe", "close"}}}),
        {"columns.clsoe", "accepted: close, high, low, open, symbol, time, turnover, volume"}));
    EXPECT_TRUE(says(refused_text(text, "csv", {.columns = {{"volume", "amount"}}}),
                     {"no column \"amount\" for volume", "found: time, open"}));
}

TEST(CandleFormats, AreNamedWhereNothingTellsThem) {
    EXPECT_TRUE(
        says(refused_text("1749157200,1,1,1,1\n", "auto"),
             {"is in no format", "begins with \"1749157200,1,1,1,1", "binance-klines, bybit"}));
    WrittenText const file("given.txt", "1749157200,1,1,1,1\n");
    try {
        read_one<Candles>(file.path(), "binance-kline");
        ADD_FAILURE() << "was not refused";
    } catch (Error const& error) {
        EXPECT_TRUE(
            says(error.what(), {"\"binance-kline\"", "accepted: auto, binance-klines, bybit",
                                "Did you mean binance-klines?"}));
    }
}

}  // namespace
}  // namespace liq::data
