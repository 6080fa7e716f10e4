/// Open interest in every format: amounts, units, and when it was counted.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/host/data/read_data.hpp"

namespace liq::data {
namespace {

constexpr std::int64_t eight_pm = 1'749'153'600'000;  ///< 2025-06-05 20:00 UTC
constexpr std::int64_t nine_pm = 1'749'157'200'000;
constexpr std::int64_t relabelled = 1'782'345'600'000;  ///< 2026-06-25 00:00 UTC
constexpr std::int64_t minutes = 60'000;

std::string const metrics_head = "create_time,symbol,sum_open_interest,sum_open_interest_value\n";

OpenInterests read(std::string const& name, std::string const& format = "auto",
                   Reading const& reading = {.asset = "BTC"}) {
    return read_one<OpenInterests>(sample(name), format, reading);
}
std::string refused(std::string const& text, std::string const& format,
                    Reading const& reading = {.asset = "BTC"}) {
    return refusal<OpenInterests>(text, format, reading);
}
std::vector<std::int64_t> times_of(OpenInterests const& series) {
    std::vector<std::int64_t> times;
    for (auto const& row : series.rows) times.push_back(row.time);
    return times;
}

TEST(BinanceHist, HasCoinAndUsdAtTheTimeOfTheCount) {
    auto const series = read("binance-hist-linear.json");
    EXPECT_EQ(series.format, "binance-hist");
    EXPECT_EQ(series.amount_unit, Unit::coin);
    EXPECT_EQ(times_of(series), (std::vector{eight_pm, nine_pm}));
    EXPECT_EQ(series.rows[0].amount, 85'123.412);
    EXPECT_EQ(series.rows[0].value, 8'682'588'024);
    EXPECT_EQ(series.rows[1].at.row, 2U);
    EXPECT_TRUE(series.notes.empty());
}

TEST(BinanceHist, ReadsContractsAndNoValueWhereContractsAreCoinMargined) {
    auto const series = read("binance-hist-coin_margined.json");
    EXPECT_EQ(series.amount_unit, Unit::contracts);
    EXPECT_EQ(series.rows[0].amount, 7'654'321);
    EXPECT_TRUE(std::isnan(series.rows[0].value));
    ASSERT_EQ(series.notes.size(), 1U);
    EXPECT_TRUE(says(series.notes[0], {"coin-margined", "in coin"}));
}

TEST(BinanceHist, RefusesWhatIsMissingNegativeOrOfAnotherKind) {
    EXPECT_TRUE(says(refused(R"([{"symbol":"BTCUSDT","timestamp":1749153600000}])", "binance-hist"),
                     {"[0] has no member sumOpenInterest", "timestamp"}));
    EXPECT_TRUE(says(refused(R"([{"symbol":"BTCUSDT","sumOpenInterest":"-1",)"
                             R"("sumOpenInterestValue":"5","timestamp":1749153600000}])",
                             "binance-hist"),
                     {"[0]", "-1", "negative"}));
    EXPECT_TRUE(says(refused(R"({"code":-1130,"msg":"no"})", "binance-hist"), {"symbol", "msg"}));
    auto const row = [](std::string const& term) {
        return R"({"pair":"BTCUSD","contractType":")" + term +
               R"(","sumOpenInterest":"1","timestamp":1749153600000})";
    };
    EXPECT_TRUE(
        says(refused("[" + row("PERPETUAL") + "," + row("CURRENT_QUARTER") + "]", "binance-hist"),
             {"[1].contractType", "PERPETUAL", "CURRENT_QUARTER"}));
}

TEST(BinanceMetrics, CountedAtTheLabelBeforeItsMeaningChanged) {
    auto const series = read("binance-metrics-old.csv");
    EXPECT_EQ(series.format, "binance-metrics");
    EXPECT_EQ(series.amount_unit, Unit::coin);
    EXPECT_EQ(times_of(series),
              (std::vector{relabelled - 10 * minutes, relabelled - 5 * minutes, relabelled}));
    EXPECT_EQ(series.rows[0].amount, 80'000.5);
    EXPECT_EQ(series.rows[0].value, 8'000'050'000);
    EXPECT_TRUE(series.notes.empty());
}

TEST(BinanceMetrics, CountedFiveMinutesAfterTheLabelSince) {
    auto const series = read("binance-metrics-new.csv");
    EXPECT_EQ(times_of(series), (std::vector{relabelled + 5 * minutes, relabelled + 10 * minutes}));
    EXPECT_TRUE(series.notes.empty());
}

TEST(BinanceMetrics, FilesOnBothSidesOfTheChangeJoinWithoutAHole) {
    std::vector<std::string> const files{sample("binance-metrics-old.csv"),
                                         sample("binance-metrics-new.csv")};
    auto const series = read_files<OpenInterests>(files, "auto", {.asset = "BTC"}, "open interest");
    for (std::size_t i = 0; i < 5; ++i)
        EXPECT_EQ(series.rows[i].time,
                  relabelled + (static_cast<std::int64_t>(i) - 2) * 5 * minutes);
    ASSERT_EQ(series.notes.size(), 1U);
    EXPECT_TRUE(says(series.notes[0], {"2026-06-25"}));
}

TEST(BinanceMetrics, OneFileOfBothKindsHasTheSameTimes) {
    WrittenText const file("joined.csv", metrics_head +
                                             "2026-06-24 23:55:00,BTCUSDT,1,10\n"
                                             "2026-06-25 00:00:00,BTCUSDT,2,20\n"
                                             "2026-06-25 00:00:00,BTCUSDT,3,30\n"
                                             "2026-06-25 00:05:00,BTCUSDT,4,40\n");
    auto const series = read_one<OpenInterests>(file.path());
    EXPECT_EQ(times_of(series), (std::vector{relabelled - 5 * minutes, relabelled,
                                             relabelled + 5 * minutes, relabelled + 10 * minutes}));
    EXPECT_EQ(series.notes.size(), 1U);
}

TEST(BinanceMetrics, CoinMarginedLabelsAlwaysAreTheBegin) {
    auto const series = read("binance-metrics-coin_margined.csv");
    EXPECT_EQ(series.amount_unit, Unit::contracts);
    EXPECT_EQ(series.rows[0].time, 1'747'612'800'000 + 5 * minutes);
    EXPECT_EQ(series.rows[0].amount, 7'100'000);
    EXPECT_TRUE(std::isnan(series.rows[0].value));
    EXPECT_TRUE(says(series.notes.at(0), {"coin-margined"}));
}

TEST(BinanceMetrics, AContractWithATermIsLinearWhereItsPairIs) {
    WrittenText const file("dated.csv", metrics_head + "1747612800000,BTCUSDT_250627,5,500000\n");
    auto const series = read_one<OpenInterests>(file.path());
    EXPECT_EQ(series.amount_unit, Unit::coin);
    EXPECT_EQ(series.rows[0].time, 1'747'612'800'000);
    EXPECT_EQ(series.rows[0].value, 500'000);
}

TEST(BinanceMetrics, RefusesBadCellsWithTheirRow) {
    EXPECT_TRUE(says(refused(metrics_head + "2025-05-19 00:05:00,BTCUSDT,1,2\nnow,BTCUSDT,1,2\n",
                             "binance-metrics"),
                     {"line 3", "now"}));
    EXPECT_TRUE(says(refused(metrics_head + "2025-05-19 00:05:00,BTCUSDT,,\n", "binance-metrics"),
                     {"line 2", "neither an amount nor a value"}));
    EXPECT_TRUE(
        says(refused("create_time,symbol\n2025-05-19 00:05:00,BTCUSDT\n", "binance-metrics"),
             {"amount", "create_time, symbol"}));
    EXPECT_TRUE(says(refused(metrics_head + "2025-05-19 00:05:00,BTCEUR,1,2\n", "binance-metrics"),
                     {"line 2", "BTCEUR"}));
}

TEST(BybitOpenInterest, CountsUsdInInverseAndCoinInLinearContracts) {
    auto const inverse = read("bybit-open_interest_inverse.json");
    EXPECT_EQ(inverse.format, "bybit");
    EXPECT_EQ(inverse.amount_unit, Unit::usd);
    EXPECT_EQ(times_of(inverse), (std::vector{nine_pm, eight_pm}));
    EXPECT_EQ(inverse.rows[0].amount, 512'345'678);
    EXPECT_TRUE(std::isnan(inverse.rows[0].value));
    auto const linear = read("bybit-open_interest_linear.json");
    EXPECT_EQ(linear.amount_unit, Unit::coin);
    EXPECT_EQ(linear.rows[0].amount, 55'123.452);
}

TEST(BybitOpenInterest, RefusesErrorsOtherCategoriesAndMissingTimes) {
    EXPECT_TRUE(says(refused(R"({"retCode":10001,"retMsg":"params error","result":{}})", "bybit"),
                     {"error message", "params error"}));
    std::string const head = R"({"retCode":0,"result":{"symbol":"BTCUSDT","category":)";
    EXPECT_TRUE(
        says(refused(head + R"("option","list":[]}})", "bybit"), {"result.category", "option"}));
    EXPECT_TRUE(says(refused(head + R"("linear","list":[{"openInterest":"1"}]}})", "bybit"),
                     {"result.list[0]", "timestamp"}));
}

TEST(BybitOpenInterest, FilesOfDifferentUnitsAreNotMixed) {
    std::vector<std::string> const files{sample("bybit-open_interest_linear.json"),
                                         sample("bybit-open_interest_inverse.json")};
    EXPECT_THROW(read_files<OpenInterests>(files, "bybit", {}, "open interest"), Error);
}

TEST(OkxOpenInterest, TakesCoinAndUsdFromBothKindsOfAnswers) {
    auto const now = read("okx-open_interest.json");
    EXPECT_EQ(now.format, "okx");
    EXPECT_EQ(now.amount_unit, Unit::coin);
    EXPECT_EQ(now.rows[0].time, nine_pm);
    EXPECT_EQ(now.rows[0].amount, 27'123.4567);
    EXPECT_EQ(now.rows[0].value, 2'766'592'583.4);
    auto const history = read("okx-open_interest_history.json");
    EXPECT_EQ(history.format, "okx");
    EXPECT_EQ(history.amount_unit, Unit::coin);
    EXPECT_EQ(times_of(history), (std::vector{nine_pm, eight_pm}));
    EXPECT_EQ(history.rows[1].amount, 27'000);
    EXPECT_EQ(history.rows[1].value, 2'754'000'000);
}

TEST(OkxOpenInterest, RefusesErrorsAndListsOfAnotherKind) {
    EXPECT_TRUE(
        says(refused(R"({"code":"51001","msg":"Instrument ID does not exist","data":[]})", "okx"),
             {"51001", "Instrument ID does not exist"}));
    EXPECT_TRUE(says(refused(R"({"code":"0","data":[["1749157200000","1","2"]]})", "okx"),
                     {"data[0]", "3 values", "oiUsd"}));
    EXPECT_TRUE(says(refused(R"({"code":"0","data":[["1749157200000","1","2","x"]]})", "okx"),
                     {"data[0][3]", "x"}));
}

TEST(CcxtOpenInterest, LeavesTheUnitToTheRecipe) {
    auto const series = read("ccxt-open_interest_history.json");
    EXPECT_EQ(series.format, "ccxt");
    EXPECT_EQ(series.amount_unit, Unit::unknown);
    EXPECT_EQ(times_of(series), (std::vector{eight_pm, nine_pm}));
    EXPECT_EQ(series.rows[0].amount, 85'123.412);
    EXPECT_EQ(series.rows[0].value, 8'682'588'024);
    EXPECT_TRUE(std::isnan(series.rows[1].value));
    auto const stated =
        read("ccxt-open_interest_history.json", "ccxt", {.asset = "BTC", .unit = "contracts"});
    EXPECT_EQ(stated.amount_unit, Unit::contracts);
}

TEST(CcxtOpenInterest, ReadsOneObjectAndTheNamesOfOldVersions) {
    WrittenText const file("one.json", R"({"symbol":"BTC/USDT:USDT","volume":5,"value":500000,)"
                                       R"("timestamp":1749153600000})");
    auto const series = read_one<OpenInterests>(file.path(), "ccxt");
    ASSERT_EQ(series.rows.size(), 1U);
    EXPECT_EQ(series.rows[0].amount, 5);
    EXPECT_EQ(series.rows[0].value, 500'000);
}

TEST(CcxtOpenInterest, RefusesRowsWithoutNumbersTimesOrKnownUnits) {
    std::string const head = R"([{"symbol":"BTC/USDT:USDT",)";
    EXPECT_TRUE(says(refused(head + R"("timestamp":1749153600000}])", "ccxt"),
                     {"[0]", "neither an amount nor a value"}));
    EXPECT_TRUE(says(refused(head + R"("openInterestAmount":1,"timestamp":null}])", "ccxt"),
                     {"[0].timestamp", "empty"}));
    EXPECT_TRUE(says(refused("[]", "ccxt", {.unit = "lots"}), {"lots", "usd, coin, contracts"}));
}

TEST(CsvOpenInterest, KnowsTheUnitByTheNameOfTheColumn) {
    auto const series = read("csv-open_interest.csv", "csv");
    EXPECT_EQ(series.amount_unit, Unit::coin);
    EXPECT_EQ(times_of(series), (std::vector{eight_pm, nine_pm}));
    EXPECT_EQ(series.rows[0].amount, 85'123.5);
    EXPECT_EQ(series.rows[0].value, 8'682'597'000);
    EXPECT_TRUE(std::isnan(series.rows[1].value));
}

TEST(CsvOpenInterest, TakesColumnsAndUnitsOfTheRecipe) {
    WrittenText const file("a.csv", "when;lots\n1749153600;17\n");
    Reading const reading{.asset = "ETH",
                          .columns = {{"time", "when"}, {"amount", "lots"}},
                          .delimiter = ";",
                          .unit = "contracts"};
    auto const series = read_one<OpenInterests>(file.path(), "csv", reading);
    EXPECT_EQ(series.amount_unit, Unit::contracts);
    EXPECT_EQ(series.rows[0].time, eight_pm);
    EXPECT_EQ(series.rows[0].amount, 17);
    WrittenText const plain("b.csv", "ts,oi\n1749153600,17\n");
    EXPECT_EQ(read_one<OpenInterests>(plain.path(), "csv").amount_unit, Unit::unknown);
}

TEST(CsvOpenInterest, AnAmountInAColumnOfUsdIsTheValue) {
    WrittenText const file("a.csv", "time,total_usd\n1749153600,5e9\n");
    auto const series = read_one<OpenInterests>(
        file.path(), "csv", {.asset = "BTC", .columns = {{"amount", "total_usd"}}});
    EXPECT_TRUE(std::isnan(series.rows[0].amount));
    EXPECT_EQ(series.rows[0].value, 5e9);
}

TEST(CsvOpenInterest, RefusesTimesWithoutZoneMissingColumnsAndContradictions) {
    EXPECT_TRUE(says(refused("time,oi\n2025-06-05 20:00:00,1\n", "csv"), {"line 2", "zone"}));
    EXPECT_TRUE(says(refused("time,x\n1749153600,1\n", "csv"), {"amount", "time, x"}));
    EXPECT_TRUE(says(refused("time,oi\n1749153600,1\n1749157200,-3\n", "csv"), {"line 3", "-3"}));
    EXPECT_TRUE(says(refused("time,open_interest_coin\n1749153600,1\n", "csv",
                             {.asset = "BTC", .unit = "contracts"}),
                     {"contracts", "contradicts"}));
}

}  // namespace
}  // namespace liq::data
