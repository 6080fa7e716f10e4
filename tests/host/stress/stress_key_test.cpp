#include "host/stress/stress_key.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/host/scenario/sample.hpp"

namespace liq {
namespace {

using sample::contains;

stress::StressKey key(std::string const& name, std::vector<std::string> const& set = {}) {
    return stress::stress_key(sample::read(sample::full, set), name);
}

std::string refusal(std::string const& name, std::vector<std::string> const& set = {}) {
    try {
        key(name, set);
    } catch (Error const& error) {
        return error.what();
    }
    return {};
}

TEST(StressKey, IsSuggestedOnlyWhereItIsAccepted) {
    for (std::string const unknown :
         {"price.modle", "price.mode", "simulation.path", "event.knd"}) {
        std::string const said = refusal(unknown);
        EXPECT_PRED2(contains, said, "is not a number of this scenario");
        auto const begin = said.find("Did you mean ");
        if (begin == said.npos) continue;
        std::string const suggested = said.substr(begin + 13, said.size() - begin - 14);
        EXPECT_EQ(refusal(suggested), "") << said;
    }
}

TEST(StressKey, OfAPositiveNumberChangesByARatio) {
    stress::StressKey const volatility = key("price.volatility");
    EXPECT_TRUE(volatility.is_ratio);
    EXPECT_DOUBLE_EQ(volatility.value(0), 0.40);
    EXPECT_DOUBLE_EQ(volatility.value(std::log(1.5)), 0.60);
    EXPECT_NEAR(volatility.limit(1), std::log(stress::largest_ratio), 1e-6);
    EXPECT_EQ(sample::read(sample::full, {"price.volatility=" + volatility.toml(-0.3)})
                  .price_model.index(),
              0U);
}

TEST(StressKey, OfANumberThatMayBeZeroOrLessChangesByADifference) {
    stress::StressKey const jump = key("price.initial_jump");
    EXPECT_FALSE(jump.is_ratio);
    EXPECT_DOUBLE_EQ(jump.value(-0.1), -0.15);
    EXPECT_NEAR(jump.limit(1), 4.05, 1e-6);
    EXPECT_NEAR(jump.limit(-1), 3.95, 1e-6);
    EXPECT_FALSE(key("impact.permanent_share", {"impact.permanent_share=0"}).is_ratio);
    EXPECT_EQ(key("impact.permanent_share", {"impact.permanent_share=0"}).limit(-1), 0);
}

TEST(StressKey, EndsWhereItsRangeEnds) {
    stress::StressKey const share = key("cascade.market_fraction");
    EXPECT_NEAR(share.value(share.limit(1)), 1, 1e-8);
    EXPECT_LE(share.value(share.limit(1)), 1);
    EXPECT_EQ(key("cascade.market_fraction", {"cascade.market_fraction=1"}).limit(1), 0);
}

TEST(StressKey, OfTwoSidesThatDifferIsOneFactorOfBoth) {
    stress::StressKey const depth = key("impact.depth");
    ASSERT_TRUE(depth.has_sides());
    EXPECT_DOUBLE_EQ(depth.value(std::log(0.5)), 0.5);
    scenario::Scenario const half =
        sample::read(sample::full, {"impact.depth=" + depth.toml(std::log(0.5))});
    EXPECT_DOUBLE_EQ(half.impact.depth.bid, 256e6);
    EXPECT_DOUBLE_EQ(half.impact.depth.ask, 181e6);
    stress::StressKey const share = key("market.liquidatable_share");
    EXPECT_NEAR(share.value(share.limit(1)), 1 / 0.4, 1e-6);
    EXPECT_FALSE(key("impact.depth", {"impact.depth=3e8"}).has_sides());
}

TEST(StressKey, OfATurnoverIsTheNumberThatIsDividedByTheLeverage) {
    std::string const living = "cascade.book=living",
                      by_leverage = "book.turnover={ leverage_days = 20 }";
    stress::StressKey const days = key("book.turnover.leverage_days", {living, by_leverage});
    EXPECT_EQ(days.unit, "d");
    EXPECT_DOUBLE_EQ(days.value(std::log(0.5)), 10);
    scenario::Scenario const half = sample::read(
        sample::full, {living, by_leverage, days.name + "=" + days.toml(std::log(0.5))});
    EXPECT_NEAR(half.book.turnover->leverage_days.value(), 10, 1e-9);
    EXPECT_PRED2(contains, refusal("book.turnover", {living, by_leverage}),
                 "vary book.turnover.leverage_days");
    EXPECT_PRED2(contains, refusal("book.turnover", {living, "book.turnover=3d"}), "is a duration");
    EXPECT_PRED2(contains, refusal("book.turnover", {living}),
                 "is left at its default (that of the");
    EXPECT_PRED2(contains, refusal("book.target", {living}), "is left at its default (that of the");
    EXPECT_EQ(key("book.target", {living, "book.target=2"}).base, std::vector<double>{2});
}

TEST(StressKey, MayBelongToAnEventOrAWall) {
    EXPECT_DOUBLE_EQ(key("event.touch_97k.level").base[0], 97'000);
    EXPECT_DOUBLE_EQ(key("wall.0.notional", {"wall=[{ price = 95e3, notional = 1e8 }]"}).base[0],
                     1e8);
}

TEST(StressKey, ThatIsNoneIsRefusedWithWhatItIsOrWhatIsMeant) {
    EXPECT_PRED2(contains, refusal("price.volatilty"), "Did you mean price.volatility?");
    EXPECT_PRED2(contains, refusal("event.touch_97.level"), "Did you mean event.touch_97k.level?");
    EXPECT_PRED2(contains, refusal("impact.resilience"), "is a duration");
    EXPECT_PRED2(contains, refusal("simulation.paths"), "is a whole number");
    EXPECT_PRED2(contains, refusal("price.model"), "price.model is not a number (word)");
    EXPECT_EQ(refusal("price.model").find("Did you mean"), std::string::npos);
    EXPECT_PRED2(contains, refusal("price.variance0"),
                 "is used only with price.model = \"heston\"");
    EXPECT_PRED2(contains, refusal("cascade.enabled"), "is true or false");
    EXPECT_PRED2(contains, refusal("report.quantiles"), "is a list");
    EXPECT_PRED2(contains, refusal("impact.depth", {"impact.depth=market"}), "snapshot's table");
    EXPECT_PRED2(contains, refusal("waterfall.fund"), "--set waterfall.fund=");
}

}  // namespace
}  // namespace liq
