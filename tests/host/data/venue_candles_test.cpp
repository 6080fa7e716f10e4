/// Candles as the interfaces of OKX, Bybit and Coinbase hand them out: places of values, what
/// volumes count, and candles that had not ended.
#include <gtest/gtest.h>

#include <cmath>
#include <utility>

#include "tests/host/data/some_candles.hpp"

namespace liq::data {
namespace {

Candles read(std::string const& name, std::string const& format) {
    auto const candles = read_one<Candles>(sample(name));
    EXPECT_EQ(candles.format, format);
    EXPECT_EQ(candles.label, Label::start);
    return candles;
}
std::string refused_text(std::string const& text, std::string const& format,
                         Reading const& reading = {.asset = "BTC"}) {
    return refusal<Candles>(text, format, reading);
}

/// All samples tell the same three hours.
void expect_hours(Bars const& bars, std::size_t n) {
    ASSERT_EQ(bars.size(), n);
    EXPECT_EQ(bars.seconds, hour);
    auto const first = [&](std::vector<double> all) {
        all.resize(n);
        return all;
    };
    EXPECT_EQ(bars.time.front(), begin);
    EXPECT_EQ(bars.open, first({101'500, 101'650.2, 101'000.5}));
    EXPECT_EQ(bars.high, first({101'900.5, 101'700, 101'480}));
    EXPECT_EQ(bars.low, first({101'200.1, 100'900, 100'850.3}));
    EXPECT_EQ(bars.close, first({101'650.2, 101'000.5, 101'420}));
    EXPECT_EQ(bars.volume, first({1'200.5, 2'310.25, 640}));
}

std::string okx(std::string const& lists, std::string const& code = "0") {
    return R"({"code":")" + code + R"(","msg":"no such thing","data":[)" + lists + "]}";
}
std::string bybit(std::string const& lists, std::string const& category = "linear",
                  std::string const& time = "1749200000000") {
    return R"({"retCode":0,"retMsg":"OK","result":{"category":")" + category +
           R"(","symbol":"BTCUSDT","list":[)" + lists + R"(]},"time":)" + time + "}";
}

TEST(OkxCandles, CountCoinBesideContractsAndLeaveOutWhatHasNotEnded) {
    auto const candles = read("okx-candles_swap.json", "okx");
    EXPECT_EQ(candles.rows.front().at.row, 2U) << "the first is the candle of the moment";
    auto const bars = bars_of(candles, Unit::unknown, 0, {});
    expect_hours(bars, 2);
    EXPECT_EQ(bars.turnover[0], 121'926'021.35);
    ASSERT_EQ(bars.notes.size(), 2U);
    EXPECT_TRUE(says(bars.notes[0], {"okx-candles_swap.json: 1 candle that had not ended",
                                     "left out", "confirm = 0"}));
    EXPECT_TRUE(says(bars.notes[1], {"newest first"}));
}

TEST(OkxCandles, OfInverseContractsAndOfSpotAreToldByTheirPrices) {
    auto const inverse = bars_of(read("okx-candles_inverse.json", "okx"), Unit::unknown, 0, {});
    expect_hours(inverse, 3);
    EXPECT_EQ(inverse.turnover[0], 121'926'000) << "USD";
    auto const spot = bars_of(read("okx-candles_spot.json", "okx"), Unit::unknown, 0, {});
    expect_hours(spot, 3);
    EXPECT_EQ(spot.turnover[0], 121'926'021.35);
}

TEST(OkxCandles, OfMarkPricesHaveNoVolume) {
    std::string const ended = R"(["1749157200000","100","103","98","101","1"])";
    WrittenText const file("mark.json",
                           okx(R"(["1749160800000","101","104","99","102","0"],)" + ended));
    auto const candles = read_one<Candles>(file.path());
    EXPECT_EQ(candles.format, "okx");
    ASSERT_EQ(candles.rows.size(), 1U);
    EXPECT_EQ(candles.rows[0].close, 101);
    EXPECT_TRUE(std::isnan(candles.rows[0].volume)) << "confirm is no volume";
    EXPECT_EQ(candles.volume_unit, Unit::unknown);
}

TEST(OkxCandles, AreRefusedWithThePlace) {
    std::string const row = R"("1749157200000","100","103","98","101",)";
    EXPECT_TRUE(says(refused_text(okx("[" + row + R"("2","2","202","1"],[1,2,3])"), "okx"),
                     {"data[1] is no list of 9 values"}));
    EXPECT_TRUE(says(refused_text(okx("[" + row + R"("2","2","202","2"])"), "okx"),
                     {"data[0][8] = \"2\"", "confirm", "accepted: \"0\", \"1\""}));
    EXPECT_TRUE(says(refused_text(okx("[" + row + R"("2","2","999","1"])"), "okx"),
                     {"data[0]: vol 2, volCcy 2 and volCcyQuote 999 fit neither", "98 to 103"}));
    EXPECT_TRUE(says(refused_text(okx("[" + row + R"("2","2","","1"])"), "okx"),
                     {"data[0]: vol 2", "fit neither"}));
    EXPECT_TRUE(says(refused_text(okx("", "51001"), "okx"),
                     {"error message of the venue", "51001", "no such thing"}));
    EXPECT_TRUE(says(refused_text(okx(""), "okx", {.asset = "BTC", .symbol = "BTC-USDT"}),
                     {"candles of OKX have no symbol", "leave symbol"}));
}

TEST(BybitCandles, LeaveOutWhatHadNotEndedWhenTheVenueAnswered) {
    auto const candles = read("bybit-kline_linear.json", "bybit");
    EXPECT_EQ(candles.rows.front().at.row, 2U);
    auto const bars = bars_of(candles, Unit::unknown, 0, {});
    expect_hours(bars, 2);
    EXPECT_EQ(bars.turnover[0], 121'926'021.35);
    EXPECT_TRUE(says(bars.notes.at(0), {"bybit-kline_linear.json: 1 candle that had not ended",
                                        "answered at 2025-06-05T23:20:34Z"}));
    // A candle whose end is the time of the answer has ended.
    std::string const two = R"(["1749160800000","101","104","99","102","3","306"],)"
                            R"(["1749157200000","100","103","98","101","2","202"])";
    for (auto const& [time, n] : {std::pair{"1749164400000", 2U}, {"1749164399999", 1U}}) {
        WrittenText const file("given.json", bybit(two, "spot", time));
        EXPECT_EQ(read_one<Candles>(file.path()).rows.size(), n) << time;
    }
}

TEST(BybitCandles, OfInverseContractsCountUsdAndTheirTurnoverCoin) {
    auto const bars = bars_of(read("bybit-kline_inverse.json", "bybit"), Unit::unknown, 0, {});
    expect_hours(bars, 3);
    EXPECT_EQ(bars.turnover[0], 121'926'021);
    // The same read as linear is no candle of its prices.
    WrittenText const file("given.json",
                           bybit(R"(["1749157200000","100","103","98","101","202","2"],)"
                                 R"(["1749160800000","101","104","99","102","306","3"])"));
    EXPECT_TRUE(says(refused(read_one<Candles>(file.path())), {"turnover / volume", "no price"}));
}

TEST(BybitCandles, AreRefusedWithThePlace) {
    std::string const one = R"(["1749157200000","100","103","98","101","2","202"])";
    EXPECT_TRUE(says(refused_text(bybit(one), "bybit"), {"has one candle", "at least two"}));
    EXPECT_TRUE(says(refused_text(bybit(one, "option"), "bybit"),
                     {"result.category = \"option\"", "linear, inverse, spot"}));
    EXPECT_TRUE(says(refused_text(bybit(one + ",[1]"), "bybit"),
                     {"result.list[1] is no list of 7 values"}));
    EXPECT_TRUE(says(refused_text(R"({"retCode":10001,"retMsg":"params error"})", "bybit"),
                     {"error message of the venue: params error"}));
    EXPECT_TRUE(says(refused_text(bybit(one), "bybit", {.asset = "ETH"}),
                     {"BTCUSDT", "does not look like a contract of ETH"}));
    auto const whole = bybit(one + "," + one);
    EXPECT_TRUE(says(refused_text(whole.substr(0, whole.rfind(",\"time\"")) + "}", "bybit"),
                     {"has no member time"}));
}

TEST(CoinbaseCandles, HaveLowBeforeHighBeforeOpen) {
    for (auto const* name : {"coinbase-candles_exchange.json", "coinbase-candles_advanced.json"}) {
        auto const bars = bars_of(read(name, "coinbase"), Unit::unknown, 0, {});
        expect_hours(bars, 3);
        EXPECT_TRUE(says(bars.notes.at(0), {"do not say whether their newest candle had ended"}));
        EXPECT_TRUE(says(bars.notes.at(1), {"newest first"}));
    }
    // Several files, and the same is said once.
    std::string const files[] = {sample("coinbase-candles_exchange.json"),
                                 sample("coinbase-candles_advanced.json")};
    EXPECT_EQ(read_files<Candles>(files, "auto", {.asset = "BTC"}, "data").notes.size(), 1U);
}

TEST(CoinbaseCandles, AreRecognisedOnlyWhereNoOtherOrderFits) {
    auto const is_unknown = [](std::string const& rows) {
        return says(refused_text(rows, "auto"), {"in no format of data"});
    };
    // open, high, low, close of some other source, in seconds.
    EXPECT_TRUE(is_unknown("[[1749157200,100,103,98,101,2],[1749160800,101,104,99,102,3]]"));
    // Both orders fit: open is the low, and low the open.
    EXPECT_TRUE(is_unknown("[[1749157200,100,103,100,101,2]]"));
    EXPECT_TRUE(is_unknown("[[1749157200,98,103,100,101]]"));
    WrittenText const other("given.json",
                            "[[1749157200,100,103,98,101,2],[1749160800,101,104,99,102,3]]");
    EXPECT_TRUE(says(refused(read_one<Candles>(other.path(), "coinbase")), {"row 1"}));
    EXPECT_TRUE(says(refused(read_one<Candles>(sample("coinbase-candles_exchange.json"), "ccxt")),
                     {"row 1", "another order"}));
}

TEST(CoinbaseCandles, AreRefusedWithThePlace) {
    EXPECT_TRUE(says(refused_text("[[1749157200,98,103,100,101]]", "coinbase"),
                     {"[0] is no list of time, low, high, open, close and volume"}));
    EXPECT_TRUE(says(refused_text(R"({"message":"NotFound"})", "coinbase"),
                     {"no member candles; found: message"}));
    EXPECT_TRUE(says(refused_text(R"({"candles":[{"start":"1749157200","low":"1"}]})", "coinbase"),
                     {"candles[0] has no member open"}));
    EXPECT_TRUE(says(refused_text("[[1749157200,98,103,100,101,2]]", "coinbase",
                                  {.asset = "BTC", .columns = {{"open", "2"}}}),
                     {"have fixed columns"}));
}

}  // namespace
}  // namespace liq::data
