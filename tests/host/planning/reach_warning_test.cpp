// What takes no part in any cascade is named, with why and whether that is expected.
#include <gtest/gtest.h>

#include <string>

#include "host/planning/make_plan.hpp"
#include "tests/host/scenario/sample.hpp"
#include "tests/support/findings_builder.hpp"

namespace liq {
namespace {

std::string warnings_with(std::vector<double> const& leverage) {
    market::Market market = *test::small_market();
    market.leverage = leverage;
    auto const plan = planning::plan_run(sample::read(sample::full, {}), market);
    std::string all;
    for (std::string const& warning : plan.warnings) all += warning + "\n";
    return all;
}

TEST(ReachWarning, SaysWhatTakesNoPartAndThatLittleLeverageIsWhy) {
    std::string const text = warnings_with({0.5, 20});
    EXPECT_NE(text.find("% of the long open interest takes no part in any cascade: "),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("55 % below spot or further, and "), std::string::npos) << text;
    EXPECT_NE(text.find("expected of positions with a leverage below about 1.8"), std::string::npos)
        << text;
    EXPECT_NE(text.find("% of the short open interest takes no part"), std::string::npos) << text;
    EXPECT_NE(text.find("a leverage below about 0.8"), std::string::npos) << text;
}

TEST(ReachWarning, IsNotThereWhereEveryPositionIsWithinReach) {
    EXPECT_EQ(warnings_with({5, 20}).find("takes no part"), std::string::npos);
}

}  // namespace
}  // namespace liq
