/// Order books in every format: levels and what rests within distances.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/host/data/read_data.hpp"

namespace liq::data {
namespace {

constexpr std::int64_t nine_pm = 1'749'157'200'000;  ///< 2025-06-05 21:00 UTC

Depth read(std::string const& name, std::string const& format = "auto",
           Reading const& reading = {.asset = "BTC"}) {
    return read_one<Depth>(sample(name), format, reading);
}
std::string refused(std::string const& text, std::string const& format,
                    Reading const& reading = {.asset = "BTC"}) {
    return refusal<Depth>(text, format, reading);
}
Depth read_text(std::string const& text, std::string const& format, Reading const& reading) {
    WrittenText const file("book.txt", text);
    return read_one<Depth>(file.path(), format, reading);
}

TEST(BinanceDepth, HasLevelsInCoinAndTheTimeOfTheBook) {
    auto const depth = read("binance-depth-futures.json");
    EXPECT_EQ(depth.format, "binance-depth");
    ASSERT_EQ(depth.bids.size(), 3U);
    ASSERT_EQ(depth.asks.size(), 2U);
    EXPECT_EQ(depth.bids[0].price, 101'499.9);
    EXPECT_EQ(depth.bids[0].size, 2.5);
    EXPECT_EQ(depth.bids[2].price, 101'490);
    EXPECT_EQ(depth.asks[1].size, 3);
    EXPECT_EQ(depth.time, nine_pm + 115);
    EXPECT_DOUBLE_EQ(depth.middle, 101'499.95);
    EXPECT_TRUE(depth.within.empty());
}

TEST(BinanceDepth, IsInCoinWhateverIsStated) {
    std::string const book = R"({"lastUpdateId":1,"bids":[["9","1"]],"asks":[["10","1"]]})";
    EXPECT_EQ(read_text(book, "binance-depth", {.unit = "coin"}).bids[0].size, 1);
    EXPECT_TRUE(says(refused(book, "binance-depth", {.unit = "contracts"}),
                     {"is in coin", "unit = \"contracts\""}));
    EXPECT_TRUE(
        says(refused(book, "binance-depth", {.contract_size = 100}), {"leave contract_size"}));
}

TEST(BinanceDepth, HasNoTimeOnSpot) {
    auto const depth = read("binance-depth-spot.json");
    EXPECT_EQ(depth.time, 0);
    EXPECT_EQ(depth.bids.size(), 2U);
}

TEST(BinanceDepth, RefusesContractsCrossedSidesAndBadLevels) {
    std::string const file = sample("binance-depth-coin_margined.json");
    try {
        static_cast<void>(read_one<Depth>(file));
        FAIL() << "was not refused";
    } catch (Error const& error) {
        EXPECT_TRUE(says(error.what(), {file, "BTCUSD_PERP", "contracts"}));
    }
    auto const book = [](std::string const& bids, std::string const& asks) {
        return R"({"lastUpdateId":1,"bids":[)" + bids + R"(],"asks":[)" + asks + "]}";
    };
    EXPECT_TRUE(says(refused(book(R"(["101","1"])", R"(["100","1"])"), "binance-depth"),
                     {"101", "100", "not below"}));
    EXPECT_TRUE(
        says(refused(book(R"(["100","1"])", R"(["100","1"])"), "binance-depth"), {"not below"}));
    EXPECT_TRUE(says(refused(book(R"(["99","1"],["98","-2"])", R"(["100","1"])"), "binance-depth"),
                     {"bids[1]", "-2"}));
    EXPECT_TRUE(says(refused(book(R"(["0","1"])", R"(["100","1"])"), "binance-depth"),
                     {"bids[0]", "positive"}));
    EXPECT_TRUE(
        says(refused(book(R"(["99",null])", R"(["100","1"])"), "binance-depth"), {"bids[0]"}));
    EXPECT_TRUE(says(refused(book("", R"(["100","1"])"), "binance-depth"), {"no bids"}));
    EXPECT_TRUE(
        says(refused(book(R"(["99","1"])", R"(["100","0"])"), "binance-depth"), {"no asks"}));
    EXPECT_TRUE(
        says(refused(book(R"("99")", R"(["100","1"])"), "binance-depth"), {"bids[0]", "no pair"}));
}

TEST(OrderBooks, AreOneSnapshot) {
    std::vector<std::string> const files{sample("binance-depth-futures.json"),
                                         sample("binance-depth-spot.json")};
    try {
        static_cast<void>(read_files<Depth>(files, "auto", {}, "depth"));
        FAIL() << "was not refused";
    } catch (Error const& error) {
        EXPECT_TRUE(says(error.what(), {files[0], files[1], "one snapshot"}));
    }
}

TEST(CcxtDepth, HasLevelsAndTheTimeWhereItIsGiven) {
    auto const depth = read("ccxt-order_book.json");
    EXPECT_EQ(depth.format, "ccxt");
    EXPECT_EQ(depth.bids[1].size, 4);
    EXPECT_EQ(depth.asks[1].price, 101'503.5);
    EXPECT_EQ(depth.time, nine_pm + 115);
    EXPECT_TRUE(depth.notes.empty());
    EXPECT_EQ(
        read_text(R"({"bids":[[9,1]],"asks":[[10,1]],"timestamp":null})", "ccxt", {.unit = "coin"})
            .time,
        0);
}

TEST(CcxtDepth, SizesOfContractsCountWhatIsStated) {
    auto const of = [](std::string const& symbol) {
        return "{" + (symbol.empty() ? "" : R"("symbol":")" + symbol + R"(",)") +
               R"("bids":[[50,8]],"asks":[[100,8]],"timestamp":null})";
    };
    EXPECT_TRUE(says(refused(of("BTC/USDT:USDT"), "ccxt"), {"BTC/USDT:USDT", "unit = \"coin\""}));
    // The books of Deribit and OKX look alike.
    EXPECT_TRUE(says(refused(of(""), "ccxt"), {"its sizes", "unit = \"coin\""}));
    EXPECT_TRUE(says(refused(of("BTC/USDT:USDT"), "ccxt", {.asset = "BTC", .unit = "contracts"}),
                     {"BTC/USDT:USDT", "contract_size in [depth], in coin"}));
    auto const sizes = [&](std::string const& symbol, Reading const& reading) {
        auto const depth = read_text(of(symbol), "ccxt", reading);
        return std::vector{depth.bids[0].size, depth.asks[0].size};
    };
    EXPECT_EQ(sizes("BTC/USDT", {.asset = "BTC"}), (std::vector<double>{8, 8}));
    EXPECT_EQ(sizes("BTC/USDT:USDT", {.asset = "BTC", .unit = "coin"}),
              (std::vector<double>{8, 8}));
    EXPECT_EQ(sizes("BTC/USDT:USDT", {.asset = "BTC", .unit = "contracts", .contract_size = .25}),
              (std::vector<double>{2, 2}));
    EXPECT_EQ(sizes("BTC/USD:BTC", {.asset = "BTC", .unit = "usd"}),
              (std::vector<double>{.16, .08}));
    EXPECT_EQ(sizes("BTC/USD:BTC", {.asset = "BTC", .unit = "contracts", .contract_size = 100}),
              (std::vector<double>{16, 8}));
}

TEST(CcxtDepth, RefusesBadLevelsAndOtherSymbols) {
    EXPECT_TRUE(says(refused(R"({"bids":[[9,1]],"asks":[[10,-1]]})", "ccxt", {.unit = "coin"}),
                     {"asks[0]", "-1"}));
    EXPECT_TRUE(says(refused(R"({"bids":[[9,1]]})", "ccxt"), {"no member asks"}));
    EXPECT_TRUE(says(refused(R"({"symbol":"ETH/USDT","bids":[[9,1]],"asks":[[10,1]]})", "ccxt"),
                     {"ETH/USDT", "BTC"}));
}

TEST(HyperliquidL2Book, HasBidsThenAsks) {
    auto const depth = read("hyperliquid-l2book.json");
    EXPECT_EQ(depth.format, "hyperliquid-l2book");
    EXPECT_EQ(depth.time, nine_pm + 333);
    ASSERT_EQ(depth.bids.size(), 2U);
    EXPECT_EQ(depth.bids[0].price, 101'499);
    EXPECT_EQ(depth.bids[0].size, 3.25);
    EXPECT_EQ(depth.asks[1].size, .25);
}

TEST(HyperliquidL2Book, RefusesMissingSidesAndNumbers) {
    EXPECT_TRUE(
        says(refused(R"({"coin":"BTC","time":1749157200333,"levels":[[]]})", "hyperliquid-l2book"),
             {"levels", "pair"}));
    EXPECT_TRUE(says(refused(R"({"coin":"BTC","time":1749157200333,"levels":[[{"px":"9"}],[]]})",
                             "hyperliquid-l2book"),
                     {"levels[0][0]", "sz"}));
    EXPECT_TRUE(says(refused(R"({"coin":"kPEPE","time":1749157200333,"levels":[[],[]]})",
                             "hyperliquid-l2book", {.asset = "PEPE"}),
                     {"kPEPE", "1,000"}));
}

TEST(BinanceBookDepth, FindsTheMiddleOfTheBookThatIsNotInTheFile) {
    auto const good = read("F14_BTCUSDT-bookDepth-good.csv");
    EXPECT_EQ(good.format, "binance-bookdepth");
    EXPECT_NEAR(good.middle, 102'900, 20);
    EXPECT_NEAR(read("F14_BTCUSDT-bookDepth-off_centre.csv").middle, 83'800, 20);
}

TEST(BinanceBookDepth, HasUsdWithinDistancesInFractions) {
    auto const depth = read("F14_BTCUSDT-bookDepth-good.csv");
    ASSERT_EQ(depth.within.size(), 5U);
    EXPECT_DOUBLE_EQ(depth.within[0].distance, .01);
    EXPECT_EQ(depth.within[0].bid, 191e6);
    EXPECT_EQ(depth.within[0].ask, 176e6);
    EXPECT_DOUBLE_EQ(depth.within[4].distance, .05);
    EXPECT_EQ(depth.within[4].bid, 640e6);
    EXPECT_EQ(depth.within[4].ask, 555e6);
    EXPECT_EQ(depth.time, 1'747'652'851'000);  // 2025-05-19 11:07:31 UTC
    EXPECT_TRUE(depth.bids.empty());
}

TEST(BinanceBookDepth, TakesTheLastTimeOfTheFile) {
    auto const depth = read("binance-bookdepth-fractions.csv");
    EXPECT_EQ(depth.time, nine_pm);
    ASSERT_EQ(depth.within.size(), 2U);
    EXPECT_DOUBLE_EQ(depth.within[0].distance, .002);
    EXPECT_EQ(depth.within[0].bid, 20'280'000);
    EXPECT_EQ(depth.within[1].ask, 91'800'000);
    EXPECT_DOUBLE_EQ(depth.middle, .5 * (101'400 + 101'600));
}

TEST(BinanceBookDepth, RefusesSidesThatDoNotFit) {
    auto const group = [](std::string const& rows) {
        return refused("timestamp,percentage,depth,notional\n" + rows, "binance-bookdepth");
    };
    std::string const bid = "2025-05-19 11:07:31,-1,10,1000\n";
    std::string const ask = "2025-05-19 11:07:31,1,10,1010\n";
    EXPECT_TRUE(says(group(bid), {"no asks"}));
    EXPECT_TRUE(says(group(bid + ask + "2025-05-19 11:07:31,2,20,2020\n"),
                     {"line 4", "0.02", "asks, and not for bids"}));
    EXPECT_TRUE(says(
        group(bid + "2025-05-19 11:07:31,-2,5,500\n" + ask + "2025-05-19 11:07:31,2,20,2020\n"),
        {"line 3", "500", "less than 1000"}));
    EXPECT_TRUE(says(group(bid + bid + ask), {"line 3", "twice"}));
    EXPECT_TRUE(says(group("2025-05-19 11:07:31,-1,10,1020\n" + ask), {"102", "101", "no prices"}));
    EXPECT_TRUE(says(group(bid + "2025-05-19 11:07:31,1,10,-5\n"), {"line 3", "-5"}));
    EXPECT_TRUE(says(group(bid + "2025-05-19 11:07:31,0,10,5\n"), {"line 3", "percentage = 0"}));
    EXPECT_TRUE(says(group(bid + "2025-05-19 11:07:31,1,10\n"), {"line 3", "3 cells"}));
}

TEST(CsvDepth, SortsLevelsByPrice) {
    auto const depth = read("csv-depth_prices.csv", "csv", {.unit = "coin"});
    ASSERT_EQ(depth.bids.size(), 2U);
    EXPECT_EQ(depth.bids[0].price, 101'499.5);
    EXPECT_EQ(depth.bids[0].size, .5);
    EXPECT_EQ(depth.asks[0].price, 101'500);
    EXPECT_EQ(depth.asks[1].size, 2);
    EXPECT_EQ(depth.time, 0);
    auto const in_usd = read("csv-depth_prices.csv", "csv", {.unit = "usd"});
    EXPECT_DOUBLE_EQ(in_usd.asks[1].size, 2 / 101'500.5);
    auto const in_contracts =
        read("csv-depth_prices.csv", "csv", {.unit = "contracts", .contract_size = .001});
    EXPECT_DOUBLE_EQ(in_contracts.asks[1].size, .002);
}

TEST(CsvDepth, ReadsDistancesInTheUnitThatIsStated) {
    auto const depth = read("csv-depth_distances.csv", "csv", {.unit = "percent"});
    ASSERT_EQ(depth.within.size(), 2U);
    EXPECT_DOUBLE_EQ(depth.within[0].distance, .01);
    EXPECT_EQ(depth.within[0].bid, 191e6);
    EXPECT_EQ(depth.within[1].ask, 294e6);
    EXPECT_TRUE(std::isnan(depth.middle));
    auto const fractions =
        read_text("time,side,distance,notional\n1749157200,bid,-0.01,5\n1749157200,ask,0.01,6\n",
                  "csv", {.unit = "fraction"});
    EXPECT_DOUBLE_EQ(fractions.within[0].distance, .01);
    EXPECT_EQ(fractions.time, nine_pm);
}

TEST(CsvDepth, RefusesDistancesWithoutAUnitAndBadRows) {
    std::string const distances = "side,distance,notional\nbid,1,5\nask,1,5\n";
    EXPECT_TRUE(says(refused(distances, "csv"), {"fraction", "percent", "unit"}));
    EXPECT_TRUE(
        says(refused(distances, "csv", {.unit = "bp"}), {"bp", "\"fraction\" or \"percent\""}));
    EXPECT_TRUE(says(refused(distances, "csv", {.unit = "fraction"}), {"line 2", "whole price"}));
    EXPECT_TRUE(
        says(refused("side,distance,notional\nbid,1,5\nask,-1,5\n", "csv", {.unit = "percent"}),
             {"line 3", "asks is below the middle", "swapped?"}));
    std::string const levels = "side,price,size\nbid,9,1\n";
    EXPECT_TRUE(says(refused(levels, "csv"), {"its sizes", "unit = \"coin\""}));
    EXPECT_TRUE(says(refused(levels, "csv", {.unit = "contracts"}), {"contract_size"}));
    Reading const coin{.unit = "coin"};
    EXPECT_TRUE(says(refused(levels + "left,10,1\n", "csv", coin), {"line 3", "left"}));
    EXPECT_TRUE(says(refused(levels + "ask,10,-1\n", "csv", coin), {"line 3", "-1"}));
    EXPECT_TRUE(says(refused("side,price\nbid,9\n", "csv"), {"size", "side, price"}));
    EXPECT_TRUE(says(
        refused("time,side,price,size\n1749157200,bid,9,1\n1749157201,ask,10,1\n", "csv", coin),
        {"line 3", "one snapshot"}));
}

}  // namespace
}  // namespace liq::data
