/// Volume profiles in CSV files.
#include <gtest/gtest.h>

#include "tests/host/data/read_data.hpp"

namespace liq::data {
namespace {

std::string const header = "time,price,turnover,low,high\n";

TEST(CsvVolumeProfiles, HaveTheirColumnsByName) {
    WrittenText const file("profile.csv",
                           "high,low,price,turnover,time\n"
                           "109.5,101,105,400.25,1749081600\n"
                           "101,84,85,0,2025-06-05T00:05:00Z\n");
    auto const traded = read_one<VolumeProfile>(file.path(), "csv");
    ASSERT_EQ(traded.rows.size(), 2U);
    auto const& row = traded.rows[0];
    EXPECT_EQ(row.time, 1'749'081'600'000);
    EXPECT_EQ(row.price, 105);
    EXPECT_EQ(row.turnover, 400.25);
    EXPECT_EQ(row.low, 101);
    EXPECT_EQ(row.high, 109.5);
    EXPECT_EQ(traded.rows[1].time, 1'749'081'900'000);
    EXPECT_EQ(traded.rows[1].at.row, 3U);
}

TEST(CsvVolumeProfiles, HaveTheColumnsThatARecipeStates) {
    WrittenText const file("profile.csv", "1749081600,105,400,101,109\n");
    Reading reading{.asset = "BTC"};
    reading.columns = {
        {"time", "1"}, {"price", "2"}, {"turnover", "3"}, {"low", "4"}, {"high", "5"}};
    EXPECT_EQ(read_one<VolumeProfile>(file.path(), "csv", reading).rows[0].high, 109);
    reading.columns["close"] = "2";
    EXPECT_THROW(static_cast<void>(read_one<VolumeProfile>(file.path(), "csv", reading)), Error);
}

TEST(CsvVolumeProfiles, AreRefusedWithTheRow) {
    auto const refused = [](std::string const& rows) {
        return refusal<VolumeProfile>(rows, "csv");
    };
    EXPECT_TRUE(says(refused(header + "1749081600,105,-1,101,109\n"), {"line 2", "turnover"}));
    EXPECT_TRUE(says(refused(header + "1749081600,105,,101,109\n"), {"line 2", "turnover"}));
    EXPECT_TRUE(says(refused(header + "1749081600,105,1,109,101\n"),
                     {"line 2: high = 101 is below low = 109"}));
    EXPECT_TRUE(says(refused(header + "1749081600,0,1,101,109\n"), {"line 2", "positive"}));
    EXPECT_TRUE(says(refused(header + "1749081600,x,1,101,109\n"), {"line 2", "price", "number"}));
    EXPECT_TRUE(says(refused(header + "yesterday,5,1,101,109\n"), {"line 2", "not a time"}));
    EXPECT_TRUE(says(refused("time,price,low,high\n1,1,1,1\n"), {"no column for turnover"}));
}

}  // namespace
}  // namespace liq::data
