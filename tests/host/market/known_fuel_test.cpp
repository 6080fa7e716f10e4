// Positions that are known by their liquidation price, in a snapshot: written, read back, refused,
// and placed on the grid.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <numeric>

#include "host/errors.hpp"
#include "host/market/read_market.hpp"
#include "host/market/write_market.hpp"
#include "host/planning/book_of_positions.hpp"
#include "host/planning/inflow.hpp"
#include "kernels/build_inflow.hpp"
#include "tests/support/market_file.hpp"

namespace liq::market {
namespace {

Market again(Market const& market) {
    return read_market("again.h5", std::make_shared<std::string const>(file_of(market, {})));
}

std::size_t cells(Market const& market) {
    return n_sides * market.venues.size() * market.known->price.size();
}

/// Longs below and shorts above spot, at the first venue.
Market with_known_fuel() {
    test::TemporaryFolder const folder;
    test::write_valid_market(folder.file("market.h5"));
    Market market = read_market(folder.file("market.h5"));
    KnownFuel known;
    known.price = {0.9 * market.spot, 1.1 * market.spot};
    market.known = known;
    market.known->notional.assign(cells(market), 0.0);
    market.known->notional[0] = 1e6;
    market.known->notional[market.known->first_of(Side::short_side, 0, market.venues.size()) + 1] =
        3e6;
    for (std::size_t i = 0; i < cells(market); ++i)
        market.known->bankruptcy_price.push_back(known.price[i % 2] *
                                                 (i < cells(market) / 2 ? 0.99 : 1.01));
    market.known->not_liquidatable.assign(n_sides * market.venues.size(), 5e5);
    market.known->coverage = 0.75;
    return market;
}

/// Without what is estimated.
Market only_known() {
    Market market = with_known_fuel();
    market.entry_price.clear(), market.leverage.clear(), market.open_interest.clear();
    market.position_notional.clear(), market.liquidatable_share.clear();
    market.leverage_class.clear(), market.turnover.clear(), market.target.clear();
    return market;
}

void expect_equal(KnownFuel const& a, KnownFuel const& b) {
    EXPECT_EQ(a.price, b.price);
    EXPECT_EQ(a.notional, b.notional);
    EXPECT_EQ(a.not_liquidatable, b.not_liquidatable);
    EXPECT_EQ(a.coverage, b.coverage);
    for (std::size_t i = 0; i < a.notional.size(); ++i)
        if (a.notional[i] > 0) EXPECT_EQ(a.bankruptcy_price[i], b.bankruptcy_price[i]) << i;
}

TEST(KnownFuel, IsReadAsItWasWrittenWithAndWithoutEstimatedPositions) {
    for (Market const& market : {with_known_fuel(), only_known()}) {
        Market const read = again(market);
        ASSERT_TRUE(read.known.has_value());
        expect_equal(*read.known, *market.known);
        EXPECT_EQ(read.open_interest, market.open_interest);
        EXPECT_EQ(read.leverage, market.leverage);
        for (auto const& warning : read.warnings)
            EXPECT_EQ(warning.find("liquidation"), std::string::npos) << warning;
    }
}

/// Venues close positions at their liquidation price, so that hardly any is beyond it.
TEST(KnownFuel, OnTheOtherSideOfSpotIsRefusedUnlessItIsTheSmallerPart) {
    Market market = only_known();
    std::size_t const shorts = market.known->first_of(Side::short_side, 0, market.venues.size());
    auto& notional = market.known->notional;
    notional[1] = 4e5, notional[shorts] = 2.9e6;
    EXPECT_NO_THROW(static_cast<void>(again(market)));
    std::swap(notional[0], notional[shorts]), std::swap(notional[1], notional[shorts + 1]);
    std::fill(market.known->bankruptcy_price.begin(), market.known->bankruptcy_price.end(), 0.0);
    for (std::size_t i = 0; i < cells(market); ++i)
        market.known->bankruptcy_price[i] = market.known->price[i % 2];
    try {
        static_cast<void>(again(market));
        FAIL() << "was not refused";
    } catch (Error const& error) {
        std::string const said = error.what();
        for (char const* words : {"/positions/liquidation/notional", "50.85 % of the longs",
                                  "above /spot", "if they were shorts", "Are the sides exchanged"})
            EXPECT_NE(said.find(words), std::string::npos) << words << " in " << said;
    }
}

TEST(KnownFuel, LiesOnTheGridAtItsPriceAndEveryDollarIsCounted) {
    Market const market = only_known();
    auto const book = planning::book_of_positions(market, {.spot = market.spot});
    double const never = 5e5 * static_cast<double>(market.venues.size());
    EXPECT_DOUBLE_EQ(book.accounts[0].fuel, 1e6);
    EXPECT_DOUBLE_EQ(book.accounts[1].fuel, 3e6);
    EXPECT_DOUBLE_EQ(book.accounts[0].never, never);
    auto const& shorts = book.ladder.shorts;
    double mean_level = 0;
    for (std::size_t k = 1; k < shorts.fuel.size(); ++k)
        mean_level += static_cast<double>(k) * static_cast<double>(shorts.fuel[k]) /
                      (3e6 * static_cast<double>(ticks_per_usd));
    EXPECT_NEAR(mean_level * grid::spacing, std::log(1.1), 1e-9);
    for (std::size_t k = 1; k < shorts.fuel.size(); ++k)
        if (shorts.fuel[k] > 0) EXPECT_NEAR(shorts.bankruptcy_gap[k], std::log(1.01), 1e-9);
}

TEST(KnownFuel, TakesTheSharesOfTheScenarioAndNotThoseOfTheSnapshot) {
    Market market = only_known();
    auto const half = planning::book_of_positions(
        market,
        {.spot = market.spot, .liquidatable_share = {0.5, 0.25}, .open_interest_factor = 2});
    EXPECT_DOUBLE_EQ(half.accounts[0].fuel, 1e6);
    EXPECT_DOUBLE_EQ(half.accounts[0].not_liquidatable, 1e6);
    EXPECT_DOUBLE_EQ(half.accounts[1].fuel, 1.5e6);
}

TEST(KnownFuel, OfALivingBookOpensAtItsDistanceFromTheSnapshotsSpot) {
    Market const market = only_known();
    auto const inflow = planning::inflow_of(market, {.spot = 2 * market.spot});
    auto const expected =
        build_inflow_side(Side::short_side, {{std::log(1.1), 3e6, std::log(1.01)}});
    EXPECT_EQ(inflow[1].weight, expected.weight);
}

/// What is said of a snapshot that was spoilt.
std::string refusal(std::function<void(KnownFuel&)> const& spoil) {
    Market market = with_known_fuel();
    spoil(*market.known);
    try {
        static_cast<void>(again(market));
    } catch (Error const& error) {
        return error.what();
    }
    ADD_FAILURE() << "was accepted";
    return "";
}

TEST(KnownFuel, IsRefusedWithItsElementWhereItContradictsItself) {
    EXPECT_NE(refusal([](KnownFuel& known) {
                  known.bankruptcy_price[0] = known.price[0] * 1.01;
              }).find("/positions/liquidation/bankruptcy_price[0, 0, 0]"),
              std::string::npos);
    EXPECT_NE(refusal([](KnownFuel& known) {
                  known.notional[0] = -1;
              }).find("/positions/liquidation/notional[0, 0, 0]"),
              std::string::npos);
    EXPECT_NE(refusal([](KnownFuel& known) {
                  known.price[1] = known.price[0];
              }).find("/positions/liquidation/price[1]"),
              std::string::npos);
    EXPECT_NE(refusal([](KnownFuel& known) { known.coverage = 75; }).find("coverage is not valid"),
              std::string::npos);
}

}  // namespace
}  // namespace liq::market
