/// Liquidations in every format: whose side, how many USD, and what the feed leaves out.
#include <gtest/gtest.h>

#include "tests/host/data/read_data.hpp"

namespace liq::data {
namespace {

constexpr std::int64_t nine_pm = 1'749'157'200'000;  ///< 2025-06-05 21:00 UTC

Liquidations read(std::string const& name, std::string const& format = "auto",
                  Reading const& reading = {.asset = "BTC"}) {
    return read_one<Liquidations>(sample(name), format, reading);
}
std::string refused(std::string const& text, std::string const& format,
                    Reading const& reading = {.asset = "BTC"}) {
    return refusal<Liquidations>(text, format, reading);
}
double usd_of(Side side, Liquidations const& series) {
    double sum = 0;
    for (auto const& row : series.rows)
        if (row.side == side) sum += row.usd;
    return sum;
}

TEST(LiquidationsOfTwoVenues, AddUpToTheirSidesByTheConventionOfEach) {
    auto const binance = read("F16_binance_force_orders.csv");
    auto const bybit = read("F16_bybit_liquidations.csv");
    EXPECT_EQ(usd_of(Side::long_side, binance) + usd_of(Side::long_side, bybit), 1'601'200);
    EXPECT_EQ(usd_of(Side::short_side, binance) + usd_of(Side::short_side, bybit), 608'000);
}

TEST(BinanceForceOrders, ASellOrderClosesALong) {
    auto const series = read("F16_binance_force_orders.csv");
    EXPECT_EQ(series.format, "binance-force-orders");
    ASSERT_EQ(series.rows.size(), 2U);
    EXPECT_EQ(series.rows[0].time, 1'749'156'900'123);
    EXPECT_EQ(series.rows[0].side, Side::long_side);
    EXPECT_EQ(series.rows[0].usd, 1'000'000);
    EXPECT_EQ(series.rows[1].side, Side::short_side);
    EXPECT_EQ(series.rows[1].usd, 404'000);
    EXPECT_EQ(series.rows[1].at.row, 3U);
    EXPECT_EQ(series.completeness, "one order a symbol and second: a lower bound");
}

TEST(BinanceForceOrders, ReadsEventsOfTheStreamAtTheirAveragePrice) {
    auto const series =
        read("binance-force-orders-stream.json", "auto", {.asset = "BTC", .symbol = "BTCUSDT"});
    EXPECT_EQ(series.format, "binance-force-orders");
    ASSERT_EQ(series.rows.size(), 2U);
    EXPECT_EQ(series.rows[0].time, nine_pm + 496);
    EXPECT_EQ(series.rows[0].side, Side::long_side);
    EXPECT_DOUBLE_EQ(series.rows[0].usd, .014 * 101'100);
    EXPECT_EQ(series.rows[1].side, Side::short_side);
    EXPECT_DOUBLE_EQ(series.rows[1].usd, .2 * 101'900);
    EXPECT_EQ(series.rows[1].at.row, 3U);
}

TEST(BinanceForceOrders, ReadsTheAnswerOfTheInterfaceAndWrappedEvents) {
    auto const series = read("binance-force-orders-rest.json");
    ASSERT_EQ(series.rows.size(), 1U);
    EXPECT_EQ(series.rows[0].time, 1'568'014'460'893);
    EXPECT_EQ(series.rows[0].side, Side::long_side);
    EXPECT_DOUBLE_EQ(series.rows[0].usd, .014 * 7918.33);
    WrittenText const file("wrapped.json",
                           R"([{"stream":"!forceOrder@arr","data":{"e":"forceOrder","E":1,"o":)"
                           R"({"s":"BTCUSDT","S":"BUY","ap":"100","z":"2","T":1749157200000}}}])");
    auto const wrapped = read_one<Liquidations>(file.path());
    EXPECT_EQ(wrapped.rows.at(0).usd, 200);
    EXPECT_EQ(wrapped.rows.at(0).side, Side::short_side);
}

TEST(BinanceForceOrders, OrdersThatWereNotFilledLiquidateNothing) {
    WrittenText const file("new.csv",
                           "time,symbol,side,average_price,accumulated_fill_quantity\n"
                           "1749156900123,BTCUSDT,SELL,0,0\n");
    EXPECT_TRUE(read_one<Liquidations>(file.path()).rows.empty());
}

TEST(BinanceForceOrders, RefusesContractsOtherSidesAndMissingPrices) {
    auto const row = [](std::string const& cells) {
        return refused(
            "time,symbol,side,average_price,accumulated_fill_quantity\n"
            "1749156900123,BTCUSDT,SELL,1,1\n" +
                cells + "\n",
            "binance-force-orders", {.asset = "BTC"});
    };
    EXPECT_TRUE(says(row("1749156900123,BTCUSDT,Buy,1,1"), {"line 3", "Buy", "SELL, BUY"}));
    EXPECT_TRUE(says(row("1749156900123,BTCUSDT,SELL,0,1"), {"line 3", "no average price"}));
    EXPECT_TRUE(says(row("1749156900123,BTCUSDT,SELL,-5,-2"), {"line 3", "negative"}));
    EXPECT_TRUE(says(row("soon,BTCUSDT,SELL,1,1"), {"line 3", "soon"}));
    EXPECT_TRUE(says(row("1749156900123,ETHUSDT,SELL,1,1"), {"BTCUSDT, ETHUSDT"}));
    EXPECT_TRUE(says(refused(R"([{"e":"forceOrder","o":{"s":"BTCUSD_PERP","S":"SELL","ap":"1",)"
                             R"("z":"1","T":1749156900123}}])",
                             "binance-force-orders"),
                     {"[0].o", "BTCUSD_PERP", "contracts"}));
    EXPECT_TRUE(
        says(refused(R"({"e":"forceOrder","o":{"s":"BTCUSDT","S":"SELL","ap":"1","z":"1"}})",
                     "binance-force-orders"),
             {"[0].o", "no member T"}));
}

TEST(BybitLiquidations, BuyIsALongThatWasLiquidated) {
    auto const series = read("F16_bybit_liquidations.csv");
    EXPECT_EQ(series.format, "bybit-liquidations");
    ASSERT_EQ(series.rows.size(), 2U);
    EXPECT_EQ(series.rows[0].time, 1'749'156'901'000);
    EXPECT_EQ(series.rows[0].side, Side::long_side);
    EXPECT_EQ(series.rows[0].usd, 601'200);
    EXPECT_EQ(series.rows[1].side, Side::short_side);
    EXPECT_EQ(series.rows[1].usd, 204'000);
    EXPECT_EQ(series.completeness, "");
}

TEST(BybitLiquidations, ReadsMessagesOfTheTopic) {
    auto const series = read("bybit-liquidations-stream.json");
    EXPECT_EQ(series.format, "bybit-liquidations");
    ASSERT_EQ(series.rows.size(), 3U);
    EXPECT_EQ(series.rows[0].time, nine_pm + 500);
    EXPECT_DOUBLE_EQ(series.rows[0].usd, 303);
    EXPECT_EQ(series.rows[1].side, Side::short_side);
    EXPECT_EQ(series.rows[2].at.row, 2U);
    EXPECT_EQ(series.completeness, "");
    WrittenText const bare("bare.json",
                           R"([{"T":1749157200500,"s":"BTCUSDT","S":"Sell","v":"2","p":"100"}])");
    EXPECT_EQ(read_one<Liquidations>(bare.path(), "bybit-liquidations").rows.at(0).usd, 200);
}

TEST(BybitLiquidations, SizesOfInverseContractsAreUsdAndTheOldTopicIsALowerBound) {
    auto const series = read("bybit-liquidations-old_topic.json");
    ASSERT_EQ(series.rows.size(), 1U);
    EXPECT_EQ(series.rows[0].usd, 6'200);
    EXPECT_EQ(series.rows[0].side, Side::short_side);
    EXPECT_EQ(series.rows[0].time, 1'673'251'091'822);
    EXPECT_TRUE(says(series.completeness, {"second", "lower bound"}));
    for (auto const& [symbol, usd] : {std::pair{"BTCUSDH25", 2.0}, std::pair{"BTCPERP", 200.0},
                                      std::pair{"BTC-27JUN25", 200.0}}) {
        WrittenText const file("a.csv",
                               "T,s,S,v,p\n1749157200500," + std::string(symbol) + ",Buy,2,100\n");
        EXPECT_EQ(read_one<Liquidations>(file.path()).rows.at(0).usd, usd) << symbol;
    }
}

TEST(BybitLiquidations, RefusesOtherSidesUnknownContractsAndMissingColumns) {
    std::string const head = "T,s,S,v,p\n";
    EXPECT_TRUE(says(refused(head + "1749157200500,BTCUSDT,SELL,1,1\n", "bybit-liquidations"),
                     {"line 2", "SELL", "Buy, Sell"}));
    EXPECT_TRUE(says(refused(head + "1749157200500,BTCUSDT,Buy,-1,1\n", "bybit-liquidations"),
                     {"line 2", "-1"}));
    EXPECT_TRUE(says(refused(head + "1749157200500,BTCEUR,Buy,1,1\n", "bybit-liquidations"),
                     {"line 2", "BTCEUR", "inverse"}));
    EXPECT_TRUE(says(refused("T,s,side,v,p\n1749157200500,BTCUSDT,Buy,1,1\n", "bybit-liquidations"),
                     {"\"S\"", "side"}));
    EXPECT_TRUE(
        says(refused(R"({"topic":"allLiquidation.BTCUSDT","data":[{"s":"BTCUSDT","S":"Buy",)"
                     R"("v":"1","p":"1"}]})",
                     "bybit-liquidations"),
             {"data[0]", "no member T"}));
}

TEST(CoinglassDaily, HasTwoRowsADayAndNoneForEmptyCells) {
    auto const series = read("coinglass-daily.csv");
    EXPECT_EQ(series.format, "coinglass-daily");
    ASSERT_EQ(series.rows.size(), 4U);
    EXPECT_EQ(series.rows[0].time, 1'748'995'200'000);  // 2025-06-04 00:00 UTC
    EXPECT_EQ(series.rows[0].side, Side::long_side);
    EXPECT_EQ(series.rows[0].usd, 112'345'678.5);
    EXPECT_EQ(series.rows[1].side, Side::short_side);
    EXPECT_EQ(series.rows[1].time, series.rows[0].time);
    EXPECT_EQ(usd_of(Side::long_side, series), 996'345'678.5);
    EXPECT_EQ(usd_of(Side::short_side, series), 182'654'321);
    EXPECT_TRUE(says(series.completeness, {"venues", "one a second"}));
}

/// A day on which nothing was liquidated is another thing than one that nobody knows.
TEST(CoinglassDaily, KeepsSumsOfNothing) {
    WrittenText const file("days.csv",
                           "date,longLiquidationUsd,shortLiquidationUsd\n2025-06-04,0,2\n");
    auto const series = read_one<Liquidations>(file.path(), "coinglass-daily", {});
    ASSERT_EQ(series.rows.size(), 2U);
    EXPECT_EQ(series.rows[0].usd, 0);
    EXPECT_EQ(series.rows[0].side, Side::long_side);
}

TEST(CoinglassDaily, RefusesBadDatesNumbersAndColumns) {
    std::string const head = "date,longLiquidationUsd,shortLiquidationUsd\n";
    EXPECT_TRUE(says(refused(head + "2025-06-04,1,2\nJune 5,1,2\n", "coinglass-daily"),
                     {"line 3", "June 5"}));
    EXPECT_TRUE(says(refused(head + "2025-06-04,1,-2\n", "coinglass-daily"), {"line 2", "-2"}));
    EXPECT_TRUE(says(refused("date,x\n2025-06-04,1\n", "coinglass-daily"), {"long", "date, x"}));
}

TEST(CsvLiquidations, SideIsThatOfTheOrderOrOfThePositionAsStated) {
    auto const of_orders =
        read("csv-liquidations.csv", "csv", {.side_is = "order", .unit = "coin"});
    ASSERT_EQ(of_orders.rows.size(), 3U);
    EXPECT_EQ(of_orders.rows[0].time, nine_pm);
    EXPECT_EQ(of_orders.rows[1].time, nine_pm + 1'250);
    EXPECT_EQ(usd_of(Side::long_side, of_orders), 250'000 + 25'000);
    EXPECT_EQ(usd_of(Side::short_side, of_orders), 101'000);
    auto const of_positions =
        read("csv-liquidations.csv", "csv", {.side_is = "position", .unit = "coin"});
    EXPECT_EQ(usd_of(Side::long_side, of_positions), 101'000 + 25'000);
    EXPECT_EQ(usd_of(Side::short_side, of_positions), 250'000);
    EXPECT_EQ(of_positions.completeness, "");
}

TEST(CsvLiquidations, SizesCountWhatIsStated) {
    WrittenText const file("a.csv", "time,side,price,amount\n1749157200,sell,50000,2000\n");
    auto const usd = [&](Reading reading) {
        reading.side_is = "order";
        return read_one<Liquidations>(file.path(), "csv", reading).rows.at(0).usd;
    };
    EXPECT_EQ(usd({.unit = "coin"}), 1e8);
    EXPECT_EQ(usd({.unit = "usd"}), 2'000);  // Deribit, BitMEX: inverse contracts count USD
    EXPECT_EQ(usd({.unit = "contracts", .contract_size = .01}), 1e6);  // OKX
    EXPECT_EQ(usd({.unit = "contracts", .contract_size = 100, .contract = Contract::inverse}), 2e5);
    std::string const text = "time,side,price,amount\n1749157200,sell,50000,2000\n";
    EXPECT_TRUE(
        says(refused(text, "csv", {.side_is = "order"}), {"sizes count", "unit = \"coin\""}));
    EXPECT_TRUE(says(refused(text, "csv", {.side_is = "order", .unit = "contracts"}),
                     {"contract_size of the venue"}));
    EXPECT_TRUE(says(
        refused("time,side,usd\n1749157200,sell,5\n", "csv", {.side_is = "order", .unit = "coin"}),
        {"\"coin\"", "a column in USD"}));
    EXPECT_TRUE(says(
        refused("time,side,size\n1749157200,sell,5\n", "csv", {.side_is = "order", .unit = "coin"}),
        {"line 2", "no column of prices"}));
}

TEST(CsvLiquidations, TakesUsdAndColumnsOfTheRecipe) {
    WrittenText const file("a.csv", "1749157200,short,5000\n");
    Reading const reading{.columns = {{"time", "1"}, {"side", "2"}, {"usd", "3"}},
                          .side_is = "position"};
    auto const series = read_one<Liquidations>(file.path(), "csv", reading);
    ASSERT_EQ(series.rows.size(), 1U);
    EXPECT_EQ(series.rows[0].side, Side::short_side);
    EXPECT_EQ(series.rows[0].usd, 5'000);
}

TEST(CsvLiquidations, RefusesSidesThatAreNotExplainedAndBadRows) {
    std::string const row = "time,side,usd\n1749157200,buy,5\n";
    EXPECT_TRUE(says(refused(row, "csv"), {"side_is", "Binance", "Bybit"}));
    EXPECT_TRUE(says(refused(row, "csv", {.side_is = "trade"}), {"trade", "\"order\" or"}));
    Reading const stated{.side_is = "order"};
    EXPECT_TRUE(says(refused(row + "1749157201,both,5\n", "csv", stated), {"line 3", "both"}));
    EXPECT_TRUE(says(refused(row + "1749157201,sell,-5\n", "csv", stated), {"line 3", "-5"}));
    EXPECT_TRUE(says(refused(row + "1749157201,sell,\n", "csv", stated), {"line 3", "no amount"}));
    EXPECT_TRUE(
        says(refused("time,side,x\n1749157200,buy,5\n", "csv", stated), {"usd", "side, x"}));
    EXPECT_TRUE(says(refused("time,side,price,size\n1749157200,buy,0,5\n", "csv",
                             {.side_is = "order", .unit = "coin"}),
                     {"line 2", "positive"}));
}

}  // namespace
}  // namespace liq::data
