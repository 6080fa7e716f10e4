// impact.depth: a number, a pair, or the word "market".
#include <gtest/gtest.h>

#include "host/scenario/catalogue.hpp"
#include "host/scenario/resolved_text.hpp"
#include "tests/host/scenario/sample.hpp"

namespace liq {
namespace {

using sample::contains;

TEST(DepthKey, TakesTheTableOfTheSnapshotForTheWordMarket) {
    EXPECT_FALSE(sample::read(sample::full).impact.depth_from_market);
    EXPECT_TRUE(sample::read(sample::full, {"impact.depth=market"}).impact.depth_from_market);
}

TEST(DepthKey, IsWrittenAsItWasRead) {
    EXPECT_PRED2(contains,
                 scenario::resolved_text(sample::read(sample::full, {"impact.depth=market"})),
                 "\ndepth = \"market\"\n");
    EXPECT_PRED2(contains, scenario::resolved_text(sample::read(sample::full)),
                 "\ndepth = { bid = 512000000.0, ask = 362000000.0 }\n");
}

TEST(DepthKey, SaysWhatItAcceptsInsteadOfAnotherWord) {
    auto const message = sample::refusal(sample::full, {"impact.depth=snapshot"});
    for (auto const* part : {"impact.depth = \"snapshot\"", "{ bid = .., ask = .. }", "\"market\""})
        EXPECT_PRED2(contains, message, part);
}

TEST(DepthKey, HasItsWordInTheSchema) {
    for (auto const& info : scenario::known_keys()) {
        if (info.key != "impact.depth") continue;
        EXPECT_EQ(info.words, (std::vector<std::string>{"market"}));
        EXPECT_TRUE(info.required);
        return;
    }
    FAIL() << "no impact.depth";
}

}  // namespace
}  // namespace liq
