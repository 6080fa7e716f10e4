// Positions of accounts, as venues list them.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "host/data/account_positions.hpp"
#include "tests/host/data/read_data.hpp"

namespace liq::data {
namespace {

struct Read {
    AccountPositions series;
    std::vector<AccountPosition> rows;
};

Read read(std::string const& file, Reading const& reading = {.asset = "BTC"}) {
    Read all;
    all.series.take = [&](AccountPosition const& row) { all.rows.push_back(row); };
    read_files_into(all.series, std::span(&file, 1), "auto", reading, "positions");
    all.series.take = nullptr;
    return all;
}

std::string said_of(std::string const& text) {
    WrittenText const file("given.csv", text);
    try {
        static_cast<void>(read(file.path()));
    } catch (Error const& error) {
        return error.what();
    }
    ADD_FAILURE() << "was accepted";
    return "";
}

TEST(AccountFormats, StatesOfHyperliquidAreRecognisedAndGiveMarginsAsTheyWerePosted) {
    auto const [series, rows] = read(sample("hyperliquid-state.json"));
    EXPECT_EQ(series.format, "hyperliquid-state");
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].side, Side::long_side);
    EXPECT_EQ(rows[0].size, 100);
    EXPECT_TRUE(std::isnan(rows[0].liquidation_price));
    EXPECT_EQ(rows[0].account_value, 1.5e6);
    EXPECT_EQ(rows[0].account_maintenance, 125e3);
    EXPECT_EQ(rows[0].time, 1'749'157'200'000);
    EXPECT_EQ(rows[1].side, Side::short_side);
    EXPECT_TRUE(rows[1].isolated);
    EXPECT_EQ(rows[1].margin, 4.25e6 - 4e6);
    EXPECT_EQ(rows[1].mark(), 1e5);
    EXPECT_EQ(series.left_out.at(closed_position), 1U);
    EXPECT_EQ(series.left_out.at(of_another_market), 1U);
}

TEST(AccountFormats, OneStateManyInAListALineEachAndByAddressAreTheSame) {
    std::string const state =
        R"({"crossMarginSummary": {"accountValue": "5000.0"}, "assetPositions": [{"position":)"
        R"({"coin": "BTC", "szi": "-1.5", "positionValue": "150000.0", "liquidationPx": "102000",)"
        R"("leverage": {"type": "cross", "value": 30}}}]})";
    for (std::string const& text :
         {state, "[" + state + "]", state + "\n", R"({"0xaa": )" + state + "}",
          R"([["0xaa", )" + state + "]]", R"({"clearinghouseState": )" + state + "}"}) {
        WrittenText const file("state.json", text);
        auto const all = read(file.path());
        ASSERT_EQ(all.rows.size(), 1U) << text;
        EXPECT_EQ(all.rows[0].liquidation_price, 102'000);
        EXPECT_EQ(all.rows[0].side, Side::short_side);
    }
}

TEST(AccountFormats, ColumnsOfArchivesAreRecognisedAndAloneMeansNoOtherCrossPositionOfTheUser) {
    auto const [series, rows] = read(sample("accounts.csv"));
    EXPECT_EQ(series.format, "accounts-csv");
    // Rows without a price wait for the end of the file, behind the others.
    ASSERT_EQ(rows.size(), 4U);
    EXPECT_EQ(rows[0].liquidation_price, 93'000.5);
    EXPECT_EQ(rows[1].liquidation_price, 112'000);
    EXPECT_TRUE(std::isnan(rows[1].account_value)) << "its collateral lies elsewhere too";
    EXPECT_TRUE(rows[2].alone);
    EXPECT_EQ(rows[2].account_value, 12'000);
    EXPECT_FALSE(rows[3].alone);
    EXPECT_EQ(series.left_out.at(without_collateral), 1U);
    EXPECT_EQ(series.left_out.at(closed_position), 1U);
    EXPECT_EQ(series.left_out.at(of_another_market), 2U);
}

TEST(AccountFormats, WhatCannotBeMeantIsRefusedWithItsRow) {
    std::string const header =
        "market,size,notional,liquidation_price,leverage_type,account_value\n";
    EXPECT_NE(said_of(header + "BTC,-1,1e5,1e6,cross,10\nBTC,1,-0,9e4,cross,10\n")
                  .find("line 3: notional = "),
              std::string::npos);
    EXPECT_NE(
        said_of(header + "BTC,1,1e5,9e4,cross,10\n").find("longs and shorts cannot be told apart"),
        std::string::npos);
    EXPECT_NE(said_of(header + "BTC,-1,1e5,1e6,both,10\n").find("line 2: leverage_type = \"both\""),
              std::string::npos);
    EXPECT_NE(said_of(header + "BTC,-1,1e5,x,cross,10\n").find("line 2"), std::string::npos);
    EXPECT_NE(said_of(R"({"assetPositions": [{"position": {"coin": "BTC", "szi": "1"}}]})")
                  .find("positionValue"),
              std::string::npos);
}

TEST(AccountFormats, NamesOfUsersAreInNoRow) {
    // Hashed as they are read: no member of a row could hold one.
    static_assert(std::is_trivially_copyable_v<AccountPosition>);
}

TEST(AccountFormats, AUserHasOnePositionASide) {
    std::string const head =
        "user,market,size,notional,entry_price,liquidation_price,leverage,leverage_type,"
        "account_value\n";
    std::string const one = "0xa,BTC,2,200000,100000,93000,10,cross,30000\n";
    std::string const other_side = "0xa,BTC,-1,100000,100000,110000,10,cross,30000\n";
    EXPECT_TRUE(says(said_of(head + one + "0xb,BTC,-2,200000,100000,110000,10,cross,9\n" + one),
                     {"line 4", "a row before", "once"}));
    WrittenText const hedged("given.csv", head + one + other_side);
    EXPECT_EQ(read(hedged.path()).rows.size(), 2U);
}

}  // namespace
}  // namespace liq::data
