/// Margin tiers in every format: what caps count, and which accounts and assets they are of.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/host/data/read_data.hpp"

namespace liq::data {
namespace {

Tiers read(std::string const& name, std::string const& format = "auto",
           Reading const& reading = {.asset = "BTC"}) {
    return read_one<Tiers>(sample(name), format, reading);
}
Tiers read_text(std::string const& text, std::string const& format = "auto",
                Reading const& reading = {.asset = "BTC"}) {
    WrittenText const file("given.txt", text);
    return read_one<Tiers>(file.path(), format, reading);
}
std::string refused(std::string const& text, std::string const& format,
                    Reading const& reading = {.asset = "BTC"}) {
    return refusal<Tiers>(text, format, reading);
}
std::string refused_sample(std::string const& name, Reading const& reading,
                           std::string const& format = "auto") {
    try {
        static_cast<void>(read(name, format, reading));
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        return error.what();
    }
    ADD_FAILURE() << "was not refused";
    return {};
}

std::vector<double> of(Tiers const& tiers, double Tier::* column) {
    std::vector<double> values;
    for (auto const& tier : tiers.rows) values.push_back(tier.*column);
    return values;
}

Reading const tok{.asset = "TOK"};

TEST(BinanceBrackets, OfAnAccountAreDividedByItsCoefficient) {
    auto const account = read("F03_leverage_bracket_account.json", "auto", tok);
    auto const open = read("F03_leverage_bracket_public.json", "auto", tok);
    EXPECT_EQ(account.format, "binance-brackets");
    EXPECT_EQ(account.unit, Unit::usd);
    EXPECT_EQ(account.shape, TierShape::marginal);
    EXPECT_EQ(of(account, &Tier::cap), (std::vector<double>{5e3, 25e3, 100e3, 250e3, 1e6, 3e6}));
    EXPECT_EQ(of(account, &Tier::amount),
              (std::vector<double>{0, 75, 700, 5'700, 11'950, 386'950}));
    EXPECT_EQ(of(account, &Tier::rate), (std::vector<double>{.01, .025, .05, .1, .125, .5}));
    EXPECT_EQ(of(account, &Tier::max_leverage), (std::vector<double>{20, 10, 8, 5, 2, 1}));
    for (auto const column : {&Tier::cap, &Tier::floor, &Tier::amount, &Tier::rate})
        EXPECT_EQ(of(account, column), of(open, column));
    ASSERT_EQ(account.notes.size(), 1U);
    EXPECT_TRUE(says(account.notes[0],
                     {"F03_leverage_bracket_account.json", "of an account", "notionalCoef = 1.5"}));
    EXPECT_TRUE(open.notes.empty());
}

TEST(BinanceBrackets, OfCoinMarginedContractsHaveCapsInCoin) {
    auto const tiers = read_text(R"([{"symbol":"BTCUSD_PERP","brackets":[)"
                                 R"({"bracket":1,"initialLeverage":125,"qtyCap":5,"qtylFloor":0,)"
                                 R"("maintMarginRatio":0.004,"cum":0},)"
                                 R"({"bracket":2,"initialLeverage":100,"qtyCap":10,"qtylFloor":5,)"
                                 R"("maintMarginRatio":0.005,"cum":0.005}]}])");
    EXPECT_EQ(tiers.unit, Unit::coin);
    EXPECT_EQ(of(tiers, &Tier::cap), (std::vector<double>{5, 10}));
    EXPECT_EQ(of(tiers, &Tier::floor), (std::vector<double>{0, 5}));
    EXPECT_EQ(of(tiers, &Tier::amount), (std::vector<double>{0, .005}));
}

TEST(BinanceBrackets, AreOfOneSymbol) {
    auto const contract = [](std::string const& symbol, std::string const& cap) {
        return R"({"symbol":")" + symbol + R"(","brackets":[{"notionalCap":)" + cap +
               R"(,"notionalFloor":0,"maintMarginRatio":0.004}]})";
    };
    std::string const both =
        "[" + contract("BTCUSDT", "50000") + "," + contract("ETHUSDT", "10000") + "]";
    EXPECT_TRUE(says(refused(both, "auto"), {"BTCUSDT, ETHUSDT", "symbol = \"BTCUSDT\""}));
    auto const tiers = read_text(both, "auto", {.asset = "ETH", .symbol = "ETHUSDT"});
    EXPECT_EQ(of(tiers, &Tier::cap), (std::vector<double>{10'000}));
    EXPECT_TRUE(std::isnan(tiers.rows[0].amount));
    EXPECT_TRUE(std::isnan(tiers.rows[0].max_leverage));
    // The answer for one symbol is an object at older versions of the interface.
    EXPECT_EQ(read_text(contract("BTCUSDT", "50000")).rows.size(), 1U);
}

TEST(BinanceBrackets, AreNoExchangeInfo) {
    EXPECT_TRUE(says(
        refused_sample("F03_exchange_info.json", tok, "binance-brackets"),
        {"F03_exchange_info.json: is an exchangeInfo", "maintMarginPercent", "leverageBracket"}));
    EXPECT_TRUE(says(refused_sample("F03_exchange_info.json", tok),
                     {"is an exchangeInfo", "Give the answer of leverageBracket"}));
}

TEST(BinanceBrackets, AreRefusedWithThePlace) {
    EXPECT_TRUE(says(
        refused(R"([{"symbol":"BTCUSDT","brackets":[{"notionalCap":5}]}])", "binance-brackets"),
        {"[0].brackets[0] has no member maintMarginRatio", "found: notionalCap"}));
    EXPECT_TRUE(says(
        refused(R"([{"symbol":"BTCUSDT","notionalCoef":0,"brackets":[]}])", "binance-brackets"),
        {"[0].notionalCoef must be positive"}));
    EXPECT_TRUE(says(refused(R"([{"symbol":"BTCUSDT","brackets":5}])", "binance-brackets"),
                     {"[0].brackets is not a list"}));
}

std::string ccxt_list(std::string const& info) {
    return R"([{"tier":1,"currency":"USDT","minNotional":0,"maxNotional":50000,)"
           R"("maintenanceMarginRate":0.004,"maxLeverage":125,"info":{)" +
           info +
           R"(}},{"tier":2,"currency":"USDT","minNotional":50000,"maxNotional":null,)"
           R"("maintenanceMarginRate":0.005,"maxLeverage":100,"info":{)" +
           info + "}}]";
}

TEST(CcxtTiers, HaveNoShapeUnlessTheVenuesAmountsAreThere) {
    auto const tiers = read_text(ccxt_list(""), "auto", {.asset = "BTC"});
    EXPECT_EQ(tiers.format, "ccxt");
    EXPECT_FALSE(tiers.shape);
    EXPECT_EQ(tiers.unit, Unit::usd);
    EXPECT_EQ(of(tiers, &Tier::rate), (std::vector<double>{.004, .005}));
    EXPECT_EQ(of(tiers, &Tier::max_leverage), (std::vector<double>{125, 100}));
    EXPECT_TRUE(std::isnan(tiers.rows[1].cap));
    EXPECT_TRUE(std::isnan(tiers.rows[0].amount));
    auto const with_amounts = read_text(ccxt_list(R"("cum":"50.0")"));
    EXPECT_EQ(of(with_amounts, &Tier::amount), (std::vector<double>{50, 50}));
    EXPECT_EQ(with_amounts.shape, TierShape::marginal);
}

TEST(CcxtTiers, CountWhatTheirCurrencySays) {
    auto const with = [](std::string const& currency) {
        std::string text = ccxt_list("");
        for (auto at = text.find("USDT"); at != text.npos; at = text.find("USDT"))
            text.replace(at, 4, currency);
        return read_text(text, "auto", {.asset = "BTC"}).unit;
    };
    EXPECT_EQ(with("USD"), Unit::usd);
    EXPECT_EQ(with("BTC"), Unit::unknown);  // KuCoin: the base, and caps in USDT
    EXPECT_EQ(with("EUR"), Unit::unknown);
}

TEST(CcxtTiers, AreOfOneSymbol) {
    std::string const all =
        R"({"BTC/USDT:USDT":)" + ccxt_list("") + R"(,"ETH/USDT:USDT":)" + ccxt_list("") + "}";
    EXPECT_TRUE(says(refused(all, "auto", {.asset = "BTC"}), {"BTC/USDT:USDT, ETH/USDT:USDT"}));
    EXPECT_EQ(read_text(all, "auto", {.asset = "BTC", .symbol = "BTC/USDT:USDT"}).rows.size(), 2U);
}

TEST(OkxTiers, AreFlatAndCountContracts) {
    auto const tiers =
        read_text(R"({"code":"0","msg":"","data":[)"
                  R"({"instFamily":"BTC-USDT","instId":"","minSz":"0","maxSz":"500","mmr":"0.004",)"
                  R"("maxLever":"125","tier":"1"},)"
                  R"({"instFamily":"BTC-USDT","instId":"","minSz":"501","maxSz":"","mmr":"0.0055",)"
                  R"("maxLever":"100","tier":"2"}]})");
    EXPECT_EQ(tiers.format, "okx");
    EXPECT_EQ(tiers.unit, Unit::contracts);
    EXPECT_EQ(tiers.shape, TierShape::flat);
    EXPECT_EQ(of(tiers, &Tier::floor), (std::vector<double>{0, 501}));
    EXPECT_EQ(tiers.rows[0].cap, 500);
    EXPECT_TRUE(std::isnan(tiers.rows[1].cap));
    EXPECT_EQ(of(tiers, &Tier::rate), (std::vector<double>{.004, .0055}));
    EXPECT_TRUE(says(refused(R"({"code":"51000","msg":"Parameter error","data":[]})", "okx"),
                     {"error message of the venue", "51000"}));
}

TEST(HyperliquidMeta, HasTheTableOfTheAsset) {
    auto const tiers = read("F07_meta_hyperliquid_like.json");
    EXPECT_EQ(tiers.format, "hyperliquid-meta");
    EXPECT_EQ(tiers.unit, Unit::usd);
    EXPECT_EQ(tiers.shape, TierShape::marginal);
    EXPECT_EQ(of(tiers, &Tier::rate), (std::vector<double>{.0125, .025}));
    EXPECT_EQ(of(tiers, &Tier::floor), (std::vector<double>{0, 150e6}));
    EXPECT_EQ(of(tiers, &Tier::max_leverage), (std::vector<double>{40, 20}));
    EXPECT_EQ(tiers.rows[0].cap, 150e6);
    EXPECT_TRUE(std::isnan(tiers.rows[1].cap));  // the last one has no end
    EXPECT_EQ(read("F07_meta_hyperliquid_like.json", "auto", {.asset = "ETH"}).rows[1].rate,
              0.5 / 15);
}

TEST(HyperliquidMeta, ImpliesTablesBelowFifty) {
    auto const tiers = read("F07_meta_hyperliquid_like.json", "auto", {.asset = "ALT"});
    ASSERT_EQ(tiers.rows.size(), 1U);
    EXPECT_EQ(tiers.rows[0].rate, .1);
    EXPECT_EQ(tiers.rows[0].floor, 0);
    EXPECT_TRUE(std::isnan(tiers.rows[0].cap));
    auto const meta = [](std::string const& id) {
        return R"({"universe":[{"name":"BTC","szDecimals":5,"maxLeverage":40)" + id +
               R"(}],"marginTables":[]})";
    };
    EXPECT_EQ(read_text(meta(R"(,"marginTableId":49)")).rows[0].rate, 0.5 / 49);
    EXPECT_EQ(read_text(meta("")).rows[0].rate, 0.5 / 40);
    EXPECT_TRUE(says(refused(meta(R"(,"marginTableId":50)"), "auto"),
                     {"universe[0]", "margin table 50 is not in marginTables", "complete?"}));
}

TEST(HyperliquidMeta, SaysWhyAnAssetIsNotThere) {
    std::string const file = "F07_meta_hyperliquid_like.json";
    EXPECT_TRUE(says(refused_sample(file, {.asset = "OLD"}), {"universe[4]", "OLD is delisted"}));
    EXPECT_TRUE(says(refused_sample(file, {.asset = "TOK"}),
                     {"no asset TOK, but kTOK", "1,000 coins", "symbol = \"kTOK\""}));
    EXPECT_TRUE(says(refused_sample(file, {.asset = "XYZ"}), {"has no asset XYZ"}));
    auto const tiers = read(file, "auto", {.asset = "TOK", .symbol = "kTOK"});
    EXPECT_EQ(of(tiers, &Tier::rate), (std::vector<double>{.05, .1}));
    EXPECT_EQ(tiers.rows[0].cap, 3e6);
}

/// `metaAndAssetCtxs` is a list whose first element is `meta`.
TEST(HyperliquidMeta, MayBeTheFirstOfAList) {
    auto const tiers = read_text(
        R"([{"universe":[{"name":"BTC","szDecimals":5,"maxLeverage":40,"marginTableId":20}],)"
        R"("marginTables":[]},[{"funding":"0.00001"}]])");
    EXPECT_EQ(of(tiers, &Tier::rate), (std::vector<double>{.025}));
}

TEST(CsvTiers, DoNotTellShapeAndUnit) {
    std::string const text = "cap,rate,floor,cum\n50000,0.004,0,0\n600000,0.005,50000,50\n";
    auto const tiers = read_text(text, "csv");
    EXPECT_FALSE(tiers.shape);
    EXPECT_EQ(tiers.unit, Unit::unknown);
    EXPECT_EQ(of(tiers, &Tier::cap), (std::vector<double>{50'000, 600'000}));
    EXPECT_EQ(of(tiers, &Tier::amount), (std::vector<double>{0, 50}));
    EXPECT_EQ(tiers.rows[1].at.row, 3U);
    EXPECT_TRUE(says(refused("cap,rate\n5,x\n", "csv"), {"line 2: rate = \"x\""}));
    Reading const wrong{.columns = {{"caps", "1"}}};
    EXPECT_TRUE(
        says(refused(text, "csv", wrong), {"columns.caps", "accepted: amount, cap, floor"}));
}

}  // namespace
}  // namespace liq::data
