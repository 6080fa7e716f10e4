/// Reads valid snapshots; the tests of refused snapshots are in bad_snapshots_test.cpp.
#include "host/market/read_market.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "host/market/market_bytes.hpp"
#include "host/planning/book_warnings.hpp"
#include "host/storage/sha256.hpp"
#include "tests/support/market_file.hpp"

namespace liq {
namespace {

using test::FileEditor;
using test::Text;

class MarketReader : public testing::Test {
  protected:
    MarketReader() { test::write_valid_market(path); }

    test::TemporaryFolder folder;
    std::filesystem::path path = folder.file("market.h5");
};

/// The number of warnings that contain a text.
std::ptrdiff_t count(std::vector<std::string> const& warnings, std::string_view text) {
    return std::ranges::count_if(
        warnings, [&](std::string const& warning) { return warning.find(text) != warning.npos; });
}

TEST_F(MarketReader, ReadsEveryObjectOfASnapshot) {
    market::Market const market = market::read_market(path);
    EXPECT_EQ(market.asset, "BTC");
    EXPECT_EQ(market.quote, "USD");
    EXPECT_EQ(market.as_of, "2025-06-05T21:00:00Z");
    EXPECT_EQ(market.source, "written by a test");
    EXPECT_EQ(market.license, "CC0-1.0");
    EXPECT_EQ(market.path, path);
    EXPECT_EQ(market.sha256, storage::sha256_of_file(path));
    EXPECT_EQ(market.spot, 100'000);
    EXPECT_EQ(market.entry_price, (std::vector<double>{99'000, 100'000, 101'000}));
    EXPECT_EQ(market.leverage, (std::vector<double>{5, 20}));
    ASSERT_EQ(market.venues.size(), 2U);
    EXPECT_EQ(market.venues[0].name, "okx");
    EXPECT_EQ(market.venues[0].contract, Contract::linear);
    EXPECT_EQ(market.venues[1].name, "bybit");
    EXPECT_EQ(market.venues[1].contract, Contract::inverse);
    EXPECT_EQ(market.venues[1].insurance_fund, 2e8);
}

TEST_F(MarketReader, KeepsTheOrderSideVenueEntryLeverage) {
    market::Market const market = market::read_market(path);
    EXPECT_EQ(market.open_interest_at(Side::long_side, 0, 0, 0), 1e6);
    EXPECT_EQ(market.open_interest_at(Side::long_side, 0, 0, 1), 2e6);
    EXPECT_EQ(market.open_interest_at(Side::long_side, 0, 1, 0), 3e6);
    EXPECT_EQ(market.open_interest_at(Side::long_side, 1, 0, 0), 7e6);
    EXPECT_EQ(market.open_interest_at(Side::short_side, 1, 2, 1), 24e6);
    EXPECT_EQ(market.position_notional_at(Side::short_side, 0, 1), 4e4);
    EXPECT_EQ(market.liquidatable_share_at(Side::long_side, 1), .5);
}

TEST_F(MarketReader, GivesTiersTheAmountWithWhichTheMarginIsContinuous) {
    market::Market const market = market::read_market(path);
    ASSERT_EQ(market.venues[0].tiers.size(), 1U) << "tiers of NaN are unused";
    EXPECT_EQ(market.venues[0].tiers[0].amount, 0);
    ASSERT_EQ(market.venues[1].tiers.size(), 2U);
    EXPECT_EQ(market.venues[1].tiers[1].cap, 200);
    EXPECT_DOUBLE_EQ(market.venues[1].tiers[1].amount, 100 * (.01 - .005));
}

TEST_F(MarketReader, ReadsDepthAndHistory) {
    market::Market const market = market::read_market(path);
    ASSERT_TRUE(market.depth);
    EXPECT_EQ(market.depth->distance, (std::vector<double>{.001, .01, .05}));
    EXPECT_EQ(market.depth->bid, (std::vector<double>{1e7, 5e8, 2e9}));
    EXPECT_EQ(market.depth->ask, (std::vector<double>{1e7, 4e8, 1e9}));
    ASSERT_TRUE(market.history);
    EXPECT_EQ(market.history->time,
              (std::vector<std::int64_t>{1'749'146'400, 1'749'150'000, 1'749'153'600}));
    EXPECT_EQ(market.history->close, (std::vector<double>{101, 102, 103}));
    EXPECT_EQ(market.history->funding_rate, (std::vector<double>{1e-4, -1e-4, 0}));
}

TEST_F(MarketReader, ReadsTimesInOtherUnits) {
    {
        FileEditor file(path, FileEditor::Mode::change);
        file.numbers("/history/time", {3}, {.5, 1, 2.25}, H5T_IEEE_F32BE);
        file.text("/history/time", "units", "days since 2025-06-01");
        file.text("/history/time", "calendar", "proleptic_gregorian");
    }
    EXPECT_EQ(market::read_market(path).history->time,
              (std::vector<std::int64_t>{1'748'779'200, 1'748'822'400, 1'748'930'400}));
}

TEST_F(MarketReader, AcceptsAFileWithoutOptionalParts) {
    {
        FileEditor file(path, FileEditor::Mode::change);
        for (char const* name :
             {"/positions/position_notional", "/positions/liquidatable_share", "/margin/contract",
              "/margin/insurance_fund", "/depth", "/history"})
            file.remove(name);
        file.remove_attribute("/positions/open_interest", "units");
    }
    market::Market const market = market::read_market(path);
    EXPECT_FALSE(market.position_notional_at(Side::long_side, 0, 0));
    EXPECT_EQ(market.liquidatable_share_at(Side::short_side, 1), 1);
    EXPECT_EQ(market.venues[1].contract, Contract::linear);
    EXPECT_FALSE(market.venues[0].insurance_fund);
    EXPECT_FALSE(market.depth);
    EXPECT_FALSE(market.history);
}

TEST_F(MarketReader, ReadsTheSameFromEveryWidthAndByteOrder) {
    std::string const as_written = market::bytes_of(market::read_market(path));
    for (hid_t const type : {H5T_IEEE_F32LE, H5T_IEEE_F32BE, H5T_IEEE_F64BE, H5T_STD_I64BE,
                             H5T_STD_U32LE, H5T_STD_I32BE}) {
        {
            FileEditor file(path, FileEditor::Mode::change);
            file.numbers("/positions/entry_price", {3}, {99'000, 100'000, 101'000}, type);
            file.numbers("/positions/leverage", {2}, {5, 20}, type);
        }
        market::Market market = market::read_market(path);
        EXPECT_EQ(market.entry_price, (std::vector<double>{99'000, 100'000, 101'000}));
        EXPECT_EQ(market.leverage, (std::vector<double>{5, 20}));
    }
    test::write_valid_market(path);
    EXPECT_EQ(market::read_market(path).open_interest, market::market_of(as_written).open_interest);
}

TEST_F(MarketReader, ReadsFixedLengthAndVariableStrings) {
    for (Text const how : {Text::fixed, Text::fixed_space_padded, Text::variable}) {
        {
            FileEditor file(path, FileEditor::Mode::change);
            file.strings("/positions/side", {"long", "short"}, how);
            file.strings("/positions/venue", {"ok\xC3\xA9x", "bybit"}, how);
            file.strings("/margin/venue", {"ok\xC3\xA9x", "bybit"}, how);
            file.strings("/margin/contract", {"linear", "inverse"}, how);
        }
        EXPECT_EQ(market::read_market(path).venues[0].name, "ok\xC3\xA9x");
    }
}

TEST_F(MarketReader, FollowsLinksThatStayInTheFile) {
    {
        FileEditor file(path, FileEditor::Mode::change);
        file.soft_link("/margin/venue", "/positions/venue");
    }
    EXPECT_EQ(market::read_market(path).venues.size(), 2U);
}

TEST_F(MarketReader, AcceptsANewerMinorVersion) {
    {
        FileEditor file(path, FileEditor::Mode::change);
        file.integers("/", "schema_version", {1, 7});
        file.numbers("/positions/something_new", {}, {1});
    }
    EXPECT_EQ(market::read_market(path).asset, "BTC");
}

TEST_F(MarketReader, WarnsOfPositionsBeyondTheirLiquidationPrice) {
    std::string const text = "of long positions are already beyond";
    EXPECT_EQ(count(planning::market_warnings(market::read_market(path)), text), 0);
    {
        FileEditor file(path, FileEditor::Mode::change);
        file.numbers("/spot", {}, {90'000});  // longs of 20x from 99,000 are liquidated at 94,500
    }
    EXPECT_EQ(count(planning::market_warnings(market::read_market(path)), text), 1);
}

TEST_F(MarketReader, AsksForTheSidesWhereTheBookIsPlausibleWithThemExchanged) {
    std::string const text = "Are the sides exchanged?";
    // After a fall: longs entered at spot or below it, shorts also far above.
    std::vector<double> longs{1e6, 2e6, 3e6, 4e6, 0, 0, 1e6, 2e6, 3e6, 4e6, 0, 0};
    std::vector<double> shorts{0, 0, 3e6, 4e6, 5e6, 6e6, 0, 0, 3e6, 4e6, 5e6, 6e6};
    auto const write = [&](std::vector<double> values, std::vector<double> const& others) {
        values.insert(values.end(), others.begin(), others.end());
        FileEditor file(path, FileEditor::Mode::change);
        file.numbers("/positions/entry_price", {3}, {90'000, 100'000, 115'000});
        file.numbers("/spot", {}, {100'000});
        file.numbers("/positions/open_interest", {2, 2, 3, 2}, values);
    };
    write(longs, shorts);
    EXPECT_EQ(count(planning::market_warnings(market::read_market(path)), text), 0);
    write(shorts, longs);
    auto const warnings = planning::market_warnings(market::read_market(path));
    EXPECT_EQ(count(warnings, text), 1);
    EXPECT_EQ(count(warnings, "with longs and shorts exchanged 0 USD (0.00 %)"), 1);
    write(shorts, shorts);  // as bad the other way round
    EXPECT_EQ(count(planning::market_warnings(market::read_market(path)), text), 0);
}

TEST_F(MarketReader, WarnsOfRatesThatDoNotIncrease) {
    std::string const text = "/margin/maintenance_rate: the rate of \"bybit\"";
    EXPECT_EQ(count(market::read_market(path).warnings, text), 0);
    {
        FileEditor file(path, FileEditor::Mode::change);
        file.numbers("/margin/maintenance_rate", {2, 2}, {.004, test::nan, .01, .01});
    }
    EXPECT_EQ(count(market::read_market(path).warnings, text), 1);
}

TEST_F(MarketReader, WarnsOfASnapshotWithoutPositions) {
    EXPECT_EQ(count(planning::market_warnings(market::read_market(path)), "no positions"), 0);
    {
        FileEditor file(path, FileEditor::Mode::change);
        file.numbers("/positions/open_interest", {2, 2, 3, 2}, std::vector<double>(24, 0.0));
    }
    EXPECT_EQ(count(planning::market_warnings(market::read_market(path)), "no positions"), 1);
}

TEST_F(MarketReader, RestoresAMarketFromItsBytes) {
    market::Market const market = market::read_market(path);
    std::string const bytes = market::bytes_of(market);
    EXPECT_EQ(market::bytes_of(market::market_of(bytes)), bytes);
    EXPECT_EQ(market::market_of(bytes).venues[1].tiers.size(), 2U);
    EXPECT_ANY_THROW(market::market_of(std::string_view(bytes).substr(0, bytes.size() - 1)));
}

TEST_F(MarketReader, WarnsOfCandlesAfterTheTimeOfTheSnapshot) {
    {
        FileEditor file(path, FileEditor::Mode::change);
        file.numbers("/history/time", {3}, {0, 3600, 10'800}, H5T_STD_I64LE);
        file.text("/history/time", "units", "seconds since 2025-06-05T18:00:00Z");
    }
    EXPECT_EQ(count(market::read_market(path).warnings,
                    "market.h5: /history/time: 1 of 3 candles end after as_of = "
                    "2025-06-05T21:00:00Z (a candle lasts 2 h), 1 begin at that time or later"),
              1);
}

}  // namespace
}  // namespace liq
