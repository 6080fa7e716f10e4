// The returns that the bootstrap draws, from a snapshot's history.
#include "host/planning/history_returns.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "tests/host/scenario/sample.hpp"

namespace liq {
namespace {

using sample::contains;
using sample::starts_with;

constexpr std::int64_t step = 300;

market::Market market_with(std::vector<double> const& closes) {
    market::Market market;
    market.path = "m.h5";
    market::History history;
    for (double const close : closes) {
        history.time.push_back(static_cast<std::int64_t>(history.time.size()) * step);
        history.close.push_back(close);
    }
    market.history = history;
    return market;
}

std::vector<double> const closes{100, 103, 99, 98, 104, 101, 107};

std::vector<float> returns(market::Market const& market, std::string const& price = "",
                           std::string const& drift = "0.5") {
    return planning::history_returns(
        sample::read(sample::full,
                     {"price={ model = \"bootstrap\", block = \"10min\"" + price + " }",
                      "price.drift=" + drift}),
        market);
}

std::string refusal(market::Market const& market, std::string const& price = "") {
    try {
        returns(market, price);
    } catch (Error const& error) {
        return error.what();
    }
    return {};
}

double spread(std::vector<float> const& of) {
    double const n = static_cast<double>(of.size());
    double const mean = std::accumulate(of.begin(), of.end(), 0.0) / n;
    double squares = 0;
    for (double r : of) squares += (r - mean) * (r - mean);
    return std::sqrt(squares / n);
}

TEST(HistoryReturns, AreLogReturnsOfClosesShiftedSoThatThePriceGrowsByTheDrift) {
    auto const drawn = returns(market_with(closes));
    ASSERT_EQ(drawn.size(), closes.size() - 1);
    double growth = 0;
    for (double r : drawn) growth += std::exp(r) / static_cast<double>(drawn.size());
    EXPECT_NEAR(growth, std::exp(0.5 * Duration{step}.years()), 1e-8);
    for (std::size_t i = 1; i < drawn.size(); ++i)
        EXPECT_NEAR(drawn[i] - drawn[0],
                    std::log(closes[i + 1] / closes[i]) - std::log(closes[1] / closes[0]), 1e-8);
}

TEST(HistoryReturns, AreScaledToTheVolatilityOfTheScenario) {
    auto const own = returns(market_with(closes));
    auto const scaled = returns(market_with(closes), ", volatility = 0.6");
    EXPECT_NEAR(spread(scaled), 0.6 * std::sqrt(Duration{step}.years()), 1e-9);
    double const ratio = spread(scaled) / spread(own);
    EXPECT_NEAR(scaled[1] - scaled[0], ratio * (own[1] - own[0]), 1e-8);
}

TEST(HistoryReturns, AreEmptyForOtherModels) {
    EXPECT_TRUE(planning::history_returns(sample::read(sample::full), market_with(closes)).empty());
}

TEST(HistoryReturns, NeedAHistoryInStepsWithoutGapsThatMovesAndIsTwoBlocksLong) {
    market::Market market = market_with(closes);
    EXPECT_EQ(refusal(market), "");
    EXPECT_PRED2(contains, refusal(market, ", volatility = 0"), "out of range");
    market.history->time[4] += 60;
    EXPECT_PRED2(
        starts_with, refusal(market),
        "m.h5: /history/time: candle 4 begins 6min after the candle before it; price.model = "
        "\"bootstrap\" needs a history without gaps");
    market = market_with(closes);
    for (auto& time : market.history->time) time *= 12;
    EXPECT_PRED2(contains, refusal(market),
                 "simulation.step = 5min: price.model = \"bootstrap\" uses the candles of the "
                 "snapshot's history as steps, but they are 1h apart");
    market = market_with({100, 101, 102, 103});
    EXPECT_PRED2(
        contains, refusal(market),
        "price.block = 10min: the snapshot's history has 3 returns, fewer than two blocks have");
    EXPECT_PRED2(contains, refusal(market_with({100})), "has 0 returns");
    market = market_with(std::vector<double>(9, 100.0));
    EXPECT_EQ(refusal(market), "");
    EXPECT_PRED2(contains, refusal(market, ", volatility = 0.6"),
                 "the history is constant, so that it cannot be scaled to price.volatility");
    EXPECT_PRED2(starts_with, refusal(market_with({100, 101, 1e-9, 100, 101})),
                 "m.h5: /history/close[2] = 1e-09 USD is a log return of -25.34; accepted by "
                 "price.model = \"bootstrap\": at least -4 and at most 4");
    market.history.reset();
    EXPECT_PRED2(contains, refusal(market),
                 "price.model = \"bootstrap\" needs /history in the snapshot m.h5, which has none");
}

}  // namespace
}  // namespace liq
