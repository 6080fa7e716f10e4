#include "host/report/market_text.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "host/market/read_market.hpp"
#include "host/planning/market_figures.hpp"
#include "tests/support/market_file.hpp"

namespace liq {
namespace {

class MarketInspection : public testing::Test {
  protected:
    MarketInspection() {
        auto const path = folder.file("market.h5");
        test::write_valid_market(path);
        market = market::read_market(path);
    }
    test::TemporaryFolder folder;
    market::Market market;
};

TEST_F(MarketInspection, AddsUpOpenInterestPerSideAndVenue) {
    auto const figures = planning::figures_of(market);
    EXPECT_EQ(figures.by_venue[0], (std::vector<double>{21e6, 57e6}));
    EXPECT_EQ(figures.by_venue[1], (std::vector<double>{93e6, 129e6}));
}

TEST_F(MarketInspection, LosesNoFuelBetweenReachAndTheRest) {
    auto const figures = planning::figures_of(market);
    // Inverse contracts: the size in USD. Linear ones: coins at the liquidation price, so the value
    // is close to the notional at entry.
    for (std::size_t side = 0; side < n_sides; ++side) {
        auto const& book = figures.book[side];
        double const all =
            book.fuel + book.off_grid + book.wrong_side + book.not_liquidatable + book.never;
        double const interest = figures.by_venue[side][0] + figures.by_venue[side][1];
        EXPECT_NEAR(all / interest, 1, 0.2);
        EXPECT_EQ(figures.near_fuel[side].back(), book.fuel) << "half the price reaches everything";
    }
}

TEST_F(MarketInspection, PutsWallsOnTheRightSideLargestFirst) {
    auto const figures = planning::figures_of(market, 4);
    for (std::size_t side = 0; side < n_sides; ++side) {
        ASSERT_EQ(figures.walls[side].size(), 4U);
        for (std::size_t i = 0; i < 4; ++i) {
            auto const& wall = figures.walls[side][i];
            EXPECT_EQ(wall.price < market.spot, side == 0);
            EXPECT_NEAR(wall.price, market.spot * (1 + wall.distance), 1e-6);
            if (i > 0) {
                EXPECT_LE(wall.fuel, figures.walls[side][i - 1].fuel);
            }
        }
    }
}

TEST_F(MarketInspection, FindsTheWallWhereAPositionIsLiquidated) {
    market.open_interest.assign(market.open_interest.size(), 0);
    market.open_interest[1] = 50e6;  // long, okx, entry 99,000, 20x
    market.position_notional.clear();
    auto const figures = planning::figures_of(market);
    ASSERT_EQ(figures.walls[0].size(), 2U) << "split between the two nearest grid points";
    EXPECT_TRUE(figures.walls[1].empty());
    double const liquidation = 99'000 * (1 - 1.0 / 20) / (1 - .004);  // models/law.md 3, one tier
    EXPECT_NEAR(figures.walls[0][0].price / liquidation, 1, 0.001);
    EXPECT_NEAR(figures.walls[0][0].fuel + figures.walls[0][1].fuel, 50e6 * liquidation / 99'000,
                1);
}

TEST_F(MarketInspection, IsReadableAtATerminal) {
    std::string const text = report::describe_market(market, {});
    for (char const* part : {"asset    BTC in USD", "100,000 USD", "2025-06-05T21:00:00Z", "okx",
                             "57,000,000", "129,000,000", "300,000,000", "inverse",
                             "Largest walls of long liquidations", "2,000,000,000", "200,000,000",
                             "3 bars from 2025-06-05 18:00 UTC to 2025-06-05 20:00 UTC"})
        EXPECT_NE(text.find(part), std::string::npos) << part << " is not in\n" << text;
    EXPECT_EQ(text.find(" nan"), std::string::npos);
}

TEST_F(MarketInspection, ShowsTheClassesOfALivingBookWhereThereAreAny) {
    EXPECT_EQ(report::describe_market(market, {}).find("Classes"), std::string::npos);
    EXPECT_FALSE(nlohmann::json::parse(report::market_json(market)).contains("classes"));
    market.leverage_class = {1, 0};
    market.turnover = {21'600, std::numeric_limits<double>::infinity()};
    market.target = {1, 2, 1, 0.5};
    std::string const text = report::describe_market(market, {});
    for (char const* part :
         {"Classes of a living book", "20x to 20x", "42,000,000", "6 h", "never"})
        EXPECT_NE(text.find(part), std::string::npos) << part << " is not in\n" << text;
    auto const json = nlohmann::json::parse(report::market_json(market))["classes"];
    EXPECT_EQ(json[0]["leverages"], std::vector<double>{20});
    EXPECT_EQ(json[0]["turnover"], 21'600);
    EXPECT_EQ(json[0]["long"], 42e6);
    EXPECT_EQ(json[1]["turnover"], nullptr);
    EXPECT_EQ(json[1]["never_closes"], true);
    EXPECT_EQ(json[1]["target_long"], 2);
}

TEST_F(MarketInspection, SendsNoControlCharactersToTheTerminal) {
    market.source = "evil\x1B[2Jsource";
    EXPECT_EQ(report::describe_market(market, {}).find('\x1B'), std::string::npos);
}

TEST_F(MarketInspection, SaysTheSameInJson) {
    auto const figures = planning::figures_of(market);
    auto const json = nlohmann::json::parse(report::market_json(market));
    EXPECT_EQ(json["sha256"], market.sha256);
    EXPECT_EQ(json["long"]["open_interest"], 78e6);
    EXPECT_EQ(json["short"]["walls"].size(), figures.walls[1].size());
    EXPECT_EQ(json["short"]["fuel"], figures.book[1].fuel);
    EXPECT_EQ(json["venues"][1]["tiers"][1]["amount"], market.venues[1].tiers[1].amount);
}

}  // namespace
}  // namespace liq
