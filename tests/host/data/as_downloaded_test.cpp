/// What archives, interfaces and recorded streams hold beside the rows that their pages describe.
#include <gtest/gtest.h>

#include "tests/host/data/read_data.hpp"

namespace liq::data {
namespace {

std::string const archive_header =
    "time,side,order_type,time_in_force,original_quantity,price,average_price,order_status,"
    "last_fill_quantity,accumulated_fill_quantity\n";
std::string const archive_rows =
    "1727740869082,BUY,LIMIT,IOC,7,63661.4,63425.1,PARTIALLY_FILLED,3,3\n"
    "1727740869082,BUY,LIMIT,IOC,7,63661.4,63425.1,FILLED,4,7\n"
    "1727740869082,BUY,LIMIT,IOC,7,63661.4,63425.1,FILLED,4,7\n"
    "1727740869082,SELL,LIMIT,IOC,7,63661.4,63425.1,FILLED,7,7\n"
    "1727740870000,SELL,LIMIT,IOC,2,63661.4,63425.1,FILLED,2,2\n";

TEST(LiquidationSnapshots, OfTheArchiveCountContractsOfTheSymbolInTheirNames) {
    WrittenText const file("BTCUSD_PERP-liquidationSnapshot-2024-10-01.csv",
                           archive_header + archive_rows);
    auto const series =
        read_one<Liquidations>(file.path(), "auto", {.asset = "BTC", .contract_size = 100});
    EXPECT_EQ(series.format, "binance-force-orders");
    EXPECT_EQ(series.contract, Contract::inverse);
    ASSERT_EQ(series.rows.size(), 3U);
    EXPECT_EQ(series.rows[0].side, Side::short_side);
    EXPECT_EQ(series.rows[0].usd, 700) << "the most that was filled of the order, once";
    EXPECT_EQ(series.rows[1].usd, 700);
    EXPECT_EQ(series.rows[2].usd, 200);
    ASSERT_EQ(series.notes.size(), 1U);
    EXPECT_TRUE(says(series.notes[0], {"2 rows repeat the order of the row before them"}));
}

TEST(LiquidationSnapshots, AreRefusedWithoutTheirContractOrItsSize) {
    EXPECT_TRUE(says(refusal<Liquidations>(archive_header + archive_rows, "auto"),
                     {"no column symbol", "State symbol", "BTCUSD_PERP"}));
    EXPECT_TRUE(says(refusal<Liquidations>(archive_header + archive_rows, "auto",
                                           {.asset = "BTC", .symbol = "BTCUSD_PERP"}),
                     {"line 2", "contracts, whose size is not in the file", "contract_size"}));
    WrittenText const other("ETHUSD_PERP-liquidationSnapshot-2024-10-01.csv",
                            archive_header + archive_rows);
    EXPECT_THROW(static_cast<void>(read_one<Liquidations>(other.path(), "auto",
                                                          {.asset = "BTC", .contract_size = 100})),
                 Error);
}

TEST(RecordedStreams, BeginWithTheAnswerToTheirSubscription) {
    WrittenText const binance(
        "binance.json",
        R"({"result":null,"id":1})"
        "\n"
        R"({"e":"forceOrder","o":{"s":"BTCUSDT","S":"SELL","ap":"100","z":"2","T":1749157200000}})"
        "\n");
    EXPECT_EQ(read_one<Liquidations>(binance.path()).rows.at(0).usd, 200);
    std::string const data =
        R"({"topic":"allLiquidation.BTCUSDT","type":"snapshot","ts":1749157200600,"data":[)"
        R"({"T":1749157200500,"s":"BTCUSDT","S":"Buy","v":"2","p":"100"}]})"
        "\n";
    WrittenText const bybit("bybit.json",
                            R"({"success":true,"ret_msg":"","conn_id":"a","op":"subscribe"})"
                            "\n" +
                                data + R"({"success":true,"ret_msg":"pong","op":"ping"})" + "\n");
    auto const series = read_one<Liquidations>(bybit.path());
    ASSERT_EQ(series.rows.size(), 1U);
    EXPECT_EQ(series.rows[0].side, Side::long_side);
    EXPECT_EQ(series.contract, Contract::linear);
    EXPECT_TRUE(says(refusal<Liquidations>(R"({"success":false,"ret_msg":"error","op":"subscribe"})"
                                           "\n" +
                                               data,
                                           "bybit-liquidations"),
                     {"[0]", "no member"}));
}

TEST(BybitLiquidations, OfInverseAndLinearContractsAreNotAddedUp) {
    std::string const rows = "T,s,S,v,p\n1749157200500,BTCUSDT,Buy,2,100\n";
    WrittenText const linear("linear.csv", rows);
    WrittenText const inverse("inverse.csv", "T,s,S,v,p\n1749157200500,BTCUSD,Buy,2,100\n");
    std::string const files[] = {linear.path(), inverse.path()};
    try {
        static_cast<void>(read_files<Liquidations>(files, "auto", {.asset = "BTC"}, "data"));
        FAIL() << "was not refused";
    } catch (Error const& error) {
        EXPECT_TRUE(says(error.what(), {"inverse.csv", "of inverse contracts"}));
    }
}

std::string const kline =
    R"([1749157200000,"100","103","98","101","2",1749160799999,"202",9,"1","101","0"])";

TEST(BinanceKlines, OfTheInterfaceAreListsOfTwelve) {
    WrittenText const file("klines.json", "[" + kline + "]");
    auto const candles = read_one<Candles>(file.path());
    EXPECT_EQ(candles.format, "binance-klines");
    ASSERT_EQ(candles.rows.size(), 1U);
    EXPECT_EQ(candles.rows[0].time, 1'749'157'200'000);
    EXPECT_EQ(candles.rows[0].end, 1'749'160'800'000);
    EXPECT_EQ(candles.rows[0].close, 101);
    EXPECT_EQ(candles.rows[0].turnover, 202);
    EXPECT_EQ(candles.volume_unit, Unit::coin);
    EXPECT_TRUE(says(refusal<Candles>("[[1749157200000,1,2,1,1,0]]", "binance-klines"),
                     {"[0] is no list of 12"}));
    EXPECT_TRUE(says(refusal<Candles>("[" + kline + "]", "ccxt"), {"[0] is no list of time"}));
}

TEST(OkxContracts, AreToldByTheirNames) {
    auto const tiers = [](std::string const& family) {
        WrittenText const file("tiers.json",
                               R"({"code":"0","data":[{"instFamily":")" + family +
                                   R"(","instId":"","tier":"1","minSz":"0","maxSz":"500",)"
                                   R"("mmr":"0.004","imr":"0.01","maxLever":"100"}]})");
        return read_one<Tiers>(file.path());
    };
    EXPECT_EQ(tiers("BTC-USD").contract, Contract::inverse);
    EXPECT_EQ(tiers("BTC-USDT").contract, Contract::linear);
    EXPECT_EQ(read_one<OpenInterests>(sample("okx-open_interest.json")).contract, Contract::linear);
    EXPECT_FALSE(read_one<OpenInterests>(sample("okx-open_interest_history.json")).contract);
}

}  // namespace
}  // namespace liq::data
