// Warnings of numbers that are accepted but are most likely percentages.
#include <gtest/gtest.h>

#include "tests/host/scenario/sample.hpp"

namespace liq {
namespace {

using sample::contains;

std::string warnings_of(std::vector<std::string> const& set) {
    std::string all;
    for (auto const& warning : sample::read(sample::full, set).warnings) all += warning + "\n";
    return all;
}

TEST(Scale, OfAPercentageGetsAWarningWithASuggestion) {
    EXPECT_EQ(warnings_of({}), "");
    EXPECT_PRED2(contains, warnings_of({"price.volatility=45"}),
                 "price.volatility = 45 is very large (1 is 100 % a year). Did you mean 0.45?");
    EXPECT_PRED2(contains, warnings_of({"price.drift=5"}), "Did you mean 0.05?");
    EXPECT_PRED2(contains, warnings_of({"price.drift=-10"}), "Did you mean -0.1?");
    EXPECT_PRED2(contains, warnings_of({"price.initial_jump=-3"}), "Did you mean -0.03?");
    EXPECT_EQ(warnings_of({"price.volatility=2.5", "price.drift=1.5", "price.initial_jump=-0.7"}),
              "");
}

TEST(Scale, IsCheckedForTheKeysOfEveryModel) {
    std::string const merton =
        sample::with("model = \"gbm\"",
                     "model = \"merton\"\njump_intensity = 10\njump_mean = -1\njump_sd = 1.5");
    std::string all;
    for (auto const& warning : sample::read(merton).warnings) all += warning + "\n";
    EXPECT_PRED2(contains, all, "price.jump_mean = -1 is very large (0.01 is about 1 %). Did you");
    EXPECT_PRED2(contains, all, "Did you mean 0.015?");
}

}  // namespace
}  // namespace liq
