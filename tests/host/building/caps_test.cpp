/// Caps of margin tiers against the open interest of the venue.
#include <gtest/gtest.h>

#include "host/building/margin.hpp"
#include "tests/host/data/read_data.hpp"

namespace liq::building {
namespace {

using data::says;

std::string odd(std::vector<double> const& caps, TierMeasure measure, Contract contract,
                bool endless = false) {
    MarginRules rules;
    for (double const cap : caps) rules.tiers.push_back({cap, 0.01, 0});
    rules.measure = measure;
    rules.endless = endless;
    VenueInput venue;
    venue.name = "a";
    venue.contract = contract;
    std::vector<std::string> warnings;
    warn_of_caps(rules, venue, 8e9, 100'000, warnings);
    return warnings.empty() ? "" : warnings[0];
}

TEST(CapsOfTiers, AreAPartOfTheOpenInterest) {
    auto const value = TierMeasure::value;
    EXPECT_EQ(odd({5e4, 1e6, 5e8}, value, Contract::linear), "");
    EXPECT_EQ(odd({5e3, 3e6}, value, Contract::linear), "");
    EXPECT_EQ(odd({1.5e8, 1.5e11}, value, Contract::linear, true), "");
    // Thousands, coin and contracts in the place of USD.
    EXPECT_TRUE(
        says(odd({50, 1e3, 5e5}, value, Contract::linear), {"venue a", "last cap is $500K", "$8"}));
    EXPECT_TRUE(says(odd({5, 50, 1e3}, value, Contract::linear), {"last cap", "coin, contracts"}));
    // USD in the place of coin.
    EXPECT_TRUE(says(odd({1e9, 1e10}, TierMeasure::size, Contract::linear), {"first cap"}));
    EXPECT_TRUE(says(odd({1e9, 1e10}, value, Contract::inverse), {"first cap"}));
    EXPECT_EQ(odd({5, 50, 1e4}, value, Contract::inverse), "");
    EXPECT_EQ(odd({1e12}, value, Contract::linear, true), "");
}

}  // namespace
}  // namespace liq::building
