// A smallest change that is so large that nobody has seen it is warned of.
#include "host/stress/far_values.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace liq {
namespace {

/// Daily closes that move by 2 % a day, and by 8 % on ten days in the middle.
market::Market market_with_history() {
    market::Market market;
    market::History history;
    double log_price = 0;
    for (int day = 0; day < 200; ++day) {
        log_price += (day % 2 == 0 ? 1 : -1) * (day >= 100 && day < 110 ? 0.08 : 0.02);
        history.time.push_back(86'400LL * day);
        history.close.push_back(100 * std::exp(log_price));
    }
    market.history = std::move(history);
    return market;
}

std::string warnings(stress::StressKey const& key, double change, market::Market const& market) {
    stress::StressResult result;
    result.keys = {key};
    result.points.push_back({{1}, {}});
    result.points[0].crossing.at = change;
    result.nearest = 0;
    scenario::Scenario base;
    base.simulation.horizon = Duration{10 * seconds_per_day};
    std::string all;
    for (auto const& one : stress::warnings_of_far_values(result, base, market)) all += one + "\n";
    return all;
}

stress::StressKey key(std::string name, double base) {
    return {.name = std::move(name),
            .unit = "1",
            .meaning = "",
            .range = {},
            .base = {base},
            .sides = {}};
}

TEST(FarValues, OfHistoryAreThoseOfItsWorstWindow) {
    auto const market = market_with_history();
    double const yearly = std::sqrt(365.0);
    EXPECT_NEAR(stress::largest_volatility(*market.history, Duration{10 * seconds_per_day}),
                0.08 * yearly, 1e-9);
    EXPECT_NEAR(stress::largest_volatility(*market.history, Duration{1000 * seconds_per_day}),
                yearly * std::sqrt((189 * 0.0004 + 10 * 0.0064) / 199), 1e-9);
    EXPECT_TRUE(std::isnan(stress::largest_volatility({}, Duration{86'400})));
}

TEST(FarValues, AreWarnedOfWithTheFactor) {
    market::Market const none;
    EXPECT_EQ(warnings(key("impact.depth", 5e8), -1.0, none), "");
    std::string const thin = warnings(key("impact.depth", 5e8), -1.2, none);
    EXPECT_NE(thin.find("impact.depth ends at 150,597,1"), std::string::npos) << thin;
    EXPECT_NE(thin.find("3.3 times less than its start"), std::string::npos) << thin;
    std::string const wild = warnings(key("price.volatility", 0.4), 3.5, none);
    EXPECT_NE(wild.find("price.volatility ends at 13.24618, 33.1 times its start"),
              std::string::npos)
        << wild;
}

TEST(FarValues, OfVolatilityAreComparedWithHistory) {
    auto const market = market_with_history();
    EXPECT_EQ(warnings(key("price.volatility", 0.8), 0.1, market), "");
    std::string const text = warnings(key("price.variance0", 1.0), std::log(9.1708), market);
    EXPECT_NE(text.find("ends at a volatility of 303 %, 2.0 times the largest"), std::string::npos)
        << text;
    EXPECT_NE(text.find("over 10 d, 153 %"), std::string::npos) << text;
}

}  // namespace
}  // namespace liq
