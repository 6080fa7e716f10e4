/// Which contract of a file is read: the symbol that is stated, or the only one, if it is of the
/// asset.
#include <gtest/gtest.h>

#include "host/data/symbols.hpp"
#include "tests/host/data/read_data.hpp"

namespace liq::data {
namespace {

std::string const metrics_head = "create_time,symbol,sum_open_interest,sum_open_interest_value\n";

std::string refused(std::string const& text, std::string const& format,
                    Reading const& reading = {.asset = "BTC"}) {
    return refusal<OpenInterests>(text, format, reading);
}

TEST(SymbolsOfAFile, MustBeOneUnlessTheRecipeStatesIt) {
    std::string const both = metrics_head +
                             "2025-05-19 00:05:00,BTCUSDT,1,2\n2025-05-19 00:05:00,ETHUSDT,3,4\n"
                             "2025-05-19 00:10:00,BTCUSDT,5,6\n2025-05-19 00:10:00,ETHUSDT,7,8\n";
    EXPECT_TRUE(says(refused(both, "binance-metrics", {.asset = "ETH"}),
                     {"BTCUSDT, ETHUSDT", "symbol = \"ETHUSDT\""}));
    WrittenText const file("both.csv", both);
    auto const series = read_one<OpenInterests>(file.path(), "binance-metrics",
                                                {.asset = "ETH", .symbol = "ETHUSDT"});
    ASSERT_EQ(series.rows.size(), 2U);
    EXPECT_EQ(series.rows[0].amount, 3);
    EXPECT_EQ(series.rows[1].at.row, 5U);
    EXPECT_TRUE(says(refused(both, "binance-metrics", {.asset = "ETH", .symbol = "ETHUSDC"}),
                     {"ETHUSDC", "BTCUSDT, ETHUSDT"}));
}

TEST(SymbolsOfAFile, MustBeOfTheAssetAndCountSingleCoins) {
    auto const of = [](std::string const& symbol) {
        return metrics_head + "2025-05-19 00:05:00," + symbol + ",1,2\n";
    };
    EXPECT_TRUE(
        says(refused(of("BTCDOMUSDT"), "binance-metrics"), {"BTCDOMUSDT", "BTC", "symbol ="}));
    EXPECT_TRUE(says(refused(of("1000PEPEUSDT"), "binance-metrics", {.asset = "PEPE"}),
                     {"1000PEPEUSDT", "1,000 PEPE"}));
    EXPECT_TRUE(
        says(refused(of("kPEPE"), "binance-metrics", {.asset = "PEPE"}), {"kPEPE", "1,000 PEPE"}));
    EXPECT_TRUE(says(refused(of("1000000MOGUSDT"), "binance-metrics", {.asset = "MOG"}),
                     {"1,000,000 MOG"}));
    EXPECT_TRUE(says(refused(of("SHIB1000USDT"), "binance-metrics", {.asset = "SHIB"}),
                     {"SHIB1000USDT", "1,000 SHIB"}));
    WrittenText const file("stated.csv", of("1000PEPEUSDT"));
    Reading const stated{.asset = "PEPE", .symbol = "1000PEPEUSDT"};
    EXPECT_EQ(read_one<OpenInterests>(file.path(), "auto", stated).rows.size(), 1U);
    WrittenText const lower_case("lower.csv", of("BTCUSDT"));
    EXPECT_EQ(read_one<OpenInterests>(lower_case.path(), "auto", {.asset = "btc"}).rows.size(), 1U);
}

TEST(SymbolsOfAFile, AreListedUpToEight) {
    std::string text = metrics_head;
    for (char c = 'A'; c <= 'L'; ++c)
        text += "2025-05-19 00:05:00," + std::string(3, c) + "USDT,1,2\n";
    auto const message = refused(text, "binance-metrics");
    EXPECT_TRUE(says(message, {"AAAUSDT", "HHHUSDT, ..."}));
    EXPECT_EQ(message.find("IIIUSDT"), message.npos);
}

TEST(ContractsOfBinance, AreCoinMarginedWhereTheirPairEndsInUsd) {
    EXPECT_TRUE(is_coin_margined_at_binance("BTCUSD_PERP", "row 1"));
    EXPECT_TRUE(is_coin_margined_at_binance("ETHUSD_250627", "row 1"));
    for (auto const* symbol : {"BTCUSDT", "BTCUSDT_250627", "BTCUSDC", "BTCBUSD", "BTCFDUSD"})
        EXPECT_FALSE(is_coin_margined_at_binance(symbol, "row 1")) << symbol;
    EXPECT_THROW(is_coin_margined_at_binance("ETHBTC", "row 1"), Error);
}

}  // namespace
}  // namespace liq::data
