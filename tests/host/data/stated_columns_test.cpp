/// A recipe that states a column which its format does not read is refused, in every format of CSV.
#include <gtest/gtest.h>

#include "tests/host/data/read_data.hpp"

namespace liq::data {
namespace {

template <class Series>
void expect_refused(std::string const& path, std::string const& format, std::string const& accepted,
                    Reading reading = {.asset = "BTC"}) {
    EXPECT_NO_THROW(static_cast<void>(read_one<Series>(path, format, reading)));
    reading.columns["nobody"] = "1";
    try {
        static_cast<void>(read_one<Series>(path, format, reading));
        ADD_FAILURE() << format << ": was not refused";
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        EXPECT_TRUE(says(error.what(), {path + ": columns.nobody is not known", accepted}));
    }
}

TEST(StatedColumns, AreThoseThatTheFormatReads) {
    WrittenText const candles("candles.csv", "time,open,high,low,close\n1749157200,1,1,1,1\n");
    expect_refused<Candles>(candles.path(), "csv", "close, high, low, open, symbol, time");
    WrittenText const tiers("tiers.csv", "cap,rate\n50000,0.004\n");
    expect_refused<Tiers>(tiers.path(), "csv", "cap, floor");
    expect_refused<OpenInterests>(sample("csv-open_interest.csv"), "csv", "amount, symbol, time");
    expect_refused<OpenInterests>(sample("binance-metrics-new.csv"), "binance-metrics", "amount");
    expect_refused<Liquidations>(sample("csv-liquidations.csv"), "csv", "side, size, symbol",
                                 {.asset = "BTC", .side_is = "order", .unit = "coin"});
    expect_refused<Liquidations>(sample("coinglass-daily.csv"), "coinglass-daily", "long, short");
    expect_refused<Liquidations>(sample("F16_binance_force_orders.csv"), "binance-force-orders",
                                 "side, symbol, time");
    expect_refused<Liquidations>(sample("F16_bybit_liquidations.csv"), "bybit-liquidations",
                                 "price, side, size");
    expect_refused<Depth>(sample("csv-depth_prices.csv"), "csv", "price, side, size",
                          {.asset = "BTC", .unit = "coin"});
}

}  // namespace
}  // namespace liq::data
