// The runs of one file: what a sweep and variants may change.
#include "host/scenario/family.hpp"

#include <gtest/gtest.h>

#include "host/scenario/overrides.hpp"
#include "tests/host/scenario/sample.hpp"

namespace liq {
namespace {

using sample::contains;

std::size_t runs_of(std::string const& more) {
    return scenario::parse_family(sample::full + more, "folder/s.toml").size();
}

std::string refusal_of(std::string const& more) {
    try {
        runs_of(more);
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        return error.what();
    }
    return {};
}

TEST(Family, HasARunForEachCombination) {
    EXPECT_EQ(runs_of("\n[sweep]\n\"price.volatility\" = [0.4, 0.5]\nprice.drift = [0, 1]\n"), 5U);
}

TEST(Family, RefusesAKeyThatASweepChangesTwice) {
    // Both spellings are the same key: half of the values would never be run.
    std::string const twice =
        refusal_of("\n[sweep]\n\"price.volatility\" = [0.4, 0.5]\nprice.volatility = [0.6, 0.7]\n");
    EXPECT_PRED2(contains, twice, "[sweep] changes price.volatility, which it changes already at");
    EXPECT_PRED2(contains, twice, "s.toml:67:1");
    EXPECT_PRED2(contains, twice, "s.toml:68:");
    EXPECT_PRED2(contains,
                 refusal_of("\n[sweep]\n\"event.race_113k_93k.up\" = [110e3, 111e3]\n"
                            "\"event.0.up\" = [112e3]\n"),
                 "[sweep] changes event.0.up, which it changes already at");
    EXPECT_PRED2(contains,
                 refusal_of("\n[sweep]\n\"impact.depth\" = [1e8]\n\"impact.depth.bid\" = [2e8]\n"),
                 "which overlaps with impact.depth at");
}

TEST(Family, RefusesAKeyThatAVariantChangesTwice) {
    EXPECT_PRED2(contains,
                 refusal_of("\n[[variant]]\nname = \"v\"\nset = { \"price.volatility\" = 0.4, "
                            "price.volatility = 0.6 }\n"),
                 "variant v changes price.volatility, which it changes already at");
    EXPECT_EQ(runs_of("\n[[variant]]\nname = \"v\"\nset = { price.volatility = 0.6 }\n"
                      "[[variant]]\nname = \"w\"\nset = { price.volatility = 0.6 }\n"),
              3U);
}

TEST(Family, RefusesIndicesWithLeadingZeros) {
    std::string const said = refusal_of(
        "\n[sweep]\n\"event.race_113k_93k.up\" = [110e3, 111e3]\n"
        "\"event.00.up\" = [112e3]\n");
    EXPECT_PRED2(contains, said, "[sweep]: event.00 has a number with leading zeros");
    EXPECT_PRED2(contains, said, "Did you mean event.0?");
    EXPECT_PRED2(contains,
                 refusal_of("\n[[variant]]\nname = \"v\"\nset = { \"event.01.level\" = 96e3 }\n"),
                 "variant v: event.01 has a number with leading zeros");
}

TEST(Overrides, AreRefusedWhereOneKeyIsSetTwice) {
    EXPECT_NO_THROW(scenario::require_distinct({"price.volatility=0.4", "price.drift=0.4"}));
    try {
        scenario::require_distinct({"price.volatility=0.4", "a=1", "price.volatility = 0.5"});
        FAIL() << "was accepted";
    } catch (Error const& error) {
        EXPECT_PRED2(contains, error.what(), "--set price.volatility: is given twice, 0.4 and");
        EXPECT_PRED2(contains, error.what(), "0.5");
    }
}

}  // namespace
}  // namespace liq
