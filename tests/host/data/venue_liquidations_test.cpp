/// Liquidations as OKX, BitMEX and Deribit hand them out: whose side, contracts, coin or USD, what
/// is told twice, and what has no time.
#include <gtest/gtest.h>

#include "tests/host/data/read_data.hpp"

namespace liq::data {
namespace {

constexpr std::int64_t nine_pm = 1'749'157'200'000;  ///< 2025-06-05 21:00 UTC

Liquidations read(std::string const& name, std::string const& format, Reading const& reading) {
    auto series = read_one<Liquidations>(sample(name), "auto", reading);
    EXPECT_EQ(series.format, format);
    return series;
}
std::string refused(std::string const& text, std::string const& format,
                    Reading const& reading = {.asset = "BTC", .contract_size = 1}) {
    return refusal<Liquidations>(text, format, reading);
}
void expect_row(Liquidation const& row, std::int64_t time, Side side, double usd) {
    EXPECT_EQ(row.time, time);
    EXPECT_EQ(row.side, side);
    EXPECT_DOUBLE_EQ(row.usd, usd);
}

Reading const okx_linear{.asset = "BTC", .contract_size = .01};

TEST(OkxLiquidations, CountContractsAtTheirBankruptcyPrice) {
    auto const series = read("okx-liquidations_answer.json", "okx-liquidations", okx_linear);
    EXPECT_EQ(series.contract, Contract::linear);
    ASSERT_EQ(series.rows.size(), 3U) << "two alike in one answer are two orders";
    expect_row(series.rows[0], nine_pm + 900, Side::long_side, 151'800);
    expect_row(series.rows[1], nine_pm + 500, Side::short_side, 20'300);
    expect_row(series.rows[2], nine_pm + 500, Side::short_side, 20'300);
    EXPECT_EQ(series.completeness, "");
    EXPECT_TRUE(series.notes.empty());
}

TEST(OkxLiquidations, OfTheChannelAreALowerBoundAndInverseOnesCountUsd) {
    Reading const inverse{.asset = "BTC", .symbol = "BTC-USD-SWAP", .contract_size = 100};
    auto const series = read("okx-liquidations_channel.json", "okx-liquidations", inverse);
    EXPECT_EQ(series.contract, Contract::inverse);
    ASSERT_EQ(series.rows.size(), 2U);
    expect_row(series.rows[0], nine_pm + 1'000, Side::long_side, 30'000);
    expect_row(series.rows[1], nine_pm + 3'000, Side::short_side, 4'500);
    EXPECT_EQ(series.rows[1].at.row, 4U);
    EXPECT_TRUE(says(series.completeness, {"second", "lower bound"}));
}

TEST(OkxLiquidations, ThatALaterAnswerListsAgainCountOnce) {
    std::string const files[] = {sample("okx-liquidations_answer.json"),
                                 sample("okx-liquidations_answer.json")};
    auto const series = read_files<Liquidations>(files, "auto", okx_linear, "data");
    EXPECT_EQ(series.rows.size(), 3U);
    ASSERT_EQ(series.notes.size(), 1U);
    EXPECT_TRUE(says(series.notes[0], {"3 rows tell again", "do not count twice"}));
}

/// An answer with one order of these members.
std::string okx(std::string const& members, std::string const& instrument = "BTC-USDT-SWAP") {
    return R"({"code":"0","data":[{"instId":")" + instrument + R"(","details":[{)" + members +
           R"("sz":"1","ts":"1749157200000"}]}]})";
}

TEST(OkxLiquidations, AreRefusedWithThePlace) {
    EXPECT_TRUE(
        says(refused(okx(R"("bkPx":"1","side":"sell","posSide":"short",)"), "okx-liquidations"),
             {"[0].data[0].details[0]", "opens a short", "closes one"}));
    EXPECT_TRUE(says(refused(okx(R"("bkPx":"1","side":"SELL",)"), "okx-liquidations"),
                     {"side = \"SELL\"", "sell, buy"}));
    EXPECT_TRUE(
        says(refused(okx(R"("bkPx":"1","side":"buy","posSide":"both",)"), "okx-liquidations"),
             {"posSide = \"both\"", "long, short, net"}));
    EXPECT_TRUE(says(refused(okx(R"("bkPx":"0","side":"buy",)"), "okx-liquidations"),
                     {"bkPx must be positive"}));
    EXPECT_TRUE(
        says(refused(okx(R"("bkPx":"1","side":"buy",)"), "okx-liquidations", {.asset = "BTC"}),
             {"BTC-USDT-SWAP are numbers of contracts", "State contract_size", "coin"}));
    EXPECT_TRUE(
        says(refused(okx(R"("bkPx":"1","side":"buy",)", "BTC-EUR-SWAP"), "okx-liquidations"),
             {"BTC-EUR-SWAP", "linear or inverse"}));
    EXPECT_TRUE(says(refused(okx(R"("bkPx":"1","side":"buy",)"), "okx-liquidations",
                             {.asset = "BTC", .side_is = "position", .contract_size = 1}),
                     {"give the side of the order"}));
    EXPECT_TRUE(
        says(refused(R"({"code":"50014","msg":"no instFamily","data":[]})", "okx-liquidations"),
             {"error message of the venue", "no instFamily"}));
}

Reading const xbtusd{.asset = "BTC", .symbol = "XBTUSD", .contract_size = 1};

TEST(BitmexLiquidations, CountTheMostThatWasLeftOfAnOrder) {
    auto const series = read("bitmex-liquidations.json", "bitmex-liquidations", xbtusd);
    EXPECT_EQ(series.contract, Contract::inverse);
    ASSERT_EQ(series.rows.size(), 2U);
    expect_row(series.rows[0], nine_pm + 250, Side::long_side, 25'000);
    expect_row(series.rows[1], nine_pm + 1'000, Side::short_side, 4'000);
    EXPECT_EQ(series.rows[1].at.row, 5U);
}

/// An order of the interface, as it stands in an answer, with what a recorder added.
std::string bitmex(std::string const& symbol, std::string const& side, double left,
                   std::string const& added) {
    return R"({"orderID":"7","symbol":")" + symbol + R"(","side":")" + side +
           R"(","price":100000,"leavesQty":)" + std::to_string(left) + added + "}";
}

TEST(BitmexLiquidations, OfAnswersCountOnceAndOfLinearContractsAtTheirPrice) {
    std::string const first = R"(,"timestamp":1749157200000)",
                      later = R"(,"timestamp":1749157260000)";
    WrittenText const file("answers.json", "[" + bitmex("XBTUSDT", "Buy", 2'000, first) + "," +
                                               bitmex("XBTUSDT", "Buy", 3'000, later) + "," +
                                               bitmex("XBTUSDT", "Buy", 1'000, later) + "]");
    auto const series = read_one<Liquidations>(
        file.path(), "auto", {.asset = "BTC", .symbol = "XBTUSDT", .contract_size = 1e-6});
    EXPECT_EQ(series.contract, Contract::linear);
    ASSERT_EQ(series.rows.size(), 1U);
    expect_row(series.rows[0], nine_pm, Side::short_side, 300);
    EXPECT_TRUE(says(series.notes.at(0), {"2 rows tell again"}));
}

TEST(BitmexLiquidations, AreRefusedWithoutTimeSideContractOrItsSize) {
    std::string const time = R"(,"timestamp":"2025-06-05T21:00:00Z")";
    auto const said = [](std::string const& order, std::string const& symbol, double size) {
        return refused("[" + order + "]", "bitmex-liquidations",
                       {.asset = "BTC", .symbol = symbol, .contract_size = size});
    };
    EXPECT_TRUE(says(said(bitmex("XBTUSD", "Sell", 1, ""), "XBTUSD", 1),
                     {"[0]: has no time", "BitMEX hands none out", "\"timestamp\""}));
    EXPECT_TRUE(
        says(said(bitmex("XBTUSD", "Sell", 1, R"(,"timestamp":"2025-06-05 21:00")"), "XBTUSD", 1),
             {"timestamp"}));
    EXPECT_TRUE(says(said(bitmex("XBTUSD", "sell", 1, time), "XBTUSD", 1),
                     {"side = \"sell\"", "Sell, Buy"}));
    EXPECT_TRUE(says(said(bitmex("XBTUSD", "Sell", 1, time), "XBTUSD", 0),
                     {"numbers of contracts", "contract_size", "USD"}));
    EXPECT_TRUE(says(said(bitmex("ETHUSD", "Sell", 1, time), "ETHUSD", 1), {"ETHUSD", "quanto"}));
    EXPECT_TRUE(says(said(bitmex("XBTUSD", "Sell", 1, time), "", 1),
                     {"XBTUSD", "state it: symbol = \"XBTUSD\""}));
    EXPECT_TRUE(says(said(bitmex("XBTUSD", "Sell", -1, time), "XBTUSD", 1), {"negative"}));
}

TEST(DeribitLiquidations, AreOfTheTakerOfTheMakerOrOfBoth) {
    auto const series =
        read("deribit-liquidations_inverse.json", "deribit-liquidations", {.asset = "BTC"});
    EXPECT_EQ(series.contract, Contract::inverse);
    ASSERT_EQ(series.rows.size(), 4U);
    expect_row(series.rows[0], nine_pm + 100, Side::long_side, 50'000);   // T, the taker sold
    expect_row(series.rows[1], nine_pm + 200, Side::short_side, 12'000);  // M, the taker sold
    expect_row(series.rows[2], nine_pm + 400, Side::short_side, 3'000);   // MT, the taker bought
    expect_row(series.rows[3], nine_pm + 400, Side::long_side, 3'000);
    EXPECT_TRUE(says(series.notes.at(0), {"has_more", "Are all its parts here?"}));
    EXPECT_EQ(series.completeness, "");
}

TEST(DeribitLiquidations, OfLinearContractsCountCoinAndTradesCountOnce) {
    auto const series =
        read("deribit-liquidations_channel.json", "deribit-liquidations", {.asset = "BTC"});
    EXPECT_EQ(series.contract, Contract::linear);
    ASSERT_EQ(series.rows.size(), 1U);
    expect_row(series.rows[0], nine_pm + 150, Side::short_side, .025 * 101'200);
    std::string const files[] = {sample("deribit-liquidations_inverse.json"),
                                 sample("deribit-liquidations_inverse.json")};
    auto const twice = read_files<Liquidations>(files, "auto", {.asset = "BTC"}, "data");
    EXPECT_EQ(twice.rows.size(), 4U);
    ASSERT_EQ(twice.notes.size(), 2U);
    EXPECT_TRUE(says(twice.notes[1], {"4 rows tell again"}));
}

/// A trade with these members.
std::string deribit(std::string const& name, std::string const& members) {
    return R"({"trade_seq":1,"trade_id":"1","timestamp":1749157200000,"price":100000,"amount":10,)"
           R"("instrument_name":")" +
           name + "\"" + members + "}";
}

TEST(DeribitLiquidations, AreRefusedWithThePlace) {
    std::string const format = "deribit-liquidations";
    std::string const taker = R"(,"direction":"sell","liquidation":"T")";
    EXPECT_TRUE(
        says(refused(deribit("BTC-PERPETUAL", R"(,"direction":"sell","liquidation":"X")"), format),
             {"[0].liquidation = \"X\"", "M, T, MT"}));
    EXPECT_TRUE(
        says(refused(deribit("BTC-PERPETUAL", R"(,"direction":"Sell","liquidation":"T")"), format),
             {"direction = \"Sell\"", "buy, sell"}));
    for (char const* name : {"BTC-27JUN25-100000-C", "BTC_USDC", "BTC_EURR-PERPETUAL"})
        EXPECT_TRUE(says(refused(deribit(name, taker), format), {name, "neither a perpetual"}));
    EXPECT_TRUE(
        says(refused(deribit("BTC-PERPETUAL", taker), format, {.asset = "BTC", .side_is = "order"}),
             {"say themselves whether a long or a short"}));
    EXPECT_TRUE(says(refused(deribit("ETH-PERPETUAL", taker), format), {"ETH-PERPETUAL", "BTC"}));
    EXPECT_TRUE(says(refused(R"({"jsonrpc":"2.0","error":{"code":10009}})", format),
                     {"error message of the venue", "10009"}));
    WrittenText const none("none.json", deribit("BTC-PERPETUAL", R"(,"direction":"sell")"));
    auto const series = read_one<Liquidations>(none.path());
    EXPECT_TRUE(series.rows.empty());
    EXPECT_TRUE(says(series.notes.at(0), {"none of 1 trade was a liquidation"}));
}

}  // namespace
}  // namespace liq::data
