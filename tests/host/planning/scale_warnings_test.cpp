// Warnings of numbers that are unlikely in a market.
#include "host/planning/scale_warnings.hpp"

#include <gtest/gtest.h>

#include "host/planning/make_plan.hpp"
#include "tests/host/scenario/sample.hpp"
#include "tests/support/findings_builder.hpp"

namespace liq {
namespace {

using sample::contains;

std::string warnings_of(std::vector<std::string> const& set, std::string const& more = "") {
    std::string all;
    for (auto const& warning :
         planning::plan_run(sample::read(sample::full + more, set), *test::small_market()).warnings)
        all += warning + "\n";
    return all;
}

std::string position(std::string const& notional) {
    return "\n[[position]]\nname = \"p\"\nside = \"long\"\nnotional = " + notional +
           "\nentry = 102_000\nleverage = 5\nvenue = \"binance\"\n";
}

TEST(ScaleWarnings, AreForLevelsFarFromSpot) {
    std::string const before = warnings_of({});
    EXPECT_EQ(before.find("times spot"), before.npos) << before;
    EXPECT_PRED2(contains, warnings_of({"event.race_113k_93k.up=9_680_000"}),
                 "event.race_113k_93k.up = 9680000 USD is 95.37 times spot = 101500 USD. Did you "
                 "mean 96800?");
    EXPECT_PRED2(contains, warnings_of({"event.touch_97k.level=97"}), "Did you mean 97000?");
    EXPECT_PRED2(contains, warnings_of({"wall=[{ price = 95, notional = 1e8 }]"}),
                 "wall.0.price = 95 USD");
    EXPECT_PRED2(
        contains,
        warnings_of({"market.spot=10150",
                     "event=[{ name = \"e\", kind = "
                     "\"touch\", level = 9e3 }]"}),
        "market.spot = 10150 USD is 0.1 times the spot of the snapshot, 101500 USD. Did you "
        "mean 101500?");
    EXPECT_PRED2(contains,
                 warnings_of({"market.spot=1.39e-10",
                              "event=[{ name = \"e\", kind = \"touch\", level = 1.38e-12 }]"}),
                 "event.e.level = 1.38e-12 USD is 0.009928 times spot = 1.39e-10 USD. Did you mean "
                 "1.38e-10?");
}

TEST(ScaleWarnings, AreForDepthThatIsUnlikelyForTheOpenInterest) {
    std::string const thin = warnings_of({"impact.depth=400"});
    EXPECT_PRED2(contains, thin, "impact.depth = 400 USD within 1 % of the mid is");
    EXPECT_PRED2(contains, thin, "Did you mean 4000000?");
    EXPECT_PRED2(contains, warnings_of({"impact.depth={ bid = 1e8, ask = 1e12 }"}),
                 "impact.depth = 1000000000000 USD (ask)");
    EXPECT_EQ(warnings_of({"impact.depth=400", "cascade.enabled=false"}).find("impact.depth"),
              std::string::npos);
}

TEST(ScaleWarnings, AreForPositionsInCoinsOrAboveTheOpenInterest) {
    EXPECT_PRED2(contains, warnings_of({}, position("227")),
                 "position.p.notional = 227 USD is a very small position. Did you mean 227 BTC, "
                 "which are 23,040,500 USD at spot?");
    EXPECT_PRED2(contains, warnings_of({}, position("1e9")),
                 "position.p.notional: the desk's longs at \"binance\" are 1,000,000,000 USD, but "
                 "the open interest there is 31,500,000 USD");
    EXPECT_EQ(warnings_of({}, position("1e4")).find("position.p"), std::string::npos);
}

// Positions beyond their liquidation price depend on the spot that is simulated.
TEST(BookWarnings, AreForTheSpotOfTheSimulation) {
    auto const wrong_side = [](std::string const& spot) {
        std::string const all = warnings_of(
            {"market.spot=" + spot, "event.race_113k_93k.down=5e4", "event.race_113k_93k.up=2e5"});
        return all.find("of long positions are already beyond") != all.npos;
    };
    EXPECT_FALSE(wrong_side("110000"));
    EXPECT_TRUE(wrong_side("95000"));  // longs of 20x from 100,000 are liquidated at 95,400
}

}  // namespace
}  // namespace liq
