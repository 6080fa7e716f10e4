/// What files of many venues count, and of which contract they are, where names could mislead.
#include <gtest/gtest.h>

#include <optional>

#include "tests/host/data/read_data.hpp"

namespace liq::data {
namespace {

std::string tiers_of_ccxt(std::string const& info) {
    return R"([{"tier":1,"currency":"USDT","minNotional":0,"maxNotional":50000,)"
           R"("maintenanceMarginRate":0.004,"maxLeverage":125,"info":{)" +
           info + "}}]";
}
Tiers tiers_in(std::string const& text, std::string const& format = "auto",
               Reading const& reading = {.asset = "BTC"}) {
    WrittenText const file("given.json", text);
    return read_one<Tiers>(file.path(), format, reading);
}

TEST(CcxtOpenInterest, IsOfTheContractThatItsSymbolSays) {
    auto const of = [](std::string const& symbol) {
        return R"({"symbol":")" + symbol + R"(","openInterestAmount":5,"timestamp":1749153600000})";
    };
    WrittenText const inverse("inverse.json", of("BTC/USD:BTC"));
    EXPECT_EQ(read_one<OpenInterests>(inverse.path()).contract, Contract::inverse);
    WrittenText const linear("linear.json", of("BTC/USDT:USDT-250627"));
    EXPECT_EQ(read_one<OpenInterests>(linear.path()).contract, Contract::linear);
    EXPECT_TRUE(says(refusal<OpenInterests>(of("ETH/USD:BTC"), "ccxt", {.asset = "ETH"}),
                     {"settled in BTC", "quanto"}));
    EXPECT_TRUE(says(refusal<OpenInterests>(of("BTC/USD:BTC-250627-100000-C"), "ccxt"),
                     {"100000-C", "option"}));
}

TEST(CsvOpenInterest, CalledValueCountsWhatIsStated) {
    auto const in = [](std::string const& head, Reading const& reading) {
        WrittenText const file("given.csv", "time," + head + "\n1749153600,5\n");
        return read_one<OpenInterests>(file.path(), "csv", reading);
    };
    auto const unknown = in("value", {.asset = "XRP"});
    EXPECT_EQ(unknown.amount_unit, Unit::unknown);
    EXPECT_EQ(unknown.rows[0].amount, 5);
    EXPECT_EQ(in("value", {.asset = "XRP", .unit = "coin"}).amount_unit, Unit::coin);
    auto const in_usd = in("oi_usd", {.asset = "XRP"});
    EXPECT_EQ(in_usd.rows[0].value, 5);
    EXPECT_EQ(in("v", {.asset = "XRP", .columns = {{"value", "v"}}}).rows[0].value, 5);
    EXPECT_TRUE(says(refusal<OpenInterests>("time,oi_usd\n1749153600,5\n", "csv",
                                            {.asset = "XRP", .unit = "coin"}),
                     {"unit = \"coin\"", "contradicts the name", "usd"}));
    EXPECT_TRUE(says(
        refusal<OpenInterests>("time,x_usd\n1749153600,5\n", "csv",
                               {.asset = "XRP", .columns = {{"amount", "x_usd"}}, .unit = "coin"}),
        {"contradicts the name"}));
}

TEST(CcxtTiers, CountWhatTheVenuesOwnAnswerSays) {
    auto const okx = tiers_in(tiers_of_ccxt(R"("minSz":"0","maxSz":"50000","mmr":"0.004")"));
    EXPECT_EQ(okx.format, "ccxt");
    EXPECT_EQ(okx.unit, Unit::contracts);  // though its currency is USDT
    EXPECT_EQ(okx.shape, TierShape::flat);
    EXPECT_EQ(tiers_in(tiers_of_ccxt(R"("qtyCap":"50000")")).unit, Unit::coin);
    EXPECT_EQ(tiers_in(tiers_of_ccxt(R"("maxVol":"50000")")).unit, Unit::contracts);
}

TEST(CcxtTiers, AreOfTheContractThatTheirSymbolSays) {
    auto const of = [](std::string const& symbol) {
        return tiers_in("{\"" + symbol + "\":" + tiers_of_ccxt("") + "}", "auto", {.asset = "BTC"});
    };
    EXPECT_EQ(of("BTC/USDT:USDT").contract, Contract::linear);
    EXPECT_EQ(of("BTC/USD:BTC").contract, Contract::inverse);
    EXPECT_EQ(of("BTC/USDT").contract, std::nullopt);
    EXPECT_TRUE(
        says(refusal<Tiers>("{\"BTC/USD:BTC-250627-100000-C\":" + tiers_of_ccxt("") + "}", "ccxt"),
             {"100000-C", "option"}));
    std::string inverse = "{\"BTC/USD:BTC\":" + tiers_of_ccxt("") + "}";
    for (auto at = inverse.find("\"USDT"); at != inverse.npos; at = inverse.find("\"USDT"))
        inverse.replace(at, 5, "\"BTC");
    EXPECT_EQ(tiers_in(inverse).unit, Unit::coin);
}

}  // namespace
}  // namespace liq::data
